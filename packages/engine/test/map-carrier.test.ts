/** A carrier that is mapped later: what waits with it is corrected, in steps, and no old acknowledgement settles it (L1). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issue } from '../src/sellers/counter.ts';
import { statement } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { type OrderShop, openShop } from './orders.ts';
import { report, shipmentsWaiting, sql, T0 } from './shop.ts';
import { watched } from './watch.ts';

const MANY = 520;

interface Stored {
  id: number;
  state: string;
  carrier_type: number;
  carrier_name: string;
  tracking_number: string;
}

describe.each(databases)('mapping a carrier on $name', ({ open }) => {
  let t: TestEngine;
  let shop: OrderShop;
  let beforeStatement = async (_: string) => {};
  beforeEach(async () => {
    beforeStatement = async () => {};
    t = await open((database) => watched(database, ({ sqlite }) => beforeStatement(sqlite)));
    shop = await openShop(t, 'demo');
  });
  afterEach(() => t.close());

  /** Ships orders of one piece each with the carrier that is not mapped: shipments 1 to n. */
  async function shipMany(count: number): Promise<void> {
    for (let n = 1; n <= count; n++) {
      await shop.push({ tid: `T${n}`, subOrders: [{ oid: `T${n}-a`, goodsId: '', specNo: 'none' }] });
      await shop.ship(`T${n}`, null, `N-T${n}`, 'XX');
    }
  }

  /** The same, the first of them copied: very many orders take their time. */
  async function copyMany(count: number): Promise<void> {
    await shipMany(1);
    const columns = (await sql<Record<string, unknown>>(t.database, 'select * from shipments')).map((row) =>
      Object.keys(row),
    )[0] as string[];
    const others = columns.filter((name) => name !== 'shipment_id');
    const rows = JSON.stringify(Array.from({ length: count - 1 }, (_, i) => [i + 2]));
    await t.database.write(async (session) => {
      await issue(session, shop.seller, 'shipment', count - 1);
      const copy = `insert into shipments (shipment_id, ${others}) select cast(e.value->>0 as bigint), ${others.map((name) => `p.${name}`)}
        from each(:rows) e cross join shipments p where p.shipment_id = 1`;
      await session.run(statement(copy), { rows });
      await session.run(statement("update pool_counts set pending = :count where pool = 'shipment'"), { count });
    });
  }

  const save = (type: number | null, code = 'XX') =>
    t.engine.saveCarrier({ ...shop.who, carrier: { code, name: '小小快运', type, cod: false, disabled: false } });
  const stored = () =>
    shop.rows<Stored>('shipment_id as id, state, carrier_type, carrier_name, tracking_number', 'shipments where true order by shipment_id');
  const step = () => t.engine.stepFanOuts({ seller: shop.seller, now: T0 });
  const pendingNow = async () => (await t.engine.pendingByShop({ seller: shop.seller, now: T0 }))[0]?.shipments;

  test('L1 a record that waits is replaced by one with the type, under a new number; the old one is settled by nobody', async () => {
    await shipMany(2);
    expect(await save(35)).toBe(true);
    expect(await stored()).toMatchObject([
      { id: 1, state: 'replaced', carrier_type: -1 },
      { id: 2, state: 'replaced', carrier_type: -1 },
      { id: 3, state: 'pending', carrier_type: 35, tracking_number: 'N-T1' },
      { id: 4, state: 'pending', carrier_type: 35, tracking_number: 'N-T2' },
    ]);
    expect(await shipmentsWaiting(t.engine)).toEqual([3, 4]);
    expect(await report(t.engine, 'success', 1)).toBe('settled');
    expect(await shipmentsWaiting(t.engine)).toEqual([3, 4]);
    expect(await pendingNow()).toBe(2);
    const journal = await t.engine.readStory({ seller: shop.seller, pool: 'shipment', subject: 3, after: 0, limit: 10 });
    expect(journal.rows).toMatchObject([{ event: 'created', actor: 'operator' }]);
    expect(JSON.parse(journal.rows[0]?.detail as string)).toMatchObject({ carrier_code: 'XX', carrier_type: 35 });
  });

  test('saving it again changes nothing; another type, or none, leaves the records as they are', async () => {
    await shipMany(1);
    await save(35);
    const after = await stored();
    expect(await save(35)).toBe(false);
    expect(await save(36)).toBe(true);
    expect(await save(null)).toBe(true);
    expect(await stored()).toEqual(after);
  });

  test('only what waits, with that carrier, and says no type: settled ones and those of others stay', async () => {
    await shipMany(3);
    await report(t.engine, 'success', 1);
    await report(t.engine, 'fail', 2);
    await shop.put('carriers', [{ logistics_no: 'YY', logistics_name: '另一家' }]);
    await shop.push({ tid: 'O', subOrders: ['o'] });
    await shop.ship('O', null, 'N-O', 'YY');
    await shop.put('shipments', [{ shop_no: 'S1', tid: 'F', logistics_no: 'N-F', logistics_code: 'XX', logistics_type: '4' }]);
    await save(35);
    expect(await stored()).toMatchObject([
      { id: 1, state: 'done' },
      { id: 2, state: 'failed' },
      { id: 3, state: 'replaced' },
      { id: 4, state: 'pending', carrier_type: -1 },
      { id: 5, state: 'pending', carrier_type: 4 },
      { id: 6, state: 'pending', carrier_type: 35, tracking_number: 'N-T3' },
    ]);
    expect(await t.engine.listUnmappedCarriers({ seller: shop.seller })).toMatchObject([{ code: 'YY', waiting: 1 }]);
    expect(await t.engine.requeueShipment({ ...shop.who, shipment: 2 })).toBe(7);
    expect((await stored()).at(-1)).toMatchObject({ id: 7, state: 'pending', carrier_type: 35, tracking_number: 'N-T2' });
  });

  test('B12 very many go in steps of at most 500, which survive a kill between them', async () => {
    await copyMany(MANY);
    await save(35);
    const waitingWithout = async () =>
      (await stored()).filter(({ state, carrier_type }) => state === 'pending' && carrier_type === -1).length;
    expect(await waitingWithout()).toBe(MANY - 500);
    await t.restart();
    for (let steps = 0; (await step()).left > 0; steps++) expect(steps).toBeLessThan(5);
    expect(await waitingWithout()).toBe(0);
    const rows = await stored();
    expect(rows.filter(({ state }) => state === 'pending')).toHaveLength(MANY);
    expect(rows).toHaveLength(2 * MANY); // none was replaced twice
    expect(await pendingNow()).toBe(MANY);
    expect(await sql(t.database, 'select * from fan_outs')).toEqual([]);
  });

  test('a file that maps it leaves all of it to the steps', async () => {
    await shipMany(2);
    const records = [{ logistics_no: 'XX', logistics_name: '小小快运', logistics_type: '35' }];
    await t.engine.importRows({ seller: shop.seller, kind: 'carriers', records, now: T0, partial: false });
    expect((await stored()).map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect((await step()).left).toBe(0);
    expect((await stored()).map(({ state, carrier_type }) => `${state} ${carrier_type}`)).toEqual([
      ...['replaced -1', 'replaced -1', 'pending 35', 'pending 35'],
    ]);
  });

  test('a parcel that leaves just as its carrier is mapped has the type in the end', async () => {
    await shop.push({ tid: 'T', subOrders: ['a'] });
    let saved: Promise<boolean> | undefined;
    beforeStatement = async (text) => {
      if (!text.includes('insert into shipments') || saved) return;
      saved = save(35);
      await Promise.race([saved, new Promise((next) => setTimeout(next, 200))]);
    };
    await shop.ship('T', null, 'N1', 'XX');
    await saved;
    expect((await stored()).filter(({ state }) => state === 'pending')).toMatchObject([{ carrier_type: 35, tracking_number: 'N1' }]);
  });
});
