import { Problem } from './problem.ts';

/** The `seq`, or number, that a cursor stands for. */
export function readAfter(cursor: string | null): number {
  if (cursor === null) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new Problem('invalid', `cursor "${cursor}" is none that a page has given`, {
    faults: [{ parameter: 'cursor', detail: 'take `next` of the page before' }],
  });
}
