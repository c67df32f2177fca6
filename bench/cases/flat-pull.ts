import type { Case } from '../case.ts';
import { median, span } from '../figures.ts';
import { flatness } from '../flatness.ts';

export default {
  name: 'flat-pull',
  about: 'pulling 100 from a million listings (--rows), against ten thousand',
  target: { bound: 'most', limit: 1.3, unit: '×' },
  async run(options) {
    const { pull, details } = await flatness(options);
    return { value: median(pull), details: [`${details.pull}; by block ${span(pull)}`] };
  },
} satisfies Case;
