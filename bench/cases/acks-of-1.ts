import { compareAcks } from '../acks.ts';
import type { Case } from '../case.ts';

export default {
  name: 'acks-of-1',
  about: 'acknowledgements of one listing over 32 connections, against raw transactions of one',
  target: { bound: 'least', limit: 1.25, unit: '×' },
  run: (options) => compareAcks({ size: 1, requests: 20_000, editions: ['enterprise', 'flagship'] }, options),
} satisfies Case;
