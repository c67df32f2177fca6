/** Orders come in, change and reserve stock as their state says. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { type Draft, type Line, type OrderShop, openShop, orderOf } from './orders.ts';
import { codeOf, journalOf, keyFor, T0 } from './shop.ts';

describe.each(databases)('pushed orders on $name', ({ open }) => {
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

  test.each([
    ['unpaid', 'unpay_num'],
    ['balanceDue', 'subscribe_num'],
    ['toShip', 'order_num'],
    ['shipped', null],
    ['finished', null],
    ['refunded', null],
    ['closed', null],
  ] as const)('an order that comes %s counts in %s', async (state, name) => {
    const before = await shop.level('A5');
    const draft = { tid: `R-${state}`, state, subOrders: [{ oid: `R-${state}-1`, specNo: 'A5', count: '2.5' }] };
    expect(await shop.push(draft)).toBe('created');
    expect(await shop.level('A5')).toEqual(name ? { [name]: '2.5' } : {});
    if (name) await t.engine.closeOrder({ ...shop.who, tid: draft.tid });
    expect(await shop.level('A5')).toEqual(before);
  });

  test('approving moves what is reserved from order_num to sending_num', async () => {
    await shop.push({ tid: 'AP', subOrders: [{ oid: 'AP1', specNo: 'A4', count: '3' }] });
    const [trade] = (await shop.openTrades()) as [number];
    expect(await t.engine.approveTrades({ ...shop.who, trades: [trade] })).toBe(1);
    expect(await shop.level('A4')).toEqual({ sending_num: '3' });
    expect(await t.engine.approveTrades({ ...shop.who, trades: [trade] })).toBe(0);
    await t.engine.closeOrder({ ...shop.who, tid: 'AP' });
    expect(await shop.level('A4')).toEqual({});
    expect(await codeOf(t.engine.approveTrades({ ...shop.who, trades: [trade] }))).toBe('input');
  });

  const a: Line = { oid: 'a', specNo: 'A2', count: '2' };
  const b: Line = { oid: 'b', specNo: 'A3', count: '4' };
  const both: Draft = { tid: 'T', subOrders: [a, b] };

  test('an order pushed twice changes nothing; its words, amounts and states change, pieces and price do not', async () => {
    const unpaid: Draft = { ...both, state: 'unpaid' };
    expect(await shop.push(unpaid)).toBe('created');
    const before = await shop.tables();
    expect(await shop.push(unpaid)).toBe('unchanged');
    expect(await shop.push({ ...unpaid, subOrders: [{ ...a, count: '3' }, b] })).toBe('altered a');
    expect(await shop.push({ ...unpaid, subOrders: [a, { ...b, price: '9' }] })).toBe('altered b');
    expect(await shop.push({ ...unpaid, subOrders: [a] })).toBe('altered b');
    expect(await shop.tables()).toEqual(before);
    const told: Draft = { ...both, remark: '加急', receivable: '30' };
    expect(await shop.push({ ...told, state: 'unpaid' })).toBe('changed');
    expect(await shop.levels()).toEqual([{}, { unpay_num: '2' }, { unpay_num: '4' }, {}, {}]);
    expect(await shop.push(told)).toBe('changed');
    expect(await shop.levels()).toEqual([{}, { order_num: '2' }, { order_num: '4' }, {}, {}]);
    expect(await shop.push({ ...told, state: 'unpaid' })).toBe('unchanged'); // an earlier word that comes late
    const longer: Draft = { ...told, subOrders: [a, b, { oid: 'c', specNo: 'A2' }] };
    expect(await shop.push(longer)).toBe('changed');
    expect(await shop.levels()).toEqual([{}, { order_num: '3' }, { order_num: '4' }, {}, {}]);
    expect(await shop.push({ ...longer, state: 'refunded' })).toBe('changed');
    expect(await shop.levels()).toEqual([{}, {}, {}, {}, {}]);
    expect(await shop.push(longer)).toBe('ended');
  });

  test('once a parcel has left, no sub-order is added and the warehouse stays', async () => {
    await shop.push(both);
    await shop.ship('T', 'a', 'N1');
    expect(await shop.push({ ...both, subOrders: [a, b, 'c'] })).toBe('altered c');
    expect(await shop.push({ ...both, warehouseNo: 'W2' })).toBe('altered W2');
    expect(await shop.push({ ...both, remark: '加急' })).toBe('changed');
  });

  test('an order in a merged trade does not move the others to its warehouse', async () => {
    for (const tid of ['T', 'U']) await shop.push({ tid, subOrders: [tid] });
    await t.engine.mergeTrades({ ...shop.who, trades: [1, 2] });
    expect(await shop.push({ tid: 'T', warehouseNo: 'W2', subOrders: ['T'] })).toBe('altered W2');
    expect(await shop.levels()).toEqual([{ order_num: '2' }, {}, {}, {}, {}]);
  });

  test('a refund of a sub-order releases its open pieces, and no later word takes it back', async () => {
    await shop.push(both);
    expect(await shop.push({ ...both, subOrders: [{ ...a, refund: 'refunded' }, b] })).toBe('changed');
    expect(await shop.levels()).toEqual([{}, {}, { order_num: '4' }, {}, {}]);
    expect(await shop.push(both)).toBe('unchanged');
    const refund = (oid: string, num?: string) => t.engine.refundSubOrders({ ...shop.who, tid: 'T', lines: [{ oid, num: num ?? null }] });
    expect(await refund('b', '1.5')).toBe('1.5');
    expect(await shop.levels()).toEqual([{}, {}, { order_num: '2.5' }, {}, {}]);
    expect(await codeOf(refund('b', '2.6'))).toBe('input');
    expect(await codeOf(refund('a'))).toBe('input');
    expect(await shop.levels()).toEqual([{}, {}, { order_num: '2.5' }, {}, {}]);
    expect(await t.engine.closeOrder({ ...shop.who, tid: 'T' })).toBe(true);
    expect(await t.engine.closeOrder({ ...shop.who, tid: 'T' })).toBe(false);
    expect(await shop.levels()).toEqual([{}, {}, {}, {}, {}]);
  });

  test('paying an order moves it on; a push that did not know it changes nothing', async () => {
    const draft: Draft = { tid: 'PY', state: 'unpaid', payment: 'unpaid', paidAt: null, subOrders: [{ oid: 'PYa', specNo: 'A2' }] };
    await shop.push(draft);
    expect(await t.engine.payOrder({ ...shop.who, tid: 'PY' })).toBe(true);
    expect(await shop.level('A2')).toEqual({ order_num: '1' });
    expect(await t.engine.payOrder({ ...shop.who, tid: 'PY' })).toBe(false);
    expect(await shop.push(draft)).toBe('unchanged');
    await t.engine.closeOrder({ ...shop.who, tid: 'PY' });
    expect(await codeOf(t.engine.payOrder({ ...shop.who, tid: 'PY' }))).toBe('input');
    expect(await codeOf(t.engine.payOrder({ ...shop.who, tid: 'none' }))).toBe('unknown');
  });

  test('each order is decided by itself, unless the push is to be taken as a whole', async () => {
    await shop.push({ tid: 'E0', subOrders: ['E0a'] });
    const drafts = [
      { tid: 'E1', subOrders: ['E1a'] },
      { tid: 'E2', subOrders: [] },
      { tid: 'E1', subOrders: ['E3a'] },
      { tid: 'E4', subOrders: ['E1a'] },
      { tid: 'E5', subOrders: ['E0a'] },
      { tid: 'E6', subOrders: ['E6a'], warehouseNo: 'W9' },
      { tid: 'E7', subOrders: Array.from({ length: 201 }, (_, i) => `E7-${i}`) },
      { tid: 'E8', subOrders: [{ oid: 'E8a', count: '0' }] },
      { tid: 'E9', subOrders: ['E9a'], refused: 'tid 太长' },
    ];
    const told = (results: { effect: string; reason: string; detail: string }[]) =>
      results.map(({ effect, reason, detail }) => [effect, reason, detail].filter(Boolean).join(' '));
    const before = await shop.tables();
    expect(told(await shop.pushAll(drafts, { whole: true }))[0]).toBe('refused others');
    expect(await shop.tables()).toEqual(before);
    expect(told(await shop.pushAll(drafts))).toEqual([
      'created',
      'refused empty',
      'refused repeated',
      'refused repeated E1a',
      'refused elsewhere E0a',
      'refused warehouse W9',
      'refused tooMany 201',
      'refused count E8a',
      'refused unreadable tid 太长',
    ]);
    const other = {
      caller: { seller: shop.seller, key: null, actor: 'operator' },
      shopNo: 'S2',
      whole: false,
      checkAmounts: false,
      request: null,
      signedAt: T0,
      now: T0,
    };
    expect(await t.engine.pushOrders({ ...other, orders: [orderOf({ tid: 'E0', subOrders: ['E0a'] })] })).toMatchObject([
      { effect: 'refused', reason: 'elsewhere' },
    ]);
    expect(await codeOf(shop.pushAll(Array.from({ length: 101 }, (_, i) => ({ tid: `M${i}`, subOrders: [] }))))).toBe('input');
  });

  test('an order that does not add up is refused where that is asked for', async () => {
    const draft = {
      tid: 'AM',
      postage: '8',
      receivable: '27.9',
      subOrders: [{ oid: 'AMa', count: '2', price: '10', adjustAmount: '0.5', discount: '0.3', shareDiscount: '0.2' }],
    };
    expect(await shop.push(draft, { checkAmounts: true })).toBe('amount 27.9');
    expect(await shop.push({ ...draft, receivable: '28' }, { checkAmounts: true })).toBe('created');
  });

  test('a missing listing is created, bound by its code, and stays as it is when it is there', async () => {
    const line = { oid: 'L1a', goodsId: 'GX', specId: 'SX', goodsNo: 'g', specNo: 'A3', goodsName: '毛巾' };
    await shop.push({ tid: 'L1', subOrders: [line] });
    const found = () => shop.rows('goods_no, goods_name, item_id, version', "listings where goods_id = 'GX'");
    expect(await found()).toEqual([{ goods_no: 'g', goods_name: '毛巾', item_id: 3, version: 2 }]); // bound, then reserved
    await shop.push({ tid: 'L2', subOrders: [{ ...line, oid: 'L2a', goodsNo: 'other', specNo: 'A1' }] });
    expect(await found()).toMatchObject([{ goods_no: 'g', item_id: 3 }]);
    expect(await shop.level('A3')).toEqual({ order_num: '2' }); // the listing says what is sold
    for (const tid of ['L1', 'L2']) await t.engine.closeOrder({ ...shop.who, tid });
  });

  test('unknown goods stay visible, reserve nothing, and are bound by the next push', async () => {
    const draft = { tid: 'UK', subOrders: [{ oid: 'UKa', specNo: 'late', count: '2' }] };
    await shop.push(draft);
    expect(await shop.rows('parts', "sub_orders where oid = 'UKa'")).toEqual([{ parts: '' }]);
    await shop.put('items', [{ spec_no: 'late' }]);
    expect(await shop.push(draft)).toBe('changed');
    expect(await shop.level('late')).toEqual({ stock_num: '0', order_num: '2' });
    expect(await shop.push(draft)).toBe('unchanged');
  });

  test('a suite reserves its parts', async () => {
    await shop.makeSuite('SET', { 1: '2', 2: '0.5' });
    const before = await shop.levels();
    await shop.push({ tid: 'ST', subOrders: [{ oid: 'STa', specNo: 'SET', count: '3' }] });
    const [a1, a2] = await shop.levels();
    expect([Number(a1?.['order_num']) - Number(before[0]?.['order_num'] ?? 0), a2]).toEqual([6, { order_num: '1.5' }]);
    expect(await shop.push({ tid: 'ST2', subOrders: [{ oid: 'ST2a', specNo: 'SET', count: '0.0001' }] })).toBe('count ST2a');
    await t.engine.closeOrder({ ...shop.who, tid: 'ST' });
    expect(await shop.levels()).toEqual(before);
  });

  test("the warehouse is the one asked for, else the shop's own, else the seller's first", async () => {
    await shop.push({ tid: 'W-1', warehouseNo: 'W2', subOrders: [{ oid: 'W-1a', specNo: 'A4' }] });
    expect(await shop.level('A4', 'W2')).toEqual({ stock_num: '0', order_num: '1' });
    expect(await shop.push({ tid: 'W-1', warehouseNo: 'W1', subOrders: [{ oid: 'W-1a', specNo: 'A4' }] })).toBe('changed');
    expect([await shop.level('A4'), await shop.level('A4', 'W2')]).toEqual([{ order_num: '1' }, { stock_num: '0' }]);
    await shop.put('shops', [{ shop_no: 'S1', shop_name: '一号店', warehouse_no: 'W2' }]);
    await shop.push({ tid: 'W-2', subOrders: [{ oid: 'W-2a', specNo: 'A4' }] });
    expect(await shop.level('A4', 'W2')).toEqual({ stock_num: '0', order_num: '1' });
    for (const tid of ['W-1', 'W-2']) await t.engine.closeOrder({ ...shop.who, tid });
  });

  test('B7 a key that does not see the shop, and a disabled shop, are no shop', async () => {
    const as = await keyFor(t.engine, ['S2'], shop.seller);
    const draft = { tid: 'B7', subOrders: ['B7a'] };
    expect(
      await t.engine.pushOrders({
        caller: as,
        shopNo: 'S1',
        orders: [orderOf(draft)],
        whole: false,
        checkAmounts: false,
        request: null,
        signedAt: T0,
        now: T0,
      }),
    ).toBeNull();
    await shop.put('shops', [{ shop_no: 'S2', is_disabled: '1' }]);
    expect(await shop.pushAll([draft], { shopNo: 'S2' })).toEqual([]);
    expect(await shop.rows('1 as one', 'orders where true')).toEqual([]);
  });

  test('B6 every push, pay, refund and close has one row in the journal; the same signed request again has one, and the first answer', async () => {
    const draft: Draft = { tid: 'T', state: 'unpaid', payment: 'unpaid', subOrders: ['a', { oid: 'b', count: '2' }] };
    await shop.push(draft);
    await shop.push(draft);
    await shop.push({ ...draft, subOrders: [] });
    await t.engine.payOrder({ ...shop.who, tid: 'T' });
    await t.engine.refundSubOrders({ ...shop.who, tid: 'T', lines: [{ oid: 'b', num: '1' }] });
    await t.engine.closeOrder({ ...shop.who, tid: 'T' });
    const rows = async () => (await journalOf(t.engine, shop.seller)).filter(({ pool }) => pool === 'order');
    expect((await rows()).map(({ subject, event, effect, detail }) => [subject, event, effect, detail].join(' '))).toEqual([
      '1 push created T: unpaid',
      '1 push unchanged T',
      '1 push refused T: empty',
      '1 pay paid T',
      '1 refund refunded T: b × 1',
      '1 close closed T',
    ]);
    const request = { signature: 'flagship:demo:1', expiresAt: T0 + 60_000 };
    const before = await shop.tables();
    expect(await shop.push({ tid: 'S', subOrders: ['c'] }, { request })).toBe('created');
    const after = await shop.tables();
    expect(after).not.toEqual(before);
    expect(await shop.push({ tid: 'S', subOrders: ['c'] }, { request })).toBe('created');
    expect(await shop.tables()).toEqual(after);
    expect((await rows()).slice(-2)).toMatchObject([{ effect: 'created' }, { effect: 'repeated' }]);
  });
});
