/** A sandbox's states: everything is put back as it was, numbers included; and no other database can be played with. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, put, SELLER, say, seedListings, setStock, ship, sql, T0, waiting } from './shop.ts';

describe.each(databases)('a sandbox on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await t.engine.markSandbox({ now: T0 });
    await seedListings(t.engine, 3);
  });
  afterEach(() => t.close());

  const everything = async () => {
    const tables = 'items listings levels rules pool_counts counters shipments warehouses'.split(' ');
    const rows = await Promise.all(tables.map((table) => sql(t.database, `select * from ${table} order by 1, 2, 3`)));
    const journal = await sql(t.database, 'select at, pool, event, subject, version, quantity, effect from journal order by seq');
    return { ...Object.fromEntries(tables.map((table, i) => [table, rows[i]])), journal };
  };

  test('a state put back is the state that was saved, and the next numbers are the same again', async () => {
    await ship(t.engine, 'T1', '', 'Z1');
    await t.engine.saveState({ seller: SELLER, name: 'full', now: T0 });
    const saved = await everything();
    const goOn = async () => {
      await setStock(t.engine, 'A1', '7');
      await say(t.engine, 'success', 2, 2);
      await put(t.engine, 'items', [{ spec_no: 'NEW' }]);
      await ship(t.engine, 'T2', '', 'Z2');
      return everything();
    };
    const after = await goOn();
    expect(after).not.toEqual(saved);
    await t.engine.resetState({ seller: SELLER, name: 'full' });
    expect(await everything()).toEqual(saved);
    expect(await goOn()).toEqual(after);
  });

  test('a shop stays, and its settings are put back; one that came later stays too', async () => {
    const settings = () => sql(t.database, 'select shop_no, name, split_shipping, by_quantity from shops order by 1');
    const saved = await settings();
    await t.engine.saveState({ seller: SELLER, name: 'first', now: T0 });
    await put(t.engine, 'shops', [
      { shop_no: 'S1', shop_name: 'New name', is_split_shipping: '1', is_split_by_quantity: '1' },
      { shop_no: 'S9' },
    ]);
    expect(await settings()).toHaveLength(3);
    await t.engine.resetState({ seller: SELLER, name: 'first' });
    expect(await settings()).toEqual([...saved, expect.objectContaining({ shop_no: 'S9' })]);
  });

  test('empty keeps shops, warehouses and keys and nothing else, and can be filled again', async () => {
    await t.engine.resetState({ seller: SELLER, name: 'empty' });
    expect(await waiting(t.engine)).toEqual([]);
    expect(await sql(t.database, 'select shop_no from shops order by 1')).toEqual([{ shop_no: 'S1' }, { shop_no: 'S2' }]);
    expect(await t.engine.readJournal({ seller: SELLER, before: null, limit: 10 })).toEqual([]);
    await put(t.engine, 'items', [{ spec_no: 'A1' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'G', spec_no: 'A1' }]);
    expect(await t.engine.waitingListings({ caller, after: 0, limit: 10, now: T0 })).toEqual([1]);
  });

  test('states are listed, written over, and a missing one is named with those there are', async () => {
    await t.engine.saveState({ seller: SELLER, name: 'b', now: T0 });
    await t.engine.saveState({ seller: SELLER, name: 'a.1', now: T0 + 1 });
    await t.engine.saveState({ seller: SELLER, name: 'b', now: T0 + 2 });
    expect(await t.engine.listStates({ seller: SELLER })).toEqual([
      { name: 'empty', savedAt: null },
      { name: 'a.1', savedAt: T0 + 1 },
      { name: 'b', savedAt: T0 + 2 },
    ]);
    await expect(t.engine.resetState({ seller: SELLER, name: 'c' })).rejects.toThrow('has no state "c"; there are: "empty", "a.1", "b"');
    for (const name of ['empty', '', 'a b', 'x'.repeat(65)])
      expect(await codeOf(t.engine.saveState({ seller: SELLER, name, now: T0 }))).toBe('input');
  });

  test('another seller’s records are not touched, nor its states seen', async () => {
    await seedListings(t.engine, 2, 'other');
    await t.engine.saveState({ seller: 'other', name: 'theirs', now: T0 });
    await t.engine.resetState({ seller: SELLER, name: 'empty' });
    expect(await t.engine.waitingListings({ caller: { ...caller, seller: 'other' }, after: 0, limit: 10, now: T0 })).toEqual([1, 2]);
    expect(await codeOf(t.engine.resetState({ seller: SELLER, name: 'theirs' }))).toBe('unknown');
  });

  test('a database with real sellers never becomes a sandbox, and has no states to put back', async () => {
    const real = await open();
    try {
      await seedListings(real.engine, 1);
      expect(await codeOf(real.engine.markSandbox({ now: T0 }))).toBe('input');
      expect(await codeOf(real.engine.saveState({ seller: SELLER, name: 'a', now: T0 }))).toBe('input');
      expect(await codeOf(real.engine.resetState({ seller: SELLER, name: 'empty' }))).toBe('input');
      expect(await waiting(real.engine)).toEqual([1]);
    } finally {
      await real.close();
    }
  });

  test('every table of a seller either stays or is put back', async () => {
    await t.engine.saveState({ seller: SELLER, name: 'all', now: T0 });
    const [state] = await sql<{ content: string }>(t.database, 'select content from sandbox_states');
    const saved = Object.keys(JSON.parse(state?.content ?? ''));
    expect(saved).toEqual(expect.arrayContaining(['items', 'journal', 'levels', 'listings', 'pool_counts', 'rules', 'shipments']));
    for (const kept of ['sellers', 'warehouses', 'app_keys', 'facts', 'migrations']) expect(saved).not.toContain(kept);
  });
});
