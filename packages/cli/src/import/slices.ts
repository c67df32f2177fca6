/** How many rows travel together. */

/** Rows that are checked at once: this only reads. */
export const CHECKED = 500;

/** A level or a listing has listings recalculated, some of them hundreds; acknowledgements wait for a transaction to end. */
const FAR_REACHING = new Set(['levels', 'listings']);

/** Rows of a kind that are written in one transaction. */
export function sliceOf(kind: string): number {
  return FAR_REACHING.has(kind) ? 100 : 500;
}

/** Rows, so many at a time. */
export async function* slices<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let slice: T[] = [];
  for await (const row of rows) {
    slice.push(row);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
