/** When a version rises, and what stands beside it (promises S3, S4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, journalOf, put, say, seedListings, setStock, show, T0, waiting } from './shop.ts';

describe.each(databases)('changes of stock on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 12);
  });
  afterAll(() => t.close());

  const version = async (listing: number) => (await show(t.engine, listing))?.version as number;
  /** By how much the version of a listing rises when this is done. */
  const rise = async (listing: number, act: () => Promise<unknown>) => {
    const before = await version(listing);
    await act();
    return (await version(listing)) - before;
  };
  const level = (spec_no: string, cells: Record<string, string>, warehouse_no = 'W1') =>
    put(t.engine, 'levels', [{ spec_no, warehouse_no, ...cells }]);
  const listing = (spec_no: string, cells: Record<string, string> = {}) => ({ shop_no: 'S1', goods_id: `G-${spec_no}`, spec_no, ...cells });

  test('S3 a version rises when a counted quantity changes, in any warehouse', async () => {
    for (const name of ['stock_num', 'subscribe_num', 'order_num', 'unpay_num', 'sending_num', 'lock_num']) {
      expect([name, await rise(1, () => level('A1', { [name]: '3' }))]).toEqual([name, 1]);
    }
    expect(await rise(1, () => level('A1', { stock_num: '4' }, 'W2'))).toBe(1);
    expect(await rise(2, () => level('A1', { stock_num: '5' }, 'W2'))).toBe(0);
  });

  test('S3 a version rises even if the number to show comes out equal', async () => {
    expect(await show(t.engine, 2)).toEqual({ version: 2, quantity: '10' });
    await level('A2', { stock_num: '13', order_num: '3' });
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '10' });
  });

  test('S3 a quantity the mask does not use raises nothing', async () => {
    for (const name of ['purchase_num', 'transfer_num', 'return_num', 'to_transfer_num']) {
      expect([name, await rise(3, () => level('A3', { [name]: '3' }))]).toEqual([name, 0]);
    }
  });

  test('S3 a write that leaves every stored value as it was is no change', async () => {
    await level('A3', { stock_num: '8', order_num: '1.5' });
    const rows = (await journalOf(t.engine)).length;
    const same = async () => {
      expect(await level('A3', { stock_num: '8', order_num: '1.5' })).toBe(0);
      expect(await level('A3', { stock_num: '8.000', order_num: '+1.50' })).toBe(0);
      expect(await level('A3', {})).toBe(0);
      expect(await put(t.engine, 'listings', [listing('A3')])).toBe(0);
      expect(await put(t.engine, 'rules', [{ stock_syn_rule_no: 'default' }])).toBe(0);
    };
    expect(await rise(3, same)).toBe(0);
    expect((await journalOf(t.engine)).length).toBe(rows);
  });

  test('S3 a version rises with binding, with re-binding by a changed code, and with re-enabling', async () => {
    await put(t.engine, 'listings', [listing('A4', { spec_no: 'nothing yet' })]);
    expect(await rise(4, () => put(t.engine, 'listings', [listing('A4')]))).toBe(1);
    expect(await rise(4, () => put(t.engine, 'listings', [listing('A4', { spec_no: 'A5' })]))).toBe(1);
    await setStock(t.engine, 'A5', '55');
    expect((await show(t.engine, 4))?.quantity).toBe('55');
    for (const off of [{ is_disable_syn: '1' }, { status: '0' }]) {
      expect(await rise(4, () => put(t.engine, 'listings', [listing('A4', { spec_no: 'A5', ...off })]))).toBe(0);
      expect(await rise(4, () => put(t.engine, 'listings', [listing('A4', { spec_no: 'A5' })]))).toBe(1);
    }
    expect(await rise(4, () => put(t.engine, 'listings', [listing('A4', { spec_no: 'A5', goods_name: '新名' })]))).toBe(0);
  });

  test('S3 an item that comes after its listings binds them, and they wait', async () => {
    const records = ['one', 'two'].map((goods_id) => ({ shop_no: 'S2', goods_id, spec_no: 'late' }));
    await put(t.engine, 'listings', records);
    expect(await waiting(t.engine)).not.toContain(13);
    await put(t.engine, 'items', [{ spec_no: 'late' }]);
    for (const number of [13, 14]) {
      expect(await show(t.engine, number)).toEqual({ version: 1, quantity: '0' });
      expect(await waiting(t.engine)).toContain(number);
    }
  });

  test('S3 two changes at once get two versions', async () => {
    for (let round = 0; round < 10; round++) {
      const before = await version(6);
      const stock = String(100 + round);
      await Promise.all([
        level('A6', { stock_num: stock }),
        level('A6', { stock_num: '1' }, 'W2'),
        level('A6', { order_num: stock }, 'W2'),
      ]);
      const raised = (await journalOf(t.engine)).filter(({ subject, event, version }) => {
        return subject === 6 && event === 'changed' && (version as number) > before;
      });
      expect(raised.map(({ version }) => version)).toEqual(raised.map((_, i) => before + 1 + i));
      expect(raised.length).toBe(round === 0 ? 3 : 2); // from the second round on, W2 already holds 1
      expect((await show(t.engine, 6))?.quantity).toBe('1'); // 100 + round, and 1 - (100 + round) promised
    }
  });

  test('S3 a changed rule raises every bound listing once', async () => {
    const before = await Promise.all([7, 8, 9].map(version));
    await put(t.engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_percent: '50' }]);
    expect(await Promise.all([7, 8, 9].map(version))).toEqual(before.map((old) => old + 1));
    expect(await show(t.engine, 7)).toMatchObject({ quantity: '5' });
    await put(t.engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_percent: '100' }]);
  });

  test('S4 pulls only read, and give quantity and version as they were written together', async () => {
    const writes = (async () => {
      for (let i = 0; i < 60; i++) {
        await setStock(t.engine, `A${10 + (i % 3)}`, String(1000 + i));
        if (i % 7 === 0) await say(t.engine, 'success', 10 + (i % 3), await version(10 + (i % 3)));
      }
    })();
    let writing = true;
    const told: { listing: number; version: number; quantity: string }[] = [];
    const reads = (async () => {
      while (writing) {
        const pulled = await t.engine.pullStock({ caller, shopNo: 'S1', after: 9, limit: 5, now: T0 });
        const calculated = await t.engine.calculateStock({ caller, listings: [10, 11, 12] });
        told.push(...(pulled ?? []).filter(({ listing }) => listing <= 12));
        told.push(...calculated.filter((each) => each.found).map(({ change }) => change));
        await new Promise((next) => setImmediate(next)); // reads of SQLite never leave the turn of the loop by themselves
      }
    })();
    await writes;
    writing = false;
    await reads;
    const journal = await journalOf(t.engine);
    const written = new Map(
      journal.filter(({ event }) => event === 'changed').map((row) => [`${row.subject} ${row.version}`, row.quantity]),
    );
    expect(told.length).toBeGreaterThan(10);
    for (const { listing, version, quantity } of told) expect(quantity).toBe(written.get(`${listing} ${version}`));
  });
});
