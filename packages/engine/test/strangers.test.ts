/** The seller comes from the credential alone (B7); numbers are the seller's own (B8). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../src/sellers/caller.ts';
import { databases, type TestEngine } from './databases.ts';
import { ANY, codeOf, keyFor, put, SELLER, seedListings, ship, shipmentsWaiting, sql, T0, waiting } from './shop.ts';

describe.each(databases)('strangers on $name', ({ open }) => {
  let t: TestEngine;
  const callers: Record<string, Caller> = {};
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3);
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'own', spec_no: 'A1' }]);
    await ship(t.engine, 'T1', 'a,b', 'X');
    await ship(t.engine, 'T2', '', 'Y', T0, 'S2');
    await t.engine.addSeller({ seller: 'other', now: T0 });
    callers['a stranger'] = { seller: 'other', key: null, actor: 'flagship:other' };
    callers['a key without the shop'] = await keyFor(t.engine, ['S2']);
    callers['a key without any shop'] = await keyFor(t.engine, []);
    callers['a seller that does not exist'] = { seller: 'nobody', key: null, actor: 'flagship:nobody' };
  });
  afterAll(() => t.close());

  const moment = { signedAt: T0, now: T0 };
  /** Every verb that takes a caller, asked about one listing, shipment, shop and order. */
  const answers = async (caller: Caller, listing: number, shipment: number, shopNo: string, tid: string, tradeId: number) => {
    const stock = (outcome: 'success' | 'fail', version: number | null) =>
      t.engine.acknowledgeStock({ caller, items: [{ listing, outcome, version, quantity: '1', message: '' }], ...moment });
    const parcel = (outcome: 'success' | 'retry' | 'fail') =>
      t.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome, message: '' }], ...moment });
    const filters = [
      { ...ANY, shopNo },
      { ...ANY, tid },
      { ...ANY, shopNo, tid },
    ];
    const pages = filters.map((filter) => t.engine.pageShipments({ caller, filter, offset: 0, limit: 9, total: true, now: T0 }));
    const pulls = filters.map((filter) => t.engine.pullShipments({ caller, filter, after: 0, limit: 9, now: T0 }));
    return Promise.all([
      t.engine.pullStock({ caller, shopNo, after: 0, limit: 9, now: T0 }),
      t.engine.calculateStock({ caller, listings: [listing] }),
      ...[stock('success', 2), stock('success', 9), stock('success', null), stock('fail', 2), stock('fail', 1)],
      ...[2, -1, 9].map((version) => t.engine.cancelStock({ caller, listing, version, ...moment })),
      ...[parcel('success'), parcel('retry'), parcel('fail')],
      ...pages,
      ...pulls,
      t.engine.specialOids({ caller, tid, tradeId }),
    ]);
  };

  test.each(['a stranger', 'a key without the shop', 'a key without any shop', 'a seller that does not exist'])(
    'B7 to %s a record looks exactly like one that does not exist, and nothing changes',
    async (who) => {
      const caller = callers[who] as Caller;
      const tables = () =>
        Promise.all(['listings', 'shipments', 'pool_counts'].map((table) => sql(t.database, `select * from ${table} order by 1, 2, 3, 4`)));
      const before = await tables();
      const real = await answers(caller, 1, 1, 'S1', 'T1', 1);
      const none = await answers(caller, 777, 777, 'S-none', 'T-none', 777);
      expect(real).toEqual(none);
      expect(await tables()).toEqual(before);
    },
  );

  test('B7 a key sees what its shops hold and no more', async () => {
    const caller = callers['a key without the shop'] as Caller;
    expect(await waiting(t.engine, T0, caller)).toEqual([4]);
    expect(await shipmentsWaiting(t.engine, T0, caller)).toEqual([2]);
    const total = await t.engine.pullShipments({ caller, filter: ANY, after: 0, limit: 9, now: T0 });
    expect(total?.total).toBe(1);
    expect((await t.engine.pullStock({ caller, shopNo: 'S2', after: 0, limit: 9, now: T0 }))?.map(({ listing }) => listing)).toEqual([4]);
    const own = await t.engine.calculateStock({ caller, listings: [4, 1] });
    expect(own.map(({ found }) => found)).toEqual([true, false]);
    expect(await waiting(t.engine, T0, callers['a key without any shop'])).toEqual([]);
  });

  test('B7 in a batch a key settles what its shops hold and no more', async () => {
    const caller = callers['a key without the shop'] as Caller;
    const added = ['S2', 'S1', 'S2'].map((shop_no, i) => ({ shop_no, goods_id: `batch-${i}`, spec_no: 'A1' }));
    await put(t.engine, 'listings', added);
    const numbers = (await waiting(t.engine)).slice(-added.length);
    const items = numbers.map((listing) => ({ listing, outcome: 'success' as const, version: 1, quantity: null, message: '' }));
    const results = await t.engine.acknowledgeStock({ caller, items, ...moment });
    expect(results.map(({ effect }) => effect)).toEqual(['cleared', 'unknown', 'cleared']);
    expect((await waiting(t.engine)).filter((listing) => numbers.includes(listing))).toEqual([numbers[1]]);
  });

  test('B7 where the numbers of two sellers are equal, each is offered its own', async () => {
    await t.engine.addSeller({ seller: 'third', now: T0 });
    await put(t.engine, 'shops', [{ shop_no: 'S1' }], T0, 'third');
    await put(t.engine, 'items', [{ spec_no: 'A1' }], T0, 'third');
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'g', spec_no: 'A1' }], T0, 'third');
    const third = { seller: 'third', key: null, actor: 'flagship:third' };
    expect(await waiting(t.engine, T0, third)).toEqual([1]);
    expect(
      await t.engine.acknowledgeStock({
        caller: third,
        items: [{ listing: 1, outcome: 'success', version: 1, quantity: null, message: '' }],
        ...moment,
      }),
    ).toMatchObject([{ effect: 'cleared' }]);
    expect(await waiting(t.engine)).toContain(1);
    expect(await waiting(t.engine, T0, third)).toEqual([]);
  });

  test('B8 numbers start at 1 for every seller and are never shared', async () => {
    await put(t.engine, 'shops', [{ shop_no: 'S1' }], T0, 'other');
    await put(t.engine, 'items', [{ spec_no: 'A1' }], T0, 'other');
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'g', spec_no: 'A1' }], T0, 'other');
    await ship(t.engine, 'T1', '', 'X', T0, 'S1', 'other');
    const caller = callers['a stranger'] as Caller;
    expect(await t.engine.pullStock({ caller, shopNo: 'S1', after: 0, limit: 9, now: T0 })).toMatchObject([
      { listing: 1, shop: 1, version: 1, targetId: 1 },
    ]);
    const page = await t.engine.pageShipments({ caller, filter: ANY, offset: 0, limit: 9, total: true, now: T0 });
    expect(page).toMatchObject({ total: 1, shipments: [{ shipment: 1, tradeId: 1 }] });
  });

  test.each([
    ['shipment', 'shipments', { shop_no: 'S1', tid: 'N', logistics_no: 'X' }, { shop_no: 'S1', tid: 'M', logistics_no: 'X' }],
    ['listing', 'listings', { shop_no: 'S1', goods_id: 'n' }, { shop_no: 'S1', goods_id: 'm' }],
    ['item', 'items', { spec_no: 'n' }, { spec_no: 'm' }],
  ])('B8 the last %s number is 2³¹ - 1; a higher one is refused and nothing written', async (name, kind, last, beyond) => {
    await sql(t.database, 'update counters set value = :value where seller = :seller and name = :name', {
      value: 2 ** 31 - 2,
      seller: SELLER,
      name,
    });
    expect(await put(t.engine, kind, [last])).toBe(1);
    const rows = await sql<{ id: number }>(t.database, `select max(${name}_id) as id from ${kind} where seller = :seller`, {
      seller: SELLER,
    });
    expect(Number(rows[0]?.id)).toBe(2 ** 31 - 1);
    const count = async () => (await sql(t.database, `select * from ${kind}`)).length;
    const before = await count();
    expect(await codeOf(put(t.engine, kind, [beyond]))).toBe('store');
    expect(await count()).toBe(before);
  });

  test('B8 a version never passes 2³¹ - 1', async () => {
    await sql(t.database, 'update listings set version = :version where seller = :seller and listing_id = 1', {
      version: 2 ** 31 - 2,
      seller: SELLER,
    });
    const stock = (stock_num: string) => put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num }]);
    await stock('500');
    expect(await codeOf(stock('501'))).toBe('store');
    const rows = await sql<{ version: number; quantity: string }>(
      t.database,
      'select version, quantity from listings where seller = :seller and listing_id = 1',
      { seller: SELLER },
    );
    expect(rows).toEqual([{ version: 2 ** 31 - 1, quantity: '500' }]);
  });
});
