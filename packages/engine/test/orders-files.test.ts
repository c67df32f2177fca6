/** Orders, parcels, carriers and shops' settings from files. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { type OrderShop, openShop } from './orders.ts';
import { codeOf, T0 } from './shop.ts';

describe.each(databases)('files of orders on $name', ({ open }) => {
  let t: TestEngine;
  let shop: OrderShop;
  let last = 0;
  beforeAll(async () => {
    t = await open();
  });
  beforeEach(async () => {
    shop = await openShop(t, `seller-${++last}`);
  });
  afterAll(() => t.close());

  const line = (tid: string, oid: string, more: Record<string, string> = {}) => ({
    shop_no: 'S1',
    tid,
    oid,
    spec_no: 'A1',
    num: '2',
    price: '5',
    ...more,
  });
  const problems = async (kind: string, records: Record<string, string>[]) =>
    (await t.engine.checkImport({ seller: shop.seller, kind, records, now: T0 })).map(
      ({ row, column, problem }) => `${row} ${column}: ${problem}`,
    );

  test('one row for each sub-order; again it changes nothing; a row left out leaves its sub-order as it is', async () => {
    const rows = [line('T', 'a'), line('T', 'b', { spec_no: 'A2' }), line('U', 'c', { trade_status: '10' })];
    expect(await shop.put('orders', rows)).toBe(3);
    expect(await shop.levels()).toEqual([{ order_num: '2', unpay_num: '2' }, { order_num: '2' }, {}, {}, {}]);
    expect(await shop.put('orders', rows)).toBe(0);
    expect(await shop.put('orders', [line('T', 'b', { spec_no: 'A2', refund_status: '5' })])).toBe(1);
    expect(await shop.levels()).toEqual([{ order_num: '2', unpay_num: '2' }, {}, {}, {}, {}]);
    expect(await shop.put('orders', [line('T', 'd', { spec_no: 'A3' })])).toBe(1); // as the next slice of a long file has it
    expect(await shop.levels()).toEqual([{ order_num: '2', unpay_num: '2' }, {}, { order_num: '2' }, {}, {}]);
  });

  test('what is wrong with an order stands at its rows', async () => {
    await shop.put('orders', [line('T', 'a')]);
    const rows = [
      line('T', 'a', { num: '3' }),
      line('U', 'a'),
      line('V', 'v', { warehouse_no: 'W9' }),
      line('W', 'w', { shop_no: 'S9' }),
      line('X', 'x', { num: '0' }),
      line('Y', 'y'),
    ];
    expect(await problems('orders', rows)).toEqual([
      '0 tid: "a" differs from what was pushed before, and may not change any more',
      '1 tid: stands twice in the push, or its sub-order a does',
      '2 warehouse_no: is no warehouse; import warehouses first',
      '3 shop_no: is no shop; import shops first',
      '4 num: sub-order x: so many pieces cannot be counted exactly, or there are none',
    ]);
    const { changed } = await t.engine.importRows({ seller: shop.seller, kind: 'orders', records: rows, now: T0, partial: true });
    expect(changed).toBe(1);
    expect(await shop.rows('tid', 'orders where true order by tid')).toEqual([{ tid: 'T' }, { tid: 'Y' }]);
  });

  test('a row ships an order, sub-orders, or so many pieces; again it changes nothing; another number corrects', async () => {
    await shop.set({ is_split_shipping: '1' });
    await shop.put('orders', [line('T', 'a'), line('T', 'b', { spec_no: 'A2' }), line('U', 'c')]);
    const rows = [
      { tid: 'T', oids: 'a', nums: '1.5', logistics_code: 'SF', logistics_no: 'N1' },
      { tid: 'T', oids: 'b', logistics_code: 'SF', logistics_no: 'N2;N3' },
      { tid: 'U', logistics_code: 'XX', logistics_no: 'N4', consign_time: '2026-11-10 08:00:00' },
    ];
    expect(await shop.put('ship', rows)).toBe(3);
    expect([await shop.records('T'), await shop.records('U')]).toEqual([['a part N1', 'b part N2'], ['* N4']]);
    expect(await shop.levels()).toEqual([{ stock_num: '96.5', order_num: '0.5' }, { stock_num: '98' }, {}, {}, {}]);
    expect(await shop.put('ship', rows)).toBe(0);
    expect(await shop.put('ship', [{ tid: 'U', logistics_code: 'XX', logistics_no: 'N5' }])).toBe(1);
    expect(await shop.records('U')).toEqual(['* N4 replaced', '* N5']);
  });

  test('what cannot be shipped stands at its row, and nothing of its slice is written', async () => {
    await shop.put('orders', [line('T', 'a'), line('U', 'c', { trade_status: '10' })]);
    const row = { tid: 'T', logistics_code: 'SF', logistics_no: 'N' };
    expect(
      await problems('ship', [
        { ...row, tid: 'none' },
        { ...row, oids: 'x' },
        { ...row, logistics_code: 'NO' },
        { ...row, oids: 'a', nums: '1,2' },
        { ...row, oids: 'a', nums: 'two' },
      ]),
    ).toEqual([
      '0 tid: is no order; import orders first',
      '1 oids: order T has no sub-order x',
      '2 logistics_code: is no carrier; import carriers first',
      '3 nums: must hold one number for each of oids',
      '4 nums: "two" is no number of at most 15 digits before and 4 after the point',
    ]);
    expect(await codeOf(shop.put('ship', [row, { ...row, tid: 'U' }]))).toBe('input');
    expect(await shop.levels()).toEqual([{ order_num: '2', unpay_num: '2' }, {}, {}, {}, {}]);
  });

  test('carriers and the settings of a shop: again no change, an empty setting stays', async () => {
    const carriers = [{ logistics_no: 'SF', logistics_name: '顺丰', logistics_type: '8' }];
    expect(await shop.put('carriers', carriers)).toBe(0);
    expect(await shop.put('carriers', [{ ...carriers[0], is_support_cod: '1' }])).toBe(1);
    expect(await t.engine.listCarriers({ seller: shop.seller })).toMatchObject([
      { carrier: 1, code: 'SF', type: 8, cod: true, disabled: false },
      { carrier: 2, code: 'XX', type: null },
    ]);
    expect(await shop.set({ is_split_shipping: '1', reported_number: 'first', warehouse_no: 'W2' })).toBe(1);
    expect(await shop.set({})).toBe(0);
    expect(await shop.rows('split_shipping, reported, by_quantity, warehouse_id', "shops where shop_no = 'S1'")).toEqual([
      { split_shipping: 1, reported: 'first', by_quantity: 0, warehouse_id: 2 },
    ]);
    const carrier = { code: 'SF', name: '顺丰', type: 8, cod: false, disabled: false };
    for (const wrong of [{ code: '' }, { name: '' }, { type: 65_536 }, { type: -1 }, { code: 'x'.repeat(41) }]) {
      expect(
        await codeOf(t.engine.saveCarrier({ seller: shop.seller, carrier: { ...carrier, ...wrong }, actor: 'operator', now: T0 })),
      ).toBe('input');
    }
  });
});
