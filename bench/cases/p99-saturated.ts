import { CONNECTIONS } from '../acks.ts';
import type { Case } from '../case.ts';
import { median } from '../figures.ts';
import { saturate } from '../latency.ts';

export default {
  name: 'p99-saturated',
  about: 'p99 of acknowledgements of 100 over 32 connections, in units of 32 ÷ throughput',
  target: { bound: 'most', limit: 2.5, unit: '×' },
  async run(options) {
    const { rounds, ...told } = await saturate(options, false);
    const value = median(rounds.map(({ p99Ms, requests, seconds }) => (p99Ms * requests) / (seconds * 1000 * CONNECTIONS)));
    return { value, ...told };
  },
} satisfies Case;
