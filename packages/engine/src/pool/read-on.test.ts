/** A page is looked for stretch by stretch, and not for ever. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Patience, Session } from '../store/database.ts';
import { readOn } from './read-on.ts';

/** A list of so many stretches, of which every third has a row; each takes so long to read. */
function listOf(stretches: number, takesMs: number) {
  const seen: (Patience | undefined)[] = [];
  const database = {
    read<T>(work: (session: Session) => Promise<T>, patience?: Patience): Promise<T> {
      seen.push(patience);
      return work(undefined as unknown as Session);
    },
  };
  const read = async (_: Session, { cursor }: { cursor: string | null }) => {
    await pause(takesMs);
    const place = Number(cursor) + 1;
    return { rows: place % 3 === 0 ? [place] : [], next: place < stretches ? String(place) : null };
  };
  return { seen, page: (cursor: string | null, limit: number) => readOn(database, { cursor, limit }, read) };
}

test('until it is full: the first stretch at once, the others patiently', async () => {
  const { seen, page } = listOf(100, 0);
  expect(await page(null, 2)).toEqual({ rows: [3, 6], next: '6' });
  expect(seen).toEqual([undefined, ...Array(5).fill({ patient: true })]);
  expect(await page('6', 1)).toEqual({ rows: [9], next: '9' });
});

test('until the list ends', async () => {
  expect(await listOf(7, 0).page(null, 50)).toEqual({ rows: [3, 6], next: null });
});

test('until the time is up; it goes on from there', async () => {
  const { seen, page } = listOf(100, 410);
  expect(await page('2', 50)).toEqual({ rows: [3], next: '3' });
  expect(seen).toHaveLength(1);
});
