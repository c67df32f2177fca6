/** What acts on very many listings goes in steps that survive a kill (promises S3, S4). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../src/engine.ts';
import { vaultOf } from '../src/sellers/vault.ts';
import { databases, type TestEngine } from './databases.ts';
import { journalOf, put, SELLER, say, seedListings, setStock, show, sql, T0 } from './shop.ts';
import { watched } from './watch.ts';

const MANY = 520;

describe.each(databases)('fan-outs on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
  });
  afterEach(() => t.close());

  const importRow = (kind: string, row: Record<string, string>) =>
    t.engine.importRows({ seller: SELLER, kind, records: [row], now: T0, partial: false });
  const rule = (cells: Record<string, string>) => importRow('rules', { stock_syn_rule_no: 'default', ...cells });
  const level = (spec_no: string, cells: Record<string, string>, warehouse_no = 'W1') =>
    importRow('levels', { spec_no, warehouse_no, ...cells });
  const step = () => t.engine.stepFanOuts({ seller: SELLER, now: T0 });
  const finish = async () => {
    while ((await step()).left > 0);
  };
  const raised = async (cause: string) => (await journalOf(t.engine)).filter(({ effect }) => effect === cause).length;
  const shown = () => sql(t.database, 'select distinct version, quantity from listings order by version, quantity');

  /** One item in so many listings of shop S1, 10 pieces in W1: each at version 2. */
  async function seedItem(count: number): Promise<void> {
    await seedListings(t.engine, 1);
    await put(t.engine, 'items', [{ spec_no: 'B' }]);
    const rows = Array.from({ length: count }, (_, i) => ({ shop_no: 'S2', goods_id: `B${i}`, spec_no: 'B' }));
    await put(t.engine, 'listings', rows);
    await put(t.engine, 'levels', [{ spec_no: 'B', warehouse_no: 'W1', stock_num: '10' }]);
  }

  test('S3 a rule over more than 500 listings goes in steps of at most 500 and goes on after a kill between them', async () => {
    await seedListings(t.engine, MANY);
    const left = () => t.engine.pendingFanOuts({ seller: SELLER });
    expect(await left()).toEqual({ fanOuts: 0, oldestAt: null });
    await rule({ stock_syn_plus: '5' });
    expect(await left()).toEqual({ fanOuts: 1, oldestAt: T0 });
    expect(await step()).toEqual({ done: 500, left: 1 });
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '15' });
    expect(await show(t.engine, MANY)).toEqual({ version: 2, quantity: '10' }); // older number with the older version
    await t.restart();
    expect(await left()).toEqual({ fanOuts: 1, oldestAt: T0 });
    expect(await step()).toEqual({ done: 20, left: 0 });
    expect(await step()).toEqual({ done: 0, left: 0 });
    expect(await left()).toEqual({ fanOuts: 0, oldestAt: null });
    expect(await shown()).toEqual([{ version: 3, quantity: '15' }]);
    expect(await raised('rule')).toBe(MANY);
  });

  test('S3 a rule over up to 500 listings is done in the transaction that changes it', async () => {
    await seedListings(t.engine, 500);
    await rule({ stock_syn_plus: '5' });
    expect(await shown()).toEqual([{ version: 3, quantity: '15' }]);
    expect(await step()).toEqual({ done: 0, left: 0 });
  });

  test('S3 a listing that changes while a rule fans out has the new rule, and is not raised again', async () => {
    await seedListings(t.engine, MANY);
    await rule({ stock_syn_plus: '7' });
    await setStock(t.engine, 'A510', '20');
    await finish();
    expect(await show(t.engine, 510)).toEqual({ version: 3, quantity: '27' });
    await rule({ stock_syn_plus: '8' });
    await level('A510', { stock_num: '30' });
    expect(await show(t.engine, 510)).toEqual({ version: 4, quantity: '38' });
    expect(await say(t.engine, 'success', 510, 4)).toBe('cleared');
    await finish();
    expect(await show(t.engine, 510)).toEqual({ version: 4, quantity: '38' });
    expect(await show(t.engine, 511)).toEqual({ version: 4, quantity: '18' });
  });

  test('S3 a rule changed again begins again, and raises each listing once for what it has not seen', async () => {
    await seedListings(t.engine, MANY);
    await rule({ stock_syn_plus: '9' });
    await step();
    await rule({ stock_syn_plus: '11' });
    expect((await rule({ stock_syn_plus: '11' })).changed).toBe(0);
    await finish();
    const rows = await sql(
      t.database,
      'select version, quantity, count(*) as count from listings group by version, quantity order by version',
    );
    expect(rows).toEqual([
      { version: 3, quantity: '21', count: 20 },
      { version: 4, quantity: '21', count: 500 },
    ]);
  });

  test('S3 a new rule takes over only the listings it fits, and gives them back when it goes', async () => {
    await seedItem(MANY);
    await importRow('rules', { stock_syn_rule_no: 'second', shop_nos: 'S2', stock_syn_plus: '3' });
    await finish();
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '13' });
    expect(await raised('rule')).toBe(MANY);
    await t.engine.removeRule({ seller: SELLER, no: 'second', actor: 'operator', now: T0 });
    await finish();
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect(await shown()).toEqual([
      { version: 2, quantity: '10' },
      { version: 4, quantity: '10' },
    ]);
  });

  test('S3 an item in more than 500 listings: the movement commits at once, its listings follow in steps', async () => {
    await seedItem(MANY);
    await level('B', { stock_num: '11' });
    expect(await show(t.engine, 2)).toEqual({ version: 2, quantity: '10' });
    expect(await step()).toEqual({ done: 500, left: 1 });
    await t.restart();
    expect(await step()).toEqual({ done: 20, left: 0 });
    expect(await show(t.engine, MANY + 1)).toEqual({ version: 3, quantity: '11' });
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect(await raised('level')).toBe(1 + 2 * MANY); // the first one when the level came
  });

  test('S3 items beside one in very many listings do not wait for it', async () => {
    await seedItem(MANY);
    const rows = ['B', 'A1'].map((spec_no) => ({ spec_no, warehouse_no: 'W1', stock_num: '12' }));
    await t.engine.importRows({ seller: SELLER, kind: 'levels', records: rows, now: T0, partial: false });
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '12' });
    expect(await show(t.engine, 2)).toEqual({ version: 2, quantity: '10' });
    await finish();
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '12' });
  });

  test('S3 a movement that no rule of a listing counts does not reach it, in the transaction or in a fan-out', async () => {
    await seedItem(MANY);
    await put(t.engine, 'rules', [{ stock_syn_rule_no: 'w2', shop_nos: 'S1', warehouse_nos: 'W2' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'B', spec_no: 'B' }]);
    const inS1 = MANY + 2;
    expect(await show(t.engine, inS1)).toEqual({ version: 1, quantity: '0' });
    await level('B', { stock_num: '15' });
    await finish();
    expect(await show(t.engine, inS1)).toEqual({ version: 1, quantity: '0' });
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '15' });
    await level('B', { purchase_num: '5' });
    expect(await step()).toEqual({ done: 0, left: 0 }); // no mask uses it
    await level('B', { stock_num: '4' }, 'W2');
    await finish();
    expect(await show(t.engine, inS1)).toEqual({ version: 2, quantity: '4' });
    expect(await show(t.engine, 2)).toEqual({ version: 4, quantity: '19' });
  });

  test('S3 the same item moved again while it fans out: every listing ends with the newest number', async () => {
    await seedItem(MANY);
    await level('B', { stock_num: '11' });
    await step();
    await level('B', { stock_num: '12' });
    await finish();
    const inS2 = await sql(
      t.database,
      'select version, quantity, count(*) as count from listings where shop_id = 2 group by version, quantity order by version',
    );
    expect(inS2).toEqual([
      { version: 3, quantity: '12', count: 20 },
      { version: 4, quantity: '12', count: 500 },
    ]);
  });

  test('S3 S4 killed at any statement, a step is done whole or not at all, and what is left goes on', async () => {
    await seedItem(MANY);
    await rule({ stock_syn_plus: '1' });
    await level('B', { stock_num: '20' });
    for (let at = 1; ; at += 97) {
      let seen = 0;
      const dying = watched(t.database, (_, __, write) => {
        if (write && ++seen === at) throw new Error('killed');
      });
      const before = await shown();
      const killed = await createEngine({ database: dying, vault: vaultOf(new Uint8Array(32)) })
        .stepFanOuts({ seller: null, now: T0 })
        .then(
          () => false,
          () => true,
        );
      if (killed) expect(await shown()).toEqual(before);
      else if ((await step()).left === 0) break;
    }
    const rows = await sql(t.database, 'select distinct quantity from listings order by quantity');
    expect(rows).toEqual([{ quantity: '11' }, { quantity: '21' }]);
    const told = (await journalOf(t.engine)).filter(({ event }) => event === 'changed');
    expect(new Set(told.map(({ subject, version }) => `${subject} ${version}`)).size).toBe(told.length);
  });
});
