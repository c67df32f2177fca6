import { compareAcks } from '../acks.ts';
import type { Case } from '../case.ts';

export default {
  name: 'acks-of-100',
  about: 'acknowledgements of 100 listings over 32 connections, against raw transactions of 100',
  target: { bound: 'least', limit: 0.9, unit: '×' },
  run: (options) => compareAcks({ size: 100, requests: 3_000, editions: ['enterprise'] }, options),
} satisfies Case;
