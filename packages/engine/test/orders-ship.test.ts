/** Shipping: the documented cases, stock and reservation going down together, corrections, refusals. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { type Draft, type Line, type OrderShop, openShop } from './orders.ts';
import { codeOf, report, T0 } from './shop.ts';

describe.each(databases)('shipping on $name', ({ open }) => {
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

  const a: Line = { oid: 'a', count: '1' };
  const b: Line = { oid: 'b', count: '2', specNo: 'A2' };
  const twoLines: Draft = { tid: 'T', subOrders: [a, b] };
  const caller = () => ({ seller: shop.seller, key: null, actor: 'flagship:demo-app' });

  test('whole: one record, and stock goes down with what was reserved', async () => {
    await shop.push(twoLines);
    expect(await shop.level('A2')).toEqual({ order_num: '2' });
    expect(await shop.ship('T', null, 'N1')).toEqual({ trade: 1, effect: 'shipped', shipments: [1] });
    expect(await shop.records()).toEqual(['* N1']);
    expect([await shop.level('A1'), await shop.level('A2')]).toEqual([{ stock_num: '99' }, { stock_num: '98' }]);
    expect(
      await shop.rows('trade_id, carrier_code, carrier_name, carrier_type, delivery_term, shipped_at', 'shipments where true'),
    ).toEqual([{ trade_id: 1, carrier_code: 'SF', carrier_name: '顺丰', carrier_type: 8, delivery_term: 1, shipped_at: T0 }]);
  });

  test('split with the setting on: each part has a record with its sub-orders', async () => {
    await shop.set({ is_split_shipping: '1' });
    await shop.push(twoLines);
    await shop.ship('T', 'a', 'N1');
    expect([await shop.level('A1'), await shop.level('A2')]).toEqual([{ stock_num: '99' }, { order_num: '2' }]);
    await shop.ship('T', null, 'N2');
    expect(await shop.records()).toEqual(['a part N1', 'b part N2']);
  });

  test.each([
    ['last', ['* N2']],
    ['first', ['* N1']],
    ['main', ['* N2']],
  ])('split with the setting off, %s: one record for the order', async (reported, wanted) => {
    await shop.set({ reported_number: reported });
    await shop.push(twoLines);
    await shop.ship('T', 'b', 'N1');
    await shop.ship('T', null, 'N2');
    expect(await shop.records()).toEqual(wanted);
  });

  test('split with the setting off, last: where the rest is given back, the number that left is reported', async () => {
    await shop.push(twoLines);
    await shop.ship('T', 'a', 'N1');
    expect(await shop.records()).toEqual([]);
    await t.engine.refundSubOrders({ ...shop.who, tid: 'T', lines: [{ oid: 'b' }] });
    expect(await shop.records()).toEqual(['a N1']);
  });

  test('split with the setting off, last: where the shop closes the rest, the number that left is reported', async () => {
    await shop.push(twoLines);
    await shop.ship('T', 'a', 'N1');
    await shop.push({ ...twoLines, subOrders: [a, { ...b, refund: 'refunded' }] });
    expect(await shop.records()).toEqual(['a N1']);
  });

  test('one sub-order over several parcels: only the first is reported', async () => {
    await shop.set({ is_split_shipping: '1' });
    await shop.push({ tid: 'T', subOrders: [{ oid: 'a', count: '2' }] });
    await shop.ship('T', [{ oid: 'a', num: '1' }], 'N1');
    expect(await shop.ship('T', null, 'N2')).toEqual({ trade: 1, effect: 'shipped', shipments: [] });
    expect(await shop.records()).toEqual(['a part N1']);
    expect(await shop.level('A1')).toEqual({ stock_num: '98' });
  });

  test('several parcels for one order: the main number is reported', async () => {
    await shop.push(twoLines);
    await shop.ship('T', null, ['M', 'N', 'O']);
    expect(await shop.records()).toEqual(['* M']);
    expect(await shop.rows('numbers', 'trades where true')).toEqual([{ numbers: '["M","N","O"]' }]);
  });

  test('merged orders: one record for each, under the same number', async () => {
    await shop.push({ tid: 'T', subOrders: ['a'] });
    await shop.push({ tid: 'U', subOrders: ['c', 'd'] });
    expect(await t.engine.mergeTrades({ ...shop.who, trades: [2, 1] })).toBe(1);
    expect(await shop.level('A1')).toEqual({ order_num: '3' });
    expect(await t.engine.shipTrade({ ...shop.who, trade: 1, carrier: 'SF', numbers: ['N1'] })).toMatchObject({ shipments: [1, 2] });
    expect([await shop.records('T'), await shop.records('U')]).toEqual([['* N1'], ['* N1']]);
    expect(await shop.level('A1')).toEqual({ stock_num: '97' });
  });

  test('quantity split: each record counts its pieces, and what waits never exceeds the sub-order (L3)', async () => {
    await shop.set({ is_split_shipping: '1', is_split_by_quantity: '1' });
    await shop.push({ tid: 'T', subOrders: [{ oid: 'a', count: '3' }] });
    await shop.ship('T', [{ oid: 'a', num: '1' }], 'N1');
    await shop.ship('T', [{ oid: 'a', num: '1.5' }], 'N2');
    expect(await codeOf(shop.ship('T', [{ oid: 'a', num: '0.6' }], 'N3'))).toBe('input');
    await shop.ship('T', null, 'N3');
    expect(await shop.records()).toEqual(['a part N1 × 1', 'a part N2 × 1.5', 'a part N3 × 0.5']);
    expect(await codeOf(shop.ship('T', [{ oid: 'a', num: '1' }], 'N4'))).toBe('input'); // no correction: pieces are counted
  });

  test('quantity split: a failed record is queued again beside those that wait', async () => {
    await shop.set({ is_split_shipping: '1', is_split_by_quantity: '1' });
    await shop.push({
      tid: 'T',
      subOrders: [
        { oid: 'a', count: '2' },
        { oid: 'b', count: '2' },
      ],
    });
    await shop.ship('T', [{ oid: 'a', num: '1' }, { oid: 'b' }], 'N1');
    await shop.ship('T', null, 'N2');
    await report(t.engine, 'fail', 1, { as: caller() });
    expect(await t.engine.requeueShipment({ ...shop.who, shipment: 1 })).toBe(3);
    expect(await shop.records()).toEqual(['a,b part N1 × 3 replaced', 'a part N2 × 1', 'a,b part N1 × 3']);
  });

  test('a list of over 208 characters is kept whole for whoever resolves its placeholder', async () => {
    await shop.set({ is_split_shipping: '1' });
    const oids = Array.from({ length: 12 }, (_, i) => `${'x'.repeat(30)}-${i}`);
    await shop.push({ tid: 'T', subOrders: [...oids, 'z'] });
    await shop.ship('T', oids.join(' '), 'N1');
    expect(await shop.records()).toEqual([`${oids.join(',')} part N1`]);
    const [{ tradeId } = { tradeId: 0 }] = await shop.rows<{ tradeId: number }>('trade_id as "tradeId"', 'shipments where true');
    expect(await t.engine.specialOids({ caller: caller(), tid: 'T', tradeId })).toEqual(oids);
  });

  test('a partly refunded order lists what remains, though it is not split', async () => {
    await shop.push(twoLines);
    await t.engine.refundSubOrders({ ...shop.who, tid: 'T', lines: [{ oid: 'a' }] });
    await shop.ship('T', null, 'N1');
    expect(await shop.records()).toEqual(['b N1']);
  });

  test('sub-orders that have ended in the shop are left out; where none remains there is no record', async () => {
    await shop.push(twoLines);
    await shop.push({ ...twoLines, subOrders: [{ ...a, state: 'finished' }, b] });
    await shop.ship('T', null, 'N1');
    expect(await shop.records()).toEqual(['b N1']);
    await shop.push({ tid: 'U', subOrders: ['c'] });
    await shop.push({ tid: 'U', subOrders: [{ oid: 'c', state: 'finished' }] });
    expect(await shop.ship('U', null, 'N2')).toMatchObject({ effect: 'shipped', shipments: [] });
  });

  test('L1 a corrected number replaces the record; the same again changes nothing; a done record stays', async () => {
    await shop.push(twoLines);
    await shop.ship('T', null, 'N1');
    expect(await shop.ship('T', null, 'N1')).toEqual({ trade: 1, effect: 'unchanged', shipments: [] });
    expect(await shop.ship('T', null, 'N2', 'XX')).toEqual({ trade: 1, effect: 'corrected', shipments: [2] });
    expect(await shop.records()).toEqual(['* N1 replaced', '* N2']);
    await report(t.engine, 'success', 2, { as: caller() });
    expect(await t.engine.shipTrade({ ...shop.who, trade: 1, carrier: 'XX', numbers: ['N3'] })).toMatchObject({
      effect: 'corrected',
      shipments: [3],
    });
    expect(await shop.records()).toEqual(['* N1 replaced', '* N2 done', '* N3']);
    expect(await shop.level('A1')).toEqual({ stock_num: '99' });
  });

  test('a quantity that left under a number is not shipped again by the same row', async () => {
    await shop.set({ is_split_shipping: '1', is_split_by_quantity: '1' });
    await shop.push({ tid: 'T', subOrders: [{ oid: 'a', count: '3' }] });
    await shop.ship('T', [{ oid: 'a', num: '1' }], 'N1');
    expect(await shop.ship('T', [{ oid: 'a', num: '1' }], 'N1')).toMatchObject({ effect: 'unchanged' });
    expect(await shop.level('A1')).toEqual({ stock_num: '99', order_num: '2' });
  });

  test('an unmapped carrier is visible: its records have no logistics_type, and it is listed', async () => {
    await shop.push(twoLines);
    await shop.ship('T', null, 'N1', 'XX');
    expect(await shop.rows('carrier_type', 'shipments where true')).toEqual([{ carrier_type: -1 }]);
    expect(await t.engine.listUnmappedCarriers({ seller: shop.seller })).toMatchObject([{ code: 'XX', type: null, waiting: 1 }]);
  });

  test('what is refused is refused with an answer, and nothing is half done', async () => {
    await shop.put('carriers', [{ logistics_no: 'OFF', logistics_name: '停用', is_disabled: '1' }]);
    await shop.push(twoLines);
    await shop.push({ tid: 'unpaid', state: 'unpaid', subOrders: ['u'] });
    await shop.push({ tid: 'closed', subOrders: ['c'] });
    await t.engine.closeOrder({ ...shop.who, tid: 'closed' });
    await shop.push({
      tid: 'much',
      subOrders: [
        { oid: 'm', count: '101' },
        { oid: 'n', specNo: 'A2' },
      ],
    });
    const everything = async () => [await shop.tables(), await shop.rows('*', 'journal where true order by seq')];
    const before = await everything();
    const refused: [() => Promise<unknown>, string, RegExp][] = [
      [() => shop.ship('none', null, 'N'), 'unknown', /order "none" does not exist/],
      [() => shop.ship('closed', null, 'N'), 'input', /order closed is refunded; nothing of it is open/],
      [() => shop.ship('unpaid', null, 'N'), 'input', /trade 2 is not paid/],
      [() => shop.ship('T', 'a x', 'N'), 'input', /order T has no sub-order x/],
      [() => shop.ship('T', 'a a', 'N'), 'input', /sub-order a is named twice/],
      [() => shop.ship('T', [{ oid: 'b', num: '2.0001' }], 'N'), 'input', /sub-order b: 2.0001 pieces are more than the 2 open in trade 1/],
      [() => shop.ship('T', [{ oid: 'b', num: '0' }], 'N'), 'input', /more than 0/],
      [() => shop.ship('T', [], 'N'), 'input', /at least one/],
      [() => shop.ship('T', null, 'N', 'NO'), 'unknown', /"NO" is no carrier/],
      [() => shop.ship('T', null, 'N', 'OFF'), 'input', /disabled/],
      [() => shop.ship('T', null, []), 'input', /0 tracking numbers/],
      [() => shop.ship('T', null, ['N', 'N']), 'input', /named twice/],
      [() => shop.ship('T', null, ''), 'input', /1 to 40/],
      [() => shop.ship('much', null, 'N'), 'input', /item "A1" in warehouse "W1": stock_num -1/],
      [() => t.engine.shipTrade({ ...shop.who, trade: 99, carrier: 'SF', numbers: ['N'] }), 'unknown', /trade 99 does not exist/],
      [() => t.engine.splitTrade({ ...shop.who, trade: 1, lines: [{ oid: 'a' }, { oid: 'b' }] }), 'input', /all the pieces/],
      [() => t.engine.splitTrade({ ...shop.who, trade: 1, lines: [{ oid: 'c' }] }), 'input', /nothing open in trade 1/],
      [() => t.engine.mergeTrades({ ...shop.who, trades: [1, 1] }), 'input', /at least two/],
      [() => t.engine.mergeTrades({ ...shop.who, trades: [1, 2] }), 'input', /one is ordered, the other unpaid/],
    ];
    for (const [work, code, message] of refused) {
      const error = await work().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    }
    expect(await everything()).toEqual(before);
  });

  test('more may leave than the books say, where that is allowed', async () => {
    await shop.push({ tid: 'T', subOrders: [{ oid: 'a', count: '101' }] });
    await t.engine.shipOrder({ ...shop.who, tid: 'T', lines: null, carrier: 'SF', numbers: ['N'], allowNegative: true });
    expect(await shop.level('A1')).toEqual({ stock_num: '-1' });
  });

  test('what may not leave together is not merged', async () => {
    await shop.push({ tid: 'T', subOrders: ['a'] });
    await shop.push({ tid: 'other buyer', buyerNick: '别人', subOrders: ['b'] });
    await shop.push({ tid: 'sealed', sealed: true, subOrders: ['c'] });
    await shop.push({ tid: 'elsewhere', warehouseNo: 'W2', subOrders: ['d'] });
    await shop.push({ tid: 'approved', subOrders: ['e'] });
    await t.engine.approveTrades({ ...shop.who, trades: [5] });
    for (const other of [2, 3, 4, 5]) expect(await codeOf(t.engine.mergeTrades({ ...shop.who, trades: [1, other] }))).toBe('input');
    expect(await shop.openTrades()).toEqual([1, 2, 3, 4, 5]);
  });

  test('a trade is split and merged again; what is reserved stays the same', async () => {
    await shop.push(twoLines);
    expect(await t.engine.splitTrade({ ...shop.who, trade: 1, lines: [{ oid: 'b', num: '0.5' }] })).toBe(2);
    expect(await shop.level('A2')).toEqual({ order_num: '2' });
    expect(await codeOf(shop.ship('T', null, 'N'))).toBe('input'); // which of the two?
    expect(await codeOf(shop.ship('T', [{ oid: 'b', num: '2' }], 'N'))).toBe('input');
    expect(await t.engine.mergeTrades({ ...shop.who, trades: [1, 2] })).toBe(1);
    expect(await shop.rows('oid, num', 'trade_lines where true order by oid')).toEqual([
      { oid: 'a', num: '1' },
      { oid: 'b', num: '2' },
    ]);
    expect(await shop.openTrades()).toEqual([1]);
  });

  test('many at once never ship a piece twice, and never leave a reservation behind', async () => {
    await shop.set({ is_split_shipping: '1' });
    await shop.push(twoLines);
    const works = Array.from({ length: 9 }, (_, i) =>
      i % 3 === 2
        ? t.engine.refundSubOrders({ ...shop.who, tid: 'T', lines: [{ oid: 'b', num: '1' }] })
        : shop.ship('T', [{ oid: i % 3 ? 'b' : 'a', num: '1' }], `N${i}`),
    );
    await Promise.allSettled(works);
    const { subOrders } = await t.engine.showOrder({ seller: shop.seller, tid: 'T' });
    const left = subOrders.map(({ shipped }) => 100 - Number(shipped));
    expect(subOrders.map(({ open }) => open)).toEqual(['0', '0']);
    expect(await shop.level('A1')).toEqual({ stock_num: String(left[0]) });
    expect((await shop.level('A2'))['stock_num'] ?? '100').toBe(String(left[1]));
    expect((await shop.level('A2'))['order_num']).toBeUndefined();
  });

  test('B9 trades of orders and of imported parcels share their numbers', async () => {
    await shop.put('shipments', [{ shop_no: 'S1', tid: 'X', logistics_no: 'N' }]);
    await shop.push(twoLines);
    expect(await shop.openTrades()).toEqual([2]);
  });
});
