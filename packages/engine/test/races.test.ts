/** Two servers on one PostgreSQL, met at the worst moment. SQLite has one writer, so nothing can come between there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../src/engine.ts';
import { vaultOf } from '../src/sellers/vault.ts';
import { databases, type TestEngine } from './databases.ts';
import { put, report, seedListings, ship, show, sql, T0, waiting } from './shop.ts';
import { watched } from './watch.ts';

const vault = vaultOf(new Uint8Array(32));

const postgres = databases.find(({ name }) => name === 'PostgreSQL');

describe.skipIf(!postgres)('races on PostgreSQL', () => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await (postgres as NonNullable<typeof postgres>).open();
    await seedListings(t.engine, 2);
  });
  afterEach(() => t.close());

  /**
   * Does `first`, and when it is about to run the first statement that begins like `at`, starts `second` and goes on as soon
   * as that is done or waits for a lock.
   */
  async function meet(at: string, first: (engine: Engine) => Promise<unknown>, second: (engine: Engine) => Promise<unknown>) {
    let started: Promise<unknown> | undefined;
    const pause = async ({ postgres }: { postgres: string }) => {
      if (started || !postgres.startsWith(at)) return;
      let done = false;
      started = second(t.engine).finally(() => {
        done = true;
      });
      while (!done && !(await waits())) await new Promise((next) => setImmediate(next));
    };
    await first(createEngine({ database: watched(t.database, pause), vault }));
    expect(started).toBeDefined();
    await started;
  }
  const waits = async () => {
    const rows = await sql(t.database, "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    return rows.length > 0;
  };
  const level = (spec_no: string, cells: object) => (engine: Engine) => put(engine, 'levels', [{ spec_no, warehouse_no: 'W1', ...cells }]);

  test('S3 two first writes of one level keep what each of them wrote', async () => {
    await put(t.engine, 'items', [{ spec_no: 'new' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'new', spec_no: 'new' }]);
    await meet('insert into levels', level('new', { stock_num: '9' }), level('new', { order_num: '2' }));
    expect((await show(t.engine, 3))?.quantity).toBe('7');
  });

  test('S4 a change that read the old rule does not write after the fan-out of the new one has passed', async () => {
    const rule = (engine: Engine) => put(engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_plus: '5' }]);
    await meet('select listing_id, shop_id, item_id, suite_id, version', level('A1', { stock_num: '20' }), rule);
    expect((await show(t.engine, 1))?.quantity).toBe('25');
  });

  test('S3 a quantity that a new rule begins to count is not missed', async () => {
    const rule = (engine: Engine) => put(engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_mask: '1' }]);
    await meet('insert into levels', level('A1', { purchase_num: '4' }), rule);
    expect((await show(t.engine, 1))?.quantity).toBe('14');
  });

  test.each([
    ['a new listing', 'insert into listings', 'x', 3],
    ['a listing of another item', 'update listings set version', 'G-A2', 2],
  ])('S4 %s that is bound while its level changes shows the new level', async (_, at, goods_id, number) => {
    const bind = (engine: Engine) => put(engine, 'listings', [{ shop_no: 'S1', goods_id, spec_no: 'A1' }]);
    await meet(at, bind, level('A1', { stock_num: '33' }));
    expect((await show(t.engine, number))?.quantity).toBe('33');
  });

  test('S4 a level that changes while a listing is bound to its item is shown', async () => {
    const bind = (engine: Engine) => put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'x', spec_no: 'A1' }]);
    await meet('select listing_id, shop_id, item_id, suite_id, version', level('A1', { stock_num: '33' }), bind);
    expect((await show(t.engine, 3))?.quantity).toBe('33');
  });

  test('S4 a change that did not see a rule being added does not write after its fan-out has passed', async () => {
    const rule = (engine: Engine) => put(engine, 'rules', [{ stock_syn_rule_no: 'new', stock_syn_plus: '5' }]);
    await meet('update listings set version', level('A1', { stock_num: '20' }), rule);
    expect((await show(t.engine, 1))?.quantity).toBe('25');
  });

  test('S4 a listing that is bound to a suite while a part moves shows the new level', async () => {
    await put(t.engine, 'suites', [{ suite_no: 'SET', spec_no: 'A1', count: '2' }]);
    const bind = (engine: Engine) => put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'x', spec_no: 'SET' }]);
    await meet('insert into listings', bind, level('A1', { stock_num: '33' }));
    expect((await show(t.engine, 3))?.quantity).toBe('16');
  });

  test('S4 a suite that takes in an item while it moves shows the new level', async () => {
    await put(t.engine, 'suites', [{ suite_no: 'SET', spec_no: 'A1', count: '2' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'x', spec_no: 'SET' }]);
    const takeIn = (engine: Engine) => put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A2', count: '1' }]);
    await meet('update listings set version', takeIn, level('A2', { stock_num: '3' }));
    expect((await show(t.engine, 3))?.quantity).toBe('3');
  });

  test('S4 a suite that takes in an item just as its level is written counts what was written', async () => {
    await put(t.engine, 'suites', [{ suite_no: 'SET', spec_no: 'A1', count: '2' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'x', spec_no: 'SET' }]);
    const takeIn = (engine: Engine) => put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A2', count: '1' }]);
    await meet('insert into levels', level('A2', { stock_num: '3' }), takeIn);
    expect((await show(t.engine, 3))?.quantity).toBe('3');
  });

  test('S3 two servers that step one fan-out at once raise each listing once', async () => {
    await put(
      t.engine,
      'listings',
      Array.from({ length: 520 }, (_, i) => ({ shop_no: 'S2', goods_id: `x${i}`, spec_no: 'A1' })),
    );
    await t.engine.importRows({
      ...{ seller: 'demo', kind: 'levels', now: T0, partial: false },
      records: [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '44' }],
    });
    const step = (engine: Engine) => engine.stepFanOuts({ seller: null, now: T0 });
    await meet('update listings set version', step, step);
    while ((await step(t.engine)).left > 0);
    const rows = await sql(t.database, 'select distinct version, quantity from listings where item_id = 1 order by version');
    expect(rows).toEqual([
      { version: 2, quantity: '44' },
      { version: 3, quantity: '44' },
    ]);
  });

  test('S3 an item that comes while a listing of its code is added binds it', async () => {
    const list = (engine: Engine) => put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'x', spec_no: 'late' }]);
    await meet('insert into listings', list, (engine) => put(engine, 'items', [{ spec_no: 'late' }]));
    expect(await waiting(t.engine)).toContain(3);
  });

  test('L1 a shipment that the shop confirms meanwhile is not queued again', async () => {
    await ship(t.engine, 'T9', '', 'SF9');
    await report(t.engine, 'fail', 1);
    const requeue = async (engine: Engine) => {
      expect(await engine.requeueShipment({ seller: 'demo', shipment: 1, actor: 'operator', now: T0 })).toBeNull();
    };
    await meet('update shipments set state', requeue, (engine) => report(engine, 'success', 1));
    expect(await sql(t.database, 'select shipment_id, state from shipments')).toEqual([{ shipment_id: 1, state: 'done' }]);
  });

  test('L3 a correction of a record that the shop fails meanwhile closes it all the same', async () => {
    await ship(t.engine, 'T1', 'a', 'OLD');
    const correct = (engine: Engine) => ship(engine, 'T1', 'a', 'NEW');
    await meet('update shipments set state', correct, (engine) => report(engine, 'fail', 1));
    const rows = await sql(t.database, 'select state, tracking_number from shipments order by shipment_id');
    expect(rows).toEqual([
      { state: 'replaced', tracking_number: 'OLD' },
      { state: 'pending', tracking_number: 'NEW' },
    ]);
    expect(await t.engine.requeueShipment({ seller: 'demo', shipment: 1, actor: 'operator', now: T0 })).toBeNull();
  });
});
