import type { Case } from '../case.ts';
import { median, span } from '../figures.ts';
import { flatness } from '../flatness.ts';

export default {
  name: 'flat-ack',
  about: 'acknowledging the 100 that were pulled, the same pools',
  target: { bound: 'most', limit: 1.8, unit: '×' },
  async run(options) {
    const { ack, details } = await flatness(options);
    return { value: median(ack), details: [`${details.ack}; by block ${span(ack)}`] };
  },
} satisfies Case;
