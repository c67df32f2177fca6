import type { Outcome } from '@tongbu/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { ANY, caller, codeOf, MINUTE, put, report, SELLER, seed, ship, shipmentsWaiting, sql, T0 } from './shop.ts';

describe.each(databases)('shipments on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
  });
  afterAll(() => t.close());

  let last = 0;
  /** Ships one order more and gives its number. */
  const shipOne = async (tid = `T${last + 1}`, oids = '', no = 'SF1') => {
    await ship(t.engine, tid, oids, no);
    last = await newest();
    return last;
  };
  const newest = async () => {
    const rows = await sql<{ shipment_id: number }>(t.database, 'select shipment_id from shipments order by shipment_id desc limit 1');
    return rows[0]?.shipment_id ?? 0;
  };
  const stored = async (shipment: number) =>
    (await sql<Record<string, unknown>>(t.database, 'select * from shipments where shipment_id = :shipment', { shipment }))[0];
  const state = async (shipment: number) => (await stored(shipment))?.['state'];
  const requeue = (shipment: number) => t.engine.requeueShipment({ seller: SELLER, shipment, actor: 'operator', now: T0 });
  const cancel = (shipment: number) => t.engine.cancelShipment({ seller: SELLER, shipment, actor: 'operator', now: T0 });

  /** Brings a new shipment into a state. */
  const inState = async (wanted: string) => {
    const shipment = await shipOne();
    if (wanted === 'done') await report(t.engine, 'success', shipment);
    if (wanted === 'failed') await report(t.engine, 'fail', shipment);
    if (wanted === 'cancelled') await cancel(shipment);
    if (wanted === 'replaced') await ship(t.engine, `T${shipment}`, '', 'SF2');
    last = await newest();
    return shipment;
  };

  test('L1 a correction closes the record as replaced and makes a new one with a new number', async () => {
    const first = await shipOne('C1', 'a,b', 'OLD');
    const content = await stored(first);
    const second = await shipOne('C1', 'a,b', 'NEW');
    expect(second).toBeGreaterThan(first);
    expect(await stored(first)).toEqual({ ...content, state: 'replaced', settled_at: T0 });
    expect(await stored(second)).toMatchObject({ state: 'pending', tracking_number: 'NEW', tid: 'C1', oids: 'a,b' });
    expect(await report(t.engine, 'success', first)).toBe('settled');
    expect(await shipmentsWaiting(t.engine)).toEqual([second]);
  });

  test('L1 a carrier, its number and the goods count are content; when the parcel left is not', async () => {
    const row = { shop_no: 'S1', tid: 'C2', oids: '', logistics_no: 'X' };
    expect(await put(t.engine, 'shipments', [row])).toBe(1);
    expect(await put(t.engine, 'shipments', [{ ...row, consign_time: '2026-11-09 08:00:00' }])).toBe(0);
    for (const change of [{ logistics_code: 'YTO' }, { logistics_name: '圆通' }, { logistics_type: '6' }, { goods_count: '2' }]) {
      expect(await put(t.engine, 'shipments', [{ ...row, ...change }])).toBe(1);
    }
  });

  test('L1 queueing a failed record again makes a new number, and no old acknowledgement settles it', async () => {
    const failed = await inState('failed');
    const again = (await requeue(failed)) as number;
    expect(again).toBeGreaterThan(failed);
    expect([await state(failed), await state(again)]).toEqual(['replaced', 'pending']);
    for (const outcome of ['success', 'retry', 'fail'] as const) expect(await report(t.engine, outcome, failed)).toBe('settled');
    expect([await state(failed), await state(again)]).toEqual(['replaced', 'pending']);
    expect(await requeue(failed)).toBeNull();
  });

  test('L1 only a failed record can be queued again', async () => {
    for (const wanted of ['pending', 'done', 'cancelled', 'replaced']) expect(await requeue(await inState(wanted))).toBeNull();
    expect(await requeue(9999)).toBeNull();
  });

  const table: [string, Outcome, string, string][] = [
    ['pending', 'success', 'done', 'done'],
    ['pending', 'retry', 'pending', 'delayed'],
    ['pending', 'fail', 'failed', 'failed'],
    ['done', 'success', 'done', 'repeated'],
    ['done', 'retry', 'done', 'settled'],
    ['done', 'fail', 'done', 'settled'],
    ['failed', 'success', 'done', 'done'],
    ['failed', 'retry', 'failed', 'settled'],
    ['failed', 'fail', 'failed', 'repeated'],
    ['cancelled', 'success', 'cancelled', 'settled'],
    ['cancelled', 'retry', 'cancelled', 'settled'],
    ['cancelled', 'fail', 'cancelled', 'settled'],
    ['replaced', 'success', 'replaced', 'settled'],
    ['replaced', 'retry', 'replaced', 'settled'],
    ['replaced', 'fail', 'replaced', 'settled'],
  ];
  test.each(table)('L2 a record that is %s, told %s, is %s (%s)', async (from, outcome, to, effect) => {
    const shipment = await inState(from);
    const before = await stored(shipment);
    expect(await report(t.engine, outcome, shipment, { at: T0 + 1000 })).toBe(effect);
    expect(await state(shipment)).toBe(to);
    if (effect === 'repeated' || effect === 'settled') expect(await stored(shipment)).toEqual(before);
    expect((await shipmentsWaiting(t.engine, T0 + 90 * MINUTE)).includes(shipment)).toBe(to === 'pending');
  });

  test('L2 a retry delays by 1, 2, 5, 15, 30 and again 30 minutes', async () => {
    const shipment = await shipOne();
    let now = T0;
    for (const minutes of [1, 2, 5, 15, 30, 30]) {
      expect(await report(t.engine, 'retry', shipment, { at: now })).toBe('delayed');
      const end = now + minutes * MINUTE;
      expect(await shipmentsWaiting(t.engine, end - 1)).not.toContain(shipment);
      expect(await shipmentsWaiting(t.engine, end)).toContain(shipment);
      now = end;
    }
    expect(await stored(shipment)).toMatchObject({ retries: 6, retry_steps: 6 });
  });

  test('L2 a retry signed before the delay ends, or said before, is a repeat and changes nothing', async () => {
    const shipment = await shipOne();
    const signedAt = T0 + 120_000;
    await report(t.engine, 'retry', shipment, { signedAt });
    const before = await stored(shipment);
    expect(await report(t.engine, 'retry', shipment, { at: T0 + 59_000 })).toBe('repeated');
    expect(await report(t.engine, 'retry', shipment, { at: T0 + 9 * MINUTE, signedAt })).toBe('repeated');
    expect(await stored(shipment)).toEqual(before);
  });

  test('L2 a missing or unknown outcome is an error of that element and changes nothing', async () => {
    const shipment = await shipOne();
    const before = await stored(shipment);
    const items = [
      { shipment, outcome: 'fail' as const, message: '', refused: 'status "7" is not known' },
      { shipment: null, outcome: 'success' as const, message: '' },
    ];
    expect(await t.engine.acknowledgeShipments({ caller, items, signedAt: T0, now: T0 })).toEqual(['refused', 'refused']);
    expect(await stored(shipment)).toEqual(before);
  });

  test('L3 a sub-order never waits in two records', async () => {
    await shipOne('O1', 'a,b');
    const refused = async (tid: string, oids: string) => expect(await codeOf(ship(t.engine, tid, oids, 'Y'))).toBe('input');
    await refused('O1', 'b,c');
    await refused('O1', '');
    await refused('O1', 'c；b');
    await shipOne('O1', 'c');
    await shipOne('O2', '');
    await refused('O2', 'a');
    expect(await put(t.engine, 'shipments', [{ shop_no: 'S2', tid: 'O1', oids: 'a', logistics_no: 'Z' }])).toBe(1); // another shop's order
  });

  test('L1 the same sub-orders in another order are the same, and with another number a correction', async () => {
    const first = await shipOne('T-order', 'a,b', 'SF1');
    expect(await ship(t.engine, 'T-order', 'b;a', 'SF1')).toBe(0);
    const second = await shipOne('T-order', 'b,a', 'SF2');
    expect([await state(first), await state(second)]).toEqual(['replaced', 'pending']);
  });

  test('L3 overlap within one file is refused as a whole, saying so', async () => {
    const rows = ['a,b', 'b'].map((oids) => ({ shop_no: 'S1', tid: 'O3', oids, logistics_no: 'Y' }));
    for (const partial of [false, true]) {
      const work = t.engine.importRows({ seller: SELLER, kind: 'shipments', records: rows, now: T0, partial });
      expect(await codeOf(work)).toBe('input');
    }
    expect(await sql(t.database, "select 1 as one from shipments where tid = 'O3'")).toEqual([]);
  });

  test('L3 once the shop has settled a record its sub-orders may be shipped again', async () => {
    const first = await shipOne('O4', 'a,b');
    await report(t.engine, 'success', first);
    const second = await shipOne('O4', 'b,c');
    expect(await shipmentsWaiting(t.engine)).toContain(second);
  });

  test('L3 a failed record is not queued again while its sub-orders wait in another', async () => {
    const first = await shipOne('O5', 'a,b');
    await report(t.engine, 'fail', first);
    const second = await shipOne('O5', 'b');
    expect(await requeue(first)).toBeNull();
    expect([await state(first), await state(second)]).toEqual(['failed', 'pending']);
  });

  test('L3 many writers at once never make two pending records for one sub-order', async () => {
    const works = Array.from({ length: 12 }, (_, i) => ship(t.engine, 'O6', ['a', 'a,b', ''][i % 3] as string, `N${i}`));
    await Promise.allSettled(works);
    const rows = await sql<{ oids: string }>(t.database, "select oids from shipments where tid = 'O6' and state = 'pending'");
    expect(rows.length).toBe(1);
  });

  test('L2 a page tells how many are due in all, as they are', async () => {
    const filters = [ANY, { ...ANY, part: true }, { ...ANY, part: false }, { ...ANY, shopNo: 'S1' }, { ...ANY, tid: 'O1' }];
    for (const now of [T0, T0 + 30_000, T0 + 10 * MINUTE]) {
      for (const filter of filters) {
        const all = await t.engine.pageShipments({ caller, filter, offset: 0, limit: 5000, total: true, now });
        expect(all?.total).toBe(all?.shipments.length);
      }
    }
  });
});
