/** Listings that a shop pushes, and the lists of shops and warehouses. */
import type { PushedListing } from '@tongbu/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../src/sellers/caller.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, journalOf, keyFor, put, seedListings, show, sql, T0, waiting } from './shop.ts';

const listing = (goodsId: string, specNo: string, rest: Partial<PushedListing> = {}): PushedListing => ({
  goodsId,
  specId: '',
  goodsNo: '',
  specNo,
  goodsName: '',
  specName: '',
  status: 'onSale',
  pictureUrl: null,
  price: null,
  stock: null,
  ...rest,
});

describe.each(databases)('pushed listings on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3);
  });
  afterAll(() => t.close());

  const push = (listings: PushedListing[], { shopNo = 'S1', as = caller, now = T0, signature = '' } = {}) =>
    t.engine.pushListings({
      caller: as,
      shopNo,
      listings,
      request: signature === '' ? null : { signature, expiresAt: now + 120_000 },
      signedAt: now,
      now,
    });

  test('each has a result in its place, and one row of the journal', async () => {
    const before = (await journalOf(t.engine)).length;
    const list = [listing('P1', 'A1'), listing('', '', { refused: 'no id' }), listing('P2', ''), listing('P1', 'A1', { price: '3' })];
    expect(await push(list)).toEqual([
      { listing: 4, effect: 'created' },
      { listing: 0, effect: 'refused' },
      { listing: 5, effect: 'created' },
      { listing: 4, effect: 'changed' },
    ]);
    const rows = (await journalOf(t.engine)).slice(before).filter(({ event }) => event === 'push');
    expect(rows.map(({ subject, effect, detail }) => [subject, effect, detail])).toEqual([
      [4, 'created', ''],
      [null, 'refused', ',: no id'],
      [5, 'created', ''],
      [4, 'changed', ''],
    ]);
  });

  test('what is overwritten keeps its number, version and settings; what is not said stays', async () => {
    await push([listing('P3', 'A2', { price: '9.9', pictureUrl: 'u', stock: '7' })]);
    const before = await show(t.engine, 6);
    expect(await push([listing('P3', 'A2', { goodsName: 'n' })])).toEqual([{ listing: 6, effect: 'changed' }]);
    expect(await push([listing('P3', 'A2', { goodsName: 'n' })])).toEqual([{ listing: 6, effect: 'unchanged' }]);
    expect(await show(t.engine, 6)).toEqual(before);
    const [row] = await sql(t.database, 'select price, pic_url, shown from listings where seller = :seller and listing_id = 6', {
      seller: 'demo',
    });
    expect(row).toEqual({ price: '9.9', pic_url: 'u', shown: '7' });
  });

  test('B2 the same request again gives the first answer, whatever was pushed since', async () => {
    const first = await push([listing('P4', 'A1')], { signature: 'x' });
    await push([listing('P4', 'A3')], { signature: 'y' });
    const before = await show(t.engine, 7);
    expect(await push([listing('P4', 'A1')], { signature: 'x' })).toEqual(first);
    expect(await show(t.engine, 7)).toEqual(before);
  });

  test('B7 a shop that the key may not see, of another seller, disabled or unknown takes nothing', async () => {
    const key = await keyFor(t.engine, ['S2']);
    await t.engine.addSeller({ seller: 'other', now: T0 });
    const stranger: Caller = { ...caller, seller: 'other' };
    await put(t.engine, 'shops', [{ shop_no: 'S-off', is_disabled: '1' }]);
    const count = async () => (await sql(t.database, 'select listing_id from listings')).length;
    const before = await count();
    for (const [shopNo, as] of [
      ['S1', key],
      ['S1', stranger],
      ['S-off', caller],
      ['S9', caller],
    ] as const)
      expect(await push([listing('P5', 'A1')], { shopNo, as })).toBeNull();
    expect(await count()).toBe(before);
  });

  test('2000 at once are one transaction, numbered in their order', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => listing(`M${i}`, `A${(i % 3) + 1}`));
    const results = await push(many);
    const first = results?.[0]?.listing as number;
    expect(results?.map(({ listing }) => listing)).toEqual(many.map((_, i) => first + i));
    expect((await waiting(t.engine)).slice(-2000)).toEqual(many.map((_, i) => first + i));
  });

  test('shops are listed as far as the key sees them, warehouses by kind, state and time', async () => {
    const slice = { offset: 0, limit: 10, total: true };
    const any = { shopNo: null, disabled: null };
    const shops = async (as: Caller, filter: { shopNo: string | null; disabled: boolean | null } = any, rest = slice) => {
      const { total, rows } = await t.engine.listShops({ caller: as, filter, ...rest });
      return [total, rows.map(({ shopNo }) => shopNo)];
    };
    expect(await shops(caller)).toEqual([3, ['S1', 'S2', 'S-off']]);
    expect(await shops(caller, { ...any, disabled: false })).toEqual([2, ['S1', 'S2']]);
    expect(await shops(caller, any, { offset: 1, limit: 1, total: false })).toEqual([null, ['S2']]);
    expect(await shops(await keyFor(t.engine, []))).toEqual([0, []]);
    expect(await shops(await keyFor(t.engine, ['S1']), { ...any, shopNo: 'S2' })).toEqual([0, []]);
    expect(await shops({ ...caller, seller: 'other' })).toEqual([0, []]);
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W3', warehouse_name: 'far', warehouse_type: '3', is_disabled: '1' }], T0 + 5000);
    const all = { warehouseNo: null, name: null, type: null, disabled: null, from: null, to: null };
    const warehouses = async (filter: Partial<typeof all> | object, as = caller) =>
      (await t.engine.listWarehouses({ caller: as, filter: { ...all, ...filter }, ...slice })).rows.map(({ warehouseNo }) => warehouseNo);
    expect(await warehouses({})).toEqual(['W1', 'W2', 'W3']);
    expect(await warehouses({ disabled: false })).toEqual(['W1', 'W2']);
    expect(await warehouses({ type: 3 })).toEqual(['W3']);
    expect(await warehouses({ name: 'far' })).toEqual(['W3']);
    expect(await warehouses({ warehouseNo: 'W2' })).toEqual(['W2']);
    expect(await warehouses({ from: T0 + 1, to: T0 + 5000 })).toEqual(['W3']);
    expect(await warehouses({ to: T0 + 4999 })).toEqual(['W1', 'W2']);
    expect(await warehouses({}, { ...caller, seller: 'other' })).toEqual([]);
    const limits = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
    const key = { ...limits, edition: 'flagship' as const, secret: 'secret:salt' };
    await t.engine.addKey({ ...key, seller: 'demo', appKey: 'W2-only', warehouses: ['W2'], now: T0 });
    const [bound] = (await t.engine.listKeys({ seller: 'demo' })).filter(({ appKey }) => appKey === 'W2-only');
    expect(bound?.warehouses).toEqual(['W2']);
    expect(await warehouses({}, { ...caller, warehouseKey: bound?.key as number })).toEqual(['W2']);
    expect(await codeOf(t.engine.addKey({ ...key, seller: 'demo', appKey: 'W9-only', warehouses: ['W9'], now: T0 }))).toBe('unknown');
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W1', warehouse_name: 'near' }], T0 + 9000);
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W1', warehouse_name: 'near' }], T0 + 9999);
    const [row] = (await t.engine.listWarehouses({ caller, filter: { ...all, warehouseNo: 'W1' }, ...slice })).rows;
    expect(row).toEqual({
      warehouse: 1,
      warehouseNo: 'W1',
      name: 'near',
      type: 1,
      outerNo: '',
      disabled: false,
      createdAt: T0,
      changedAt: T0 + 9000,
    });
  });
});
