/** What people look up in the catalogue: items, levels, orders, past stocktakes, what is bound to nothing; and items that nobody uses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEVEL_KINDS } from '../src/index.ts';
import { databases, type TestEngine } from './databases.ts';
import { openShop } from './orders.ts';
import { caller, codeOf, put, SELLER, seedListings, show, sql, T0 } from './shop.ts';

const who = { seller: SELLER, actor: 'operator:ops', now: T0 };
const levels = LEVEL_KINDS;

/** All pages of a list. */
async function all<R>(page: (cursor: string | null) => Promise<{ rows: R[]; next: string | null }>): Promise<R[]> {
  const rows: R[] = [];
  for (let cursor: string | null = null; ; ) {
    const found = await page(cursor);
    rows.push(...found.rows);
    if (found.next === null) return rows;
    cursor = found.next;
  }
}

describe.each(databases)('looking things up on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3);
    await put(t.engine, 'items', [
      { spec_no: 'TEA-1', goods_no: 'TEA', goods_name: '西湖龙井', barcode: '6901', spec_name: '100g' },
      { spec_no: 'tea-2', goods_no: 'TEA', goods_name: '西湖龙井', barcode: '6902', spec_name: '250g' },
      { spec_no: '6901', goods_name: 'a code that is another’s barcode' },
    ]);
    await put(t.engine, 'levels', [
      { spec_no: 'TEA-1', warehouse_no: 'W1', stock_num: '0' },
      { spec_no: 'TEA-1', warehouse_no: 'W2', stock_num: '4', order_num: '1' },
    ]);
    await t.engine.adjustLevel({ ...who, specNo: 'tea-2', warehouseNo: 'W1', by: '-2', allowNegative: true, reason: '', defective: false });
    await t.engine.adjustLevel({ ...who, specNo: 'TEA-1', warehouseNo: 'W1', by: '3', reason: '', defective: true });
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'BOX', name: '龙井礼盒', parts: [{ specNo: 'TEA-1', count: '2' }] } });
  });
  afterAll(() => t.close());

  const items = async (search: string | null, limit = 2) =>
    (await all((cursor) => t.engine.listItems({ seller: SELLER, search, cursor, limit }))).map(({ specNo }) => specNo);

  test.each<[string, string, string[]]>([
    ['the beginning of a code before what holds it, whatever the case', 'TEA', ['TEA-1', 'tea-2']],
    ['a code before the barcode of another', '6901', ['6901', 'TEA-1']],
    ['the beginning of a barcode', '690', ['6901', 'TEA-1', 'tea-2']],
    ['words inside a name', '龙井', ['TEA-1', 'tea-2']],
    ['a specification', '250G', ['tea-2']],
    ['nothing that is there', 'coffee', []],
  ])('items are found by %s, none twice', async (_, search, wanted) => {
    for (const limit of [1, 2, 50]) expect(await items(search, limit)).toEqual(wanted);
  });

  test('suites are found by a code or a name', async () => {
    const suites = async (search: string) =>
      (await all((cursor) => t.engine.listSuites({ seller: SELLER, search, cursor, limit: 1 }))).map(({ suiteNo }) => suiteNo);
    expect([await suites('BO'), await suites('box'), await suites('礼盒'), await suites('x-')]).toEqual([['BOX'], ['BOX'], ['BOX'], []]);
  });

  test.each<[string, { search?: string; warehouseNo?: string; kind?: (typeof levels)[number] }, string[]]>([
    ['an item', { search: 'TEA-1' }, ['TEA-1 W1 0', 'TEA-1 W2 4']],
    ['a name', { search: '龙井', warehouseNo: 'W1' }, ['TEA-1 W1 0', 'tea-2 W1 -2']],
    ['a warehouse', { warehouseNo: 'W2' }, ['TEA-1 W2 4']],
    ['what is out of stock', { kind: 'out' }, ['TEA-1 W1 0', 'tea-2 W1 -2']],
    ['what is below zero', { kind: 'negative' }, ['tea-2 W1 -2']],
    ['what cannot be sold', { kind: 'defective' }, ['TEA-1 W1 3']],
    ['a warehouse that does not exist', { warehouseNo: 'none' }, []],
  ])('levels of %s', async (_, asked, wanted) => {
    const filter = { kind: 'good' as const, search: null, warehouseNo: null, ...asked };
    for (const limit of [1, 50]) {
      const found = await all((cursor) => t.engine.listLevels({ seller: SELLER, ...filter, cursor, limit }));
      expect(found.map(({ specNo, warehouseNo, stock }) => `${specNo} ${warehouseNo} ${stock}`).sort()).toEqual(wanted);
    }
  });

  test('the listings that sell an item, or a suite', async () => {
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'box', spec_no: 'BOX' }]);
    const of = (kind: 'item' | 'suite', code: string) => t.engine.listingsOf({ seller: SELLER, kind, code, after: 0, limit: 5 });
    expect(await of('item', 'A1')).toMatchObject([{ listing: 1, shopNo: 'S1', quantity: '10', rule: 'default', byHand: false }]);
    expect(await of('suite', 'BOX')).toMatchObject([{ shopNo: 'S2', goodsId: 'box' }]);
    expect(await codeOf(of('item', 'BOX'))).toBe('unknown');
  });

  test('listings that are bound to nothing, each with what it could be', async () => {
    const rows = [
      { goods_id: 'u1', spec_no: 'Tea-2' },
      { goods_id: 'u2', spec_no: '6902' },
      { goods_id: 'u3', goods_no: 'TEA' },
      { goods_id: 'u4', spec_no: 'nobody', goods_name: '西湖' },
      { goods_id: 'u5' },
    ];
    await put(
      t.engine,
      'listings',
      rows.map((row) => ({ shop_no: 'S2', ...row })),
    );
    await t.engine.unbindListing({ ...who, listing: 2 });
    const found = (asked = {}) =>
      all((cursor) => t.engine.listUnbound({ seller: SELLER, shopNo: null, search: null, ...asked, cursor, limit: 2 }));
    const told = (await found()).map(({ goodsId, byHand, codes, suggestions }) => {
      return [goodsId, byHand, codes.join(), suggestions.map(({ code, by }) => `${code} ${by}`).join()];
    });
    expect(told).toEqual([
      ['G-A2', true, 'A2', 'A2 code'],
      ['u1', false, 'Tea-2', 'tea-2 case'],
      ['u2', false, '6902', 'tea-2 barcode'],
      ['u3', false, 'TEA', 'TEA-1 goods,tea-2 goods'],
      ['u4', false, 'nobody', ''],
      ['u5', false, '', ''],
    ]);
    expect((await found({ shopNo: 'S1' })).map(({ goodsId }) => goodsId)).toEqual(['G-A2']);
    expect((await found({ search: '西湖' })).map(({ goodsId }) => goodsId)).toEqual(['u4']);
    expect(await t.engine.mappingGaps({ seller: SELLER })).toEqual({ listings: 6, carriers: 0, shipments: 0, orders: 0 });
  });

  test('past stocktakes, the newest first, with what each changed', async () => {
    const line = (specNo: string, counted: string, defective = false) => ({ specNo, counted, defective, remark: '' });
    const asked = { warehouseNo: 'W2', scope: 'all', whole: false, create: true, request: null, signedAt: null } as const;
    const lines = [line('A1', '3'), line('TEA-1', '4'), line('A3', '1', true), line('none', '1')];
    await t.engine.countStock({ caller, ...asked, outerNo: 'X', remark: '月末', lines, now: T0 });
    await t.engine.countStock({ caller, ...asked, outerNo: null, remark: '', lines: [line('A1', '3')], now: T0 + 1000 });
    const list = await t.engine.listStocktakes({ seller: SELLER, before: null, limit: 9 });
    expect(list).toMatchObject([
      { stocktake: 2, outerNo: null, counted: 1, skipped: 0, differences: 0 },
      { stocktake: 1, outerNo: 'X', warehouseNo: 'W2', remark: '月末', counted: 3, skipped: 1, differences: 2, countedAt: T0 },
    ]);
    expect(await t.engine.listStocktakes({ seller: SELLER, before: 2, limit: 9 })).toEqual([list[1]]);
    expect((await t.engine.showStocktake({ seller: SELLER, stocktake: 1 }))?.lines).toEqual([
      { specNo: 'A1', goodsName: '', defective: false, before: null, after: '3' },
      { specNo: 'A3', goodsName: '', defective: true, before: null, after: '1' },
    ]);
    expect(await t.engine.showStocktake({ seller: SELLER, stocktake: 7 })).toBeNull();
  });
});

describe.each(databases)('an item that nobody uses on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    const shop = await openShop(t, SELLER);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'G', spec_no: 'A1' }]);
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'SET', parts: [{ specNo: 'A2', count: '1' }] } });
    await shop.push({ tid: 'T1', subOrders: [{ oid: 'o1', specNo: 'A3' }] });
    await shop.ship('T1', null, 'N1');
    await put(t.engine, 'levels', [{ spec_no: 'A3', warehouse_no: 'W1', stock_num: '0' }]);
    await put(t.engine, 'items', [{ spec_no: 'free' }]);
    await t.engine.adjustLevel({ ...who, specNo: 'free', warehouseNo: 'W1', by: '1', reason: '', defective: true });
    await t.engine.adjustLevel({ ...who, specNo: 'free', warehouseNo: 'W1', by: '-1', reason: '', defective: true });
    return () => t.close();
  });

  const remove = (specNo: string) => t.engine.removeItem({ seller: SELLER, specNo });
  const tell = (work: Promise<unknown>) =>
    work.then(
      () => '',
      (error: Error) => error.message,
    );

  test.each([
    ['A1', /listings sell it \(1\).*warehouses have quantities of it \(W1\)/],
    ['A2', /suites hold it \(SET\)/],
    ['A3', /orders have sold it \(T1\)/],
    ['A4', /warehouses have quantities of it \(W1\), which are to be set to zero first/],
  ])('%s is not removed, and the refusal names what uses it', async (code, wanted) => {
    expect(await codeOf(remove(code))).toBe('input');
    expect(await tell(remove(code))).toMatch(wanted);
    expect(await t.engine.showItem({ seller: SELLER, specNo: code })).not.toBeNull();
  });

  test('it is removed with its empty levels, and its code is free', async () => {
    await remove('free');
    expect(await t.engine.showItem({ seller: SELLER, specNo: 'free' })).toBeNull();
    expect(await sql(t.database, 'select item_id from defective_levels')).toEqual([]);
    expect(await codeOf(remove('free'))).toBe('unknown');
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'free', parts: [{ specNo: 'A1', count: '1' }] } });
  });

  test('an order that waits without a warehouse keeps its goods', async () => {
    await put(t.engine, 'items', [{ spec_no: 'part' }, { spec_no: 'other' }]);
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'P', parts: [{ specNo: 'part', count: '1' }] } });
    const shop = await openShop(t, 'second');
    expect(shop.seller).toBe('second');
    await sql(t.database, `update sub_orders set parts = '[[7,"1"]]', item_id = null where oid = 'o1'`);
    await sql(t.database, `update orders set progress = 'open' where tid = 'T1'`);
    const [part] = await sql<{ item_id: number }>(t.database, `select item_id from items where seller = 'demo' and spec_no = 'part'`);
    expect(part?.item_id).toBe(7);
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'P', parts: [{ specNo: 'other', count: '1' }] } });
    expect(await tell(remove('part'))).toMatch(/orders have sold it \(T1\)/);
  });
});

describe.each(databases)('orders are looked up on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    const shop = await openShop(t, SELLER);
    for (let n = 1; n <= 4; n++) await shop.push({ tid: `T${n}`, subOrders: [`T${n}-1`, `X${n}-2`, `X${n}-3`] }, { now: T0 + n });
    await shop.ship('T2', 'T2-1', 'SF99');
    await shop.ship('T2', null, 'SF99');
  });
  afterAll(() => t.close());

  const none = { shopNo: null, progress: null, state: null, since: null, unknownGoods: null };
  const tids = async (asked: { search?: string; newest?: boolean; filter?: Partial<typeof none> | { progress: 'open' } }, limit: number) =>
    (await all((cursor) => t.engine.listOrders({ seller: SELLER, ...asked, filter: { ...none, ...asked.filter }, cursor, limit }))).map(
      ({ tid }) => tid,
    );

  test.each<[string, Parameters<typeof tids>[0], string[]]>([
    ['the newest first', { newest: true }, ['T4', 'T3', 'T2', 'T1']],
    ['the newest of those that came since', { newest: true, filter: { since: T0 + 3 } as never }, ['T4', 'T3']],
    ['the newest that are open', { newest: true, filter: { progress: 'open' } }, ['T4', 'T3', 'T1']],
    ['the beginning of their numbers, each once', { search: 'T' }, ['T1', 'T2', 'T3', 'T4']],
    ['a sub-order', { search: 'X3' }, ['T3']],
    ['what sub-orders begin with, each order once', { search: 'X' }, ['T1', 'T2', 'T3', 'T4']],
    ['a tracking number', { search: 'SF99' }, ['T2']],
    ['a number and a progress', { search: 'T', filter: { progress: 'open' } }, ['T1', 'T3', 'T4']],
    ['nothing that is there', { search: 'none' }, []],
  ])('by %s', async (_, asked, wanted) => {
    for (const limit of [1, 3, 50]) expect(await tids(asked, limit)).toEqual(wanted);
  });
});

describe.each(databases)('what a write would do on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    const shop = await openShop(t, SELLER);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'G', spec_no: 'A1', goods_name: '龙井' }]);
    await shop.push({ tid: 'T1', subOrders: [{ oid: 'o1', count: '2' }] });
    await shop.push({ tid: 'T2', subOrders: ['o2'] });
    await shop.ship('T2', null, 'N2', 'XX');
  });
  afterAll(() => t.close());

  const tryOut = async (verb: string, input: object) =>
    (await t.engine.tryOut({ seller: SELLER, verb, actor: 'preview:1', input: { seller: SELLER, actor: 'preview:1', now: T0, ...input } }))
      .consequences;
  const tables = ['levels', 'listings', 'shipments', 'orders', 'trades', 'trade_lines', 'journal', 'counters', 'pool_counts', 'fan_outs'];
  const state = async () => Promise.all(tables.map((table) => sql(t.database, `select * from ${table} order by 1, 2, 3`)));

  test.each<[string, string, object, object]>([
    [
      'shipping: stock leaves, and a shipment arises',
      'shipOrder',
      { tid: 'T1', carrier: 'SF', numbers: ['N1'], lines: null, shippedAt: null },
      {
        shipments: [{ effect: 'created', shopNo: 'S1', tid: 'T1', oids: [], carrier: 'SF', number: 'N1' }],
        orders: [{ tid: 'T1', event: 'ship' }],
        levels: expect.arrayContaining([
          { specNo: 'A1', goodsName: '', warehouseNo: 'W1', defective: false, quantity: 'stock_num', before: '99', after: '97' },
          { specNo: 'A1', goodsName: '', warehouseNo: 'W1', defective: false, quantity: 'order_num', before: '2', after: '0' },
        ]),
      },
    ],
    [
      'closing: what is reserved is free again, and listings show more',
      'closeOrder',
      { tid: 'T1' },
      {
        listings: [{ listing: 1, shopNo: 'S1', goodsId: 'G', specId: '', goodsName: '龙井', before: '97', after: '99' }],
        ...{ listingsInAll: 1, levelsInAll: 1, shipmentsInAll: 0, later: 0 },
      },
    ],
    [
      'mapping a carrier: what waits with it is replaced',
      'saveCarrier',
      { carrier: { code: 'XX', name: '小小', type: 5, cod: false, disabled: false } },
      {
        shipments: [
          { effect: 'replaced', tid: 'T2' },
          { effect: 'created', tid: 'T2', carrier: 'XX' },
        ],
        shipmentsInAll: 2,
      },
    ],
    ['what changes nothing', 'payOrder', { tid: 'T1' }, { listings: [], levels: [], shipments: [], later: 0 }],
  ])('%s', async (_, verb, input, wanted) => {
    const before = await state();
    const found = await tryOut(verb, input);
    expect(found).toMatchObject(wanted);
    expect(await tryOut(verb, input)).toEqual(found);
    expect(await state()).toEqual(before);
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '97' });
  });

  test('what would be refused is refused, in the same words; and others who write at once are not harmed', async () => {
    expect(await codeOf(tryOut('closeOrder', { tid: 'none' }))).toBe('unknown');
    expect(await codeOf(tryOut('noVerb', {}))).toBe('input');
    const level = { specNo: 'A5', warehouseNo: 'W1', by: '1', reason: '', defective: false };
    await Promise.all([
      ...Array.from({ length: 3 }, () => tryOut('adjustLevel', level)),
      ...Array.from({ length: 3 }, () => t.engine.adjustLevel({ ...who, ...level })),
    ]);
    const { rows } = await t.engine.listLevels({ seller: SELLER, kind: 'good', search: 'A5', warehouseNo: null, cursor: null, limit: 5 });
    expect(rows).toMatchObject([{ stock: '103' }]);
  });
});
