import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sliceOf, slices, workAhead } from './slices.ts';

async function* numbers(count: number) {
  for (let n = 1; n <= count; n++) yield n;
}

/** Works that end when they are told to, the last one first. */
function working(failing?: number) {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async (n: number) => {
    begun.push(n);
    await new Promise((next) => setTimeout(next, 20 / n));
    ended.push(n);
    if (n === failing) throw new Error(`no ${n}`);
    return n * 10;
  };
  return { begun, ended, work };
}

test('results come in order, and a few slices are on their way at once', async () => {
  const { begun, work } = working();
  const results: number[] = [];
  for await (const { slice, result } of workAhead(numbers(7), work)) {
    results.push(result);
    expect(begun.length - slice).toBeLessThanOrEqual(2);
  }
  expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
});

test('where one fails, the earlier results are given, and nothing is still on its way', async () => {
  const { begun, ended, work } = working(3);
  const results: number[] = [];
  const all = async () => {
    for await (const { result } of workAhead(numbers(9), work)) results.push(result);
  };
  await expect(all()).rejects.toThrow('no 3');
  expect(results).toEqual([10, 20]);
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(ended.toSorted()).toEqual(begun);
});

async function* arriving<T>(pieces: T[]): AsyncGenerator<T> {
  yield* pieces;
}

test('slices hold every row once, in order, so many each and the rest in the last', async () => {
  const pieces = fc.array(fc.array(fc.integer(), { maxLength: 12 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 7 }), async (pieces, size) => {
      const rows = pieces.flat();
      const found: number[][] = [];
      for await (const slice of slices(arriving(pieces), size)) found.push(slice);
      expect(found.flat()).toEqual(rows);
      expect(found.slice(0, -1).every((slice) => slice.length === size)).toBe(true);
      expect(found).toHaveLength(Math.ceil(rows.length / size));
    }),
  );
});

test('a transaction takes fewer rows where a server runs, and acknowledgements wait for it', () => {
  expect(['levels', 'listings', 'items'].map((kind) => [sliceOf(kind, true), sliceOf(kind, false)])).toEqual([
    [50, 500],
    [100, 500],
    [500, 500],
  ]);
});
