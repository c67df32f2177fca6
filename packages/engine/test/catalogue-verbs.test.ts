/** Items, suites, warehouses and shops by hand, counting with its differences, and lists of orders. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../src/orders/sheet.ts';
import { databases, type TestEngine } from './databases.ts';
import { openShop } from './orders.ts';
import { caller, codeOf, MINUTE, put, SELLER, seedListings, show, T0 } from './shop.ts';

const who = { seller: SELLER, actor: 'operator:ops', now: T0 };

describe.each(databases)('the catalogue by hand on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seedListings(t.engine, 3);
    return () => t.close();
  });

  const settle = async () => {
    while ((await t.engine.stepFanOuts({ seller: SELLER, now: T0 })).left > 0);
  };

  test('an item: what is left out stays, an empty text clears, the same again is no change', async () => {
    const save = (item: object) => t.engine.saveItem({ ...who, item: { specNo: 'A1', ...item } });
    const full = { goodsNo: 'G', goodsName: '龙井', specName: '100g', barcode: '69', brand: 'B', category: '茶/绿茶', unit: '盒' };
    expect(await save(full)).toEqual({ item: { item: 1, specNo: 'A1', ...full }, changed: true });
    expect((await save({ goodsName: '龙井茶' })).item).toEqual({ item: 1, specNo: 'A1', ...full, goodsName: '龙井茶' });
    expect((await save({ brand: '', specName: '' })).item).toMatchObject({ brand: '', specName: '', category: '茶/绿茶', goodsNo: 'G' });
    expect((await save({ brand: '', goodsName: '龙井茶' })).changed).toBe(false);
    expect(await t.engine.showItem({ seller: SELLER, specNo: 'A1' })).toMatchObject({ specNo: 'A1', listings: 1, suites: [] });
    expect(await t.engine.showItem({ seller: SELLER, specNo: 'none' })).toBeNull();
  });

  test('a new item is bound to the listing that waits for it, by whoever added it', async () => {
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'late', spec_no: 'late' }]);
    expect(await t.engine.saveItem({ ...who, item: { specNo: 'late' } })).toMatchObject({ changed: true, item: { item: 4 } });
    expect(await show(t.engine, 4)).toEqual({ version: 1, quantity: '0' });
    const { rows } = await t.engine.readStory({ seller: SELLER, pool: 'stock', subject: 4, after: 0, limit: 10 });
    expect(rows).toMatchObject([{ event: 'changed', effect: 'binding', actor: 'operator:ops' }]);
  });

  test.each([
    ['a code that is too long', { specNo: 'x'.repeat(41) }],
    ['the code of a suite', { specNo: 'SET' }],
  ])('an item is refused with %s, and nothing is written', async (_, item) => {
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'SET', parts: [{ specNo: 'A1', count: '1' }] } });
    expect(await codeOf(t.engine.saveItem({ ...who, item }))).toBe('input');
    expect((await t.engine.listItems({ seller: SELLER, search: null, cursor: null, limit: 10 })).rows).toHaveLength(3);
  });

  test('lists of items and suites: by code, by what stands in it, a page at a time, none twice', async () => {
    for (const code of ['A', 'A10', 'B', 'a1', 'Ω']) await t.engine.saveItem({ ...who, item: { specNo: code } });
    const walk = async (verb: 'listItems' | 'listSuites', search: string | null, limit: number) => {
      const found: string[] = [];
      for (let cursor: string | null = null; ; ) {
        const page: { rows: { specNo?: string; suiteNo?: string }[]; next: string | null } = await t.engine[verb]({
          ...{ seller: SELLER, search, cursor, limit },
        });
        found.push(...page.rows.map(({ specNo, suiteNo }) => specNo ?? (suiteNo as string)));
        if (page.next === null) return found;
        cursor = page.next;
      }
    };
    expect((await walk('listItems', null, 2)).sort()).toEqual(['A', 'A1', 'A10', 'A2', 'A3', 'B', 'a1', 'Ω']);
    expect((await walk('listItems', 'A1', 1)).sort()).toEqual(['A1', 'A10', 'a1']);
    expect(await walk('listItems', 'Z', 1)).toEqual([]);
    const parts = [{ specNo: 'A1', count: '2' }];
    for (const suiteNo of ['S1', 'S2', 'T1']) await t.engine.saveSuite({ ...who, suite: { suiteNo, parts } });
    expect(await walk('listSuites', 'S', 1)).toEqual(['S1', 'S2']);
    expect(await codeOf(t.engine.listItems({ seller: SELLER, search: null, cursor: 'x', limit: 1 }))).toBe('input');
  });

  test('a suite: parts that are named are all that is in it; its listings follow', async () => {
    const save = (suite: object) => t.engine.saveSuite({ ...who, suite: { suiteNo: 'SET', ...suite } });
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'set', spec_no: 'SET' }]);
    const both = [
      { specNo: 'A1', count: '2' },
      { specNo: 'A2', count: '1' },
    ];
    expect((await save({ name: '礼盒', parts: both })).suite).toEqual({
      ...{ suite: 1, suiteNo: 'SET', name: '礼盒', brand: '', category: '' },
      parts: both.map((part) => ({ ...part, goodsName: '' })),
    });
    expect(await show(t.engine, 4)).toEqual({ version: 1, quantity: '5' });
    expect((await save({ parts: [{ specNo: 'A2', count: '1' }] })).suite.parts).toHaveLength(1);
    await settle();
    expect(await show(t.engine, 4)).toEqual({ version: 2, quantity: '10' });
    expect(await save({ brand: 'B' })).toMatchObject({ changed: true, suite: { brand: 'B', name: '礼盒', parts: [{ specNo: 'A2' }] } });
    expect((await save({ brand: 'B', name: '礼盒' })).changed).toBe(false);
    expect(await t.engine.showSuite({ seller: SELLER, suiteNo: 'SET' })).toMatchObject({ brand: 'B' });
    expect((await t.engine.showItem({ seller: SELLER, specNo: 'A2' }))?.suites).toEqual(['SET']);
  });

  test.each([
    ['no part', { parts: [] }],
    ['no parts for a new one', { name: 'x' }],
    [
      'a part named twice',
      {
        parts: [
          { specNo: 'A1', count: '1' },
          { specNo: 'A1', count: '2' },
        ],
      },
    ],
    ['none of a part', { parts: [{ specNo: 'A1', count: '0' }] }],
    ['less than none of a part', { parts: [{ specNo: 'A1', count: '-1' }] }],
    [
      'a part that is no item',
      {
        parts: [
          { specNo: 'A1', count: '1' },
          { specNo: 'none', count: '1' },
        ],
      },
    ],
    ['itself', { parts: [{ specNo: 'SET', count: '1' }] }],
    ['another suite inside', { parts: [{ specNo: 'OTHER', count: '1' }] }],
    ['the code of an item', { suiteNo: 'A1', parts: [{ specNo: 'A2', count: '1' }] }],
  ])('a suite is refused with %s, and nothing is written', async (_, suite) => {
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'OTHER', parts: [{ specNo: 'A1', count: '1' }] } });
    expect(await codeOf(t.engine.saveSuite({ ...who, suite: { suiteNo: 'SET', ...suite } }))).toBe('input');
    expect((await t.engine.listSuites({ seller: SELLER, search: null, cursor: null, limit: 9 })).rows).toHaveLength(1);
  });

  test('a suite is removed once no listing sells it', async () => {
    await t.engine.saveSuite({ ...who, suite: { suiteNo: 'SET', parts: [{ specNo: 'A1', count: '1' }] } });
    await t.engine.bindListing({ ...who, listing: 2, code: 'SET' });
    const remove = () => t.engine.removeSuite({ seller: SELLER, suiteNo: 'SET' });
    expect(await codeOf(remove())).toBe('input');
    expect(await t.engine.showSuite({ seller: SELLER, suiteNo: 'SET' })).toMatchObject({ parts: [{ specNo: 'A1' }] });
    await t.engine.matchListing({ ...who, listing: 2 });
    await remove();
    expect(await t.engine.showSuite({ seller: SELLER, suiteNo: 'SET' })).toBeNull();
    expect(await codeOf(remove())).toBe('unknown');
    await t.engine.saveItem({ ...who, item: { specNo: 'SET' } }); // its code is free
  });

  test('a warehouse: what is left out stays; one that is disabled is not counted', async () => {
    const save = (warehouse: object) => t.engine.saveWarehouse({ ...who, warehouse: { warehouseNo: 'W1', ...warehouse } });
    expect(await save({ name: '杭州仓', outerNo: 'HZ' })).toMatchObject({
      changed: true,
      warehouse: { warehouse: 1, warehouseNo: 'W1', name: '杭州仓', type: 1, outerNo: 'HZ', disabled: false },
    });
    expect((await save({ disabled: true })).warehouse).toMatchObject({ name: '杭州仓', outerNo: 'HZ', disabled: true });
    await settle();
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '0' });
    expect((await save({ disabled: true })).changed).toBe(false);
    expect(await save({ warehouseNo: 'W9', type: 2 })).toMatchObject({ warehouse: { warehouse: 3, type: 2, name: '' } });
    expect(await codeOf(save({ type: 0 }))).toBe('input');
    expect(await t.engine.showWarehouse({ seller: SELLER, warehouseNo: 'W9' })).toMatchObject({ type: 2, createdAt: T0 });
    expect(await t.engine.showWarehouse({ seller: SELLER, warehouseNo: 'none' })).toBeNull();
  });

  test('a shop is renamed and set; it stays paused, or not', async () => {
    const save = (shop: object) => t.engine.saveShop({ ...who, shop: { shopNo: 'S1', ...shop } });
    await t.engine.pauseShop({ seller: SELLER, shopNo: 'S1', paused: true });
    expect(await save({ name: '旗舰店' })).toMatchObject({
      changed: true,
      shop: { shop: 1, name: '旗舰店', paused: true, reported: 'last' },
    });
    const set = { warehouseNo: 'W2', splitShipping: true, reported: 'main' as const, byQuantity: true };
    expect((await save(set)).shop).toMatchObject({ ...set, name: '旗舰店', paused: true });
    expect((await save(set)).changed).toBe(false);
    expect((await save({ splitShipping: false })).shop).toMatchObject({ ...set, splitShipping: false });
    expect(await codeOf(save({ warehouseNo: 'none' }))).toBe('input');
    expect(await t.engine.showShop({ seller: SELLER, shopNo: 'S1' })).toMatchObject({ warehouseNo: 'W2', paused: true });
    expect(await t.engine.showShop({ seller: SELLER, shopNo: 'none' })).toBeNull();
    expect((await save({ shopNo: 'S9', name: '新店' })).shop).toMatchObject({ shop: 3, paused: false, warehouseNo: '' });
  });

  test('counting tells where the books said something else', async () => {
    const line = (specNo: string, counted: string, defective = false) => ({ specNo, counted, defective, remark: '' });
    const asked = { warehouseNo: 'W1', scope: 'all', whole: false, create: true, outerNo: null, remark: '月末' } as const;
    const lines = [line('A1', '10'), line('A2', '7.5'), line('A3', '1', true), line('none', '1')];
    const counted = await t.engine.countStock({ caller, ...asked, lines, request: null, signedAt: null, now: T0 });
    expect(counted).toMatchObject({
      effect: 'counted',
      skipped: ['none'],
      differences: [
        { specNo: 'A2', defective: false, before: '10', after: '7.5' },
        { specNo: 'A3', defective: true, before: null, after: '1' },
      ],
    });
  });
});

describe.each(databases)('lists of orders on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    const shop = await openShop(t, SELLER);
    for (let n = 1; n <= 12; n++) {
      const state = n % 3 === 0 ? 'unpaid' : 'toShip';
      await shop.push({ tid: `T${n}`, state, subOrders: [`${n}`] }, { now: T0 + n * MINUTE, shopNo: n % 2 ? 'S1' : 'S2' });
    }
    await shop.ship('T1', null, 'N1');
  });
  afterAll(() => t.close());

  const none = { shopNo: null, progress: null, state: null, since: null, unknownGoods: null };
  const list = async (filter: Partial<Omit<typeof none, 'progress'>> & { progress?: Progress }, limit = 5) => {
    const tids: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await t.engine.listOrders({ seller: SELLER, filter: { ...none, ...filter } as never, cursor, limit });
      tids.push(...page.rows.map(({ tid }) => tid.slice(1)));
      if (page.next === null) return tids.join(' ');
      cursor = page.next;
    }
  };

  test.each<[string, object, string]>([
    ['everything', {}, '1 2 3 4 5 6 7 8 9 10 11 12'],
    ['a shop', { shopNo: 'S2' }, '2 4 6 8 10 12'],
    ['a shop that does not exist', { shopNo: 'none' }, ''],
    ['a state', { state: 'unpaid' }, '3 6 9 12'],
    ['a progress', { progress: 'shipped' }, '1'],
    ['since a moment', { since: T0 + 7 * MINUTE }, '7 8 9 10 11 12'],
    ['since the beginning', { since: 0 }, '1 2 3 4 5 6 7 8 9 10 11 12'],
    ['since a moment to come', { since: T0 + 13 * MINUTE }, ''],
    ['all of it', { since: T0 + 5 * MINUTE + 1, shopNo: 'S1', state: 'unpaid', progress: 'open' }, '9'],
    ['known goods', { unknownGoods: true }, ''],
  ])('%s', async (_, filter, wanted) => {
    for (const limit of [1, 2, 5, 50]) expect(await list(filter, limit)).toBe(wanted);
  });
});
