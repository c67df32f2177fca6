import type { Case } from '../case.ts';
import { median } from '../figures.ts';
import { saturate } from '../latency.ts';

export default {
  name: 'p99-under-feed',
  about: 'p99 of the same while levels are imported back to back, 5,000 at a time',
  target: { bound: 'most', limit: 60, unit: 'ms' },
  async run(options) {
    const { rounds, ...told } = await saturate(options, true);
    return { value: median(rounds.map(({ p99Ms }) => p99Ms)), ...told };
  },
} satisfies Case;
