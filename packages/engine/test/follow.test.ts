/** Following the journal while others write: rows are numbered before they are committed, and committed in any order. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journal } from '../src/journal/journal.ts';
import { databases, type TestEngine } from './databases.ts';
import { journalOf, SELLER, seedListings, setStock, T0 } from './shop.ts';

describe.each(databases)('following the journal on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3);
  });
  afterAll(() => t.close());

  const occasion = { seller: SELLER, at: T0, actor: 'operator', pool: 'stock', signedAt: null } as const;

  /** Writes a row of the journal, and commits it when told to. */
  function hold(detail: string) {
    const { promise: told, resolve: commit } = Promise.withResolvers<void>();
    const { promise: isWritten, resolve: written } = Promise.withResolvers<void>();
    const done = t.database.write(async (session) => {
      await journal(session, occasion, [{ event: 'changed', subject: 1, effect: 'forced', detail }]);
      written();
      await told;
    });
    return { isWritten, commit, done };
  }

  test('B6 a row that is committed after one with a higher number is missed by nobody who follows', async () => {
    let { last } = await t.engine.readChanges({ seller: SELLER, after: null, limit: 0 });
    const before = last;
    const seen: number[] = [];
    const follow = async () => {
      const read = await t.engine.readChanges({ seller: SELLER, after: last, limit: 100 });
      seen.push(...read.rows.map(({ seq }) => seq));
      last = read.last;
    };
    const late = hold('late');
    await late.isWritten;
    const early = setStock(t.engine, 'A1', '7'); // on SQLite it waits for the other, on PostgreSQL it is committed first
    await Promise.race([early, pause(300)]);
    await follow();
    const fresh = await t.engine.readChanges({ seller: SELLER, after: null, limit: 0 });
    late.commit();
    await Promise.all([late.done, early]);
    await follow();
    const wanted = (await journalOf(t.engine)).filter(({ seq }) => seq > before);
    expect(wanted.length).toBeGreaterThan(2);
    expect(wanted.map(({ detail }) => detail)).toContain('late');
    expect(seen).toEqual(wanted.map(({ seq }) => seq));
    const rest = await t.engine.readChanges({ seller: SELLER, after: fresh.last, limit: 100 });
    expect(rest.rows.map(({ detail }) => detail)).toContain('late'); // whoever began meanwhile is told, too
  });

  test('what others write does not stop who follows for longer than they take', async () => {
    const slow = hold('slow');
    await slow.isWritten;
    const { last } = await t.engine.readChanges({ seller: SELLER, after: null, limit: 0 });
    slow.commit();
    await slow.done;
    await setStock(t.engine, 'A2', '8');
    const { rows } = await t.engine.readChanges({ seller: SELLER, after: last, limit: 100 });
    expect(rows.map(({ seq }) => seq)).toEqual((await journalOf(t.engine)).filter(({ seq }) => seq > last).map(({ seq }) => seq));
    expect(rows.length).toBeGreaterThan(2);
  });
});
