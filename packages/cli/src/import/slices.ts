/** How many rows travel together. */

/** Rows that are checked at once: this only reads. */
export const CHECKED = 500;

/** Rows that are written in one transaction. */
const WRITTEN = 500;

/**
 * Acknowledgements wait for a transaction to end, so one takes about 5 ms where a server runs: a level changes its listings, anywhere
 * in the database, a listing has six indexes.
 */
const WHILE_SERVING: Record<string, number> = { levels: 50, listings: 100 };

/** Rows of a kind that are written in one transaction. */
export function sliceOf(kind: string, isServing: boolean): number {
  return (isServing && WHILE_SERVING[kind]) || WRITTEN;
}

/** Rows as they are read, in slices of so many; the last one is what is left. */
export async function* slices<T>(pieces: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  let rest: T[] = [];
  for await (const piece of pieces) {
    const rows = rest.length > 0 ? [...rest, ...piece] : piece;
    let start = 0;
    for (; rows.length - start >= size; start += size) yield rows.slice(start, start + size);
    rest = rows.slice(start);
  }
  if (rest.length > 0) yield rest;
}

/** Slices on their way at once: the next ones are read, and wait to be written, while one is being written. */
const AHEAD = 3;

/**
 * Has slices worked on, a few at once, and gives their results in order. Where one fails, those on their way are waited for before
 * it throws.
 */
export async function* workAhead<T, R>(slices: AsyncIterable<T>, work: (slice: T) => Promise<R>): AsyncGenerator<{ slice: T; result: R }> {
  const onTheirWay: { slice: T; result: Promise<R> }[] = [];
  const next = async () => {
    const { slice, result } = onTheirWay.shift() as (typeof onTheirWay)[number];
    return { slice, result: await result };
  };
  try {
    for await (const slice of slices) {
      const result = work(slice);
      result.catch(() => {}); // it is told when its turn comes
      onTheirWay.push({ slice, result });
      if (onTheirWay.length >= AHEAD) yield await next();
    }
    while (onTheirWay.length > 0) yield await next();
  } finally {
    await Promise.allSettled(onTheirWay.map(({ result }) => result));
  }
}
