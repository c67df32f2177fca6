/** What is read for the operator: the newest rows of the journal, and what the database says of itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecentActivity } from '../src/journal/recent.ts';
import type { Statement } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, MINUTE, put, SELLER, say, seedListings, T0 } from './shop.ts';
import { watched } from './watch.ts';

describe.each(databases)('on $name', ({ name, open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seedListings(t.engine, 3);
    await seedListings(t.engine, 3, 'other');
  });
  afterEach(() => t.close());

  const recent = (now: number, rows = 100): Promise<RecentActivity> => t.engine.recentActivity({ seller: SELLER, rows, now });

  test('who signed: how often, when last, and how far off the clock is in the median', async () => {
    for (const [at, skew] of [
      [1, -9],
      [2, 40],
      [3, 4],
    ] as const) {
      const now = T0 + at * MINUTE;
      await say(t.engine, 'fail', 1, 2, { at: now, signedAt: now + skew * 1000 });
    }
    const { clients, newestAt, steppedBackMs } = await recent(T0 + 5 * MINUTE);
    expect(clients).toEqual([{ actor: caller.actor, rows: 3, lastAt: T0 + 3 * MINUTE, skewMs: 4_000 }]);
    expect([newestAt, steppedBackMs]).toEqual([T0 + 3 * MINUTE, 0]);
  });

  test('what an operator cancels is no client’s word, and no shop’s', async () => {
    const operator = { seller: SELLER, key: null, actor: 'operator:ops' };
    await t.engine.cancelStock({ caller: operator, listing: 1, version: 2, signedAt: T0 + MINUTE, now: T0 + MINUTE });
    const { clients, shops } = await recent(T0 + 2 * MINUTE);
    expect([clients, shops]).toEqual([[], [{ shop: 1, acknowledgedAt: null, dueSince: T0 }]]);
  });

  test('our clock that went back shows by how much; only as many rows are looked at as asked for', async () => {
    await say(t.engine, 'success', 1, 2, { at: T0 + 5 * MINUTE });
    await say(t.engine, 'success', 1, 2, { at: T0 + 3 * MINUTE });
    expect(await recent(T0)).toMatchObject({ steppedBackMs: 2 * MINUTE, newestAt: T0 + 5 * MINUTE });
    expect(await recent(T0, 1)).toMatchObject({ rows: 1, steppedBackMs: 0, newestAt: T0 + 3 * MINUTE });
  });

  test('each shop: the last acknowledgement, and since when something is offered', async () => {
    const before = await recent(T0 + MINUTE);
    expect(before.shops).toEqual([{ shop: 1, acknowledgedAt: null, dueSince: T0 }]);
    await say(t.engine, 'fail', 1, 2, { at: T0 + MINUTE });
    for (const listing of [2, 3]) await say(t.engine, 'success', listing, 2, { at: T0 + 2 * MINUTE });
    const delayed = (await recent(T0 + 1.5 * MINUTE)).shops;
    expect(delayed).toEqual([{ shop: 1, acknowledgedAt: T0 + 2 * MINUTE, dueSince: null }]);
    const offeredAgain = (await recent(T0 + 10 * MINUTE)).shops;
    expect(offeredAgain).toEqual([{ shop: 1, acknowledgedAt: T0 + 2 * MINUTE, dueSince: T0 + 2 * MINUTE }]);
    await put(t.engine, 'shops', [{ shop_no: 'S9' }]);
    await put(t.engine, 'shipments', [{ shop_no: 'S9', tid: 'T1', logistics_no: 'X' }], T0 + 3 * MINUTE);
    expect((await recent(T0 + 10 * MINUTE)).shops).toContainEqual(
      expect.objectContaining({ acknowledgedAt: null, dueSince: T0 + 3 * MINUTE }),
    );
  });

  test.runIf(name === 'SQLite')('no pool and no journal is walked from end to end', async () => {
    const seen = new Set<Statement>();
    const watching = await open((database) => watched(database, (statement) => void seen.add(statement)));
    await seedListings(watching.engine, 300);
    await say(watching.engine, 'success', 1, 2);
    seen.clear();
    await watching.engine.recentActivity({ seller: SELLER, rows: 100, now: T0 });
    for (const statement of seen) {
      const explained = { ...statement, sqlite: `explain query plan ${statement.sqlite}` };
      const values = { seller: SELLER, limit: 100, now: T0 };
      const plan = await watching.database.read(async (session) => session.query<{ detail: string }>(explained, values));
      const walks = plan.map(({ detail }) => detail).filter((step) => /SCAN (l|p|listings|shipments|journal)\b|AUTOMATIC/.test(step));
      expect(walks).toEqual([]);
    }
    expect(seen.size).toBeGreaterThan(2);
    await watching.close();
  });

  test('the database tells its version, size and schema, and how its writing connection commits', async () => {
    const facts = await t.engine.describeStore({ writer: true });
    expect(facts.newestSchema).toBeGreaterThan(0);
    expect(facts).toMatchObject({ schema: facts.newestSchema, journalMode: 'wal', synchronous: name === 'SQLite' ? '2' : 'on' });
    expect(facts.pages * facts.pageBytes).toBeGreaterThan(50_000);
    expect(await t.engine.describeStore({ writer: false })).toMatchObject({ journalMode: null, synchronous: null });
  });
});
