/** What people do to listings by hand, and what `explain` says of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, MINUTE, put, SELLER, say, seedListings, setStock, show, T0, waiting } from './shop.ts';

describe.each(databases)('listings by hand on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seedListings(t.engine, 3);
    await put(t.engine, 'levels', [{ spec_no: 'A2', warehouse_no: 'W1', stock_num: '25' }]);
  });
  afterEach(() => t.close());

  const by = (listing: number) => ({ seller: SELLER, listing, actor: 'operator', now: T0 });
  const reimport = (listing: number, cells: Record<string, string> = {}) =>
    put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: `G-A${listing}`, spec_no: `A${listing}`, ...cells }]);
  const explain = (listing: number, now = T0) => t.engine.explainListing({ seller: SELLER, listing, now });

  test('S3 bound by hand it shows the other item, and imports leave it so until it is matched again', async () => {
    await t.engine.bindListing({ ...by(1), code: 'A2' });
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '25' });
    await t.engine.bindListing({ ...by(1), code: 'A2' });
    expect(await reimport(1)).toBe(0);
    await setStock(t.engine, 'A2', '26');
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '26' });
    expect(await t.engine.matchListing(by(1))).toBe(true);
    expect(await show(t.engine, 1)).toEqual({ version: 5, quantity: '10' });
    expect(await codeOf(t.engine.bindListing({ ...by(1), code: 'none' }))).toBe('unknown');
    expect(await codeOf(t.engine.bindListing({ ...by(99), code: 'A2' }))).toBe('unknown');
  });

  test('unbound by hand it is not offered, and no import binds it', async () => {
    await t.engine.unbindListing(by(1));
    await reimport(1, { goods_name: '新名' });
    await put(t.engine, 'items', [{ spec_no: 'A1', goods_name: '新名' }]);
    expect(await waiting(t.engine)).toEqual([2, 3]);
    expect(await codeOf(t.engine.forceListing(by(1)))).toBe('input');
    expect((await explain(1)).notOffered).toEqual(['unbound']);
    await t.engine.matchListing(by(1));
    expect(await waiting(t.engine)).toEqual([1, 2, 3]);
  });

  test('suspended it is left out until the moment has come; what changed meanwhile waits then', async () => {
    await t.engine.suspendListing({ ...by(1), until: T0 + MINUTE });
    await setStock(t.engine, 'A1', '12');
    expect(await waiting(t.engine, T0 + MINUTE - 1)).toEqual([2, 3]);
    const pulled = await t.engine.pullStock({ caller, shopNo: 'S1', after: 0, limit: 9, now: T0 });
    expect(pulled?.map(({ listing }) => listing)).toEqual([2, 3]);
    expect(await waiting(t.engine, T0 + MINUTE)).toEqual([1, 2, 3]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '12' });
  });

  test('disabled with a reason, enabled with a new version', async () => {
    await t.engine.disableListing({ ...by(1), reason: '活动锁库存' });
    expect(await waiting(t.engine)).toEqual([2, 3]);
    expect(await explain(1)).toMatchObject({ notOffered: ['disabled'], reason: '活动锁库存' });
    await t.engine.enableListing(by(1));
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '10' });
    expect(await explain(1)).toMatchObject({ notOffered: [], reason: '' });
    await t.engine.enableListing(by(1)); // it is on already
    expect((await show(t.engine, 1))?.version).toBe(3);
  });

  test('forced it waits again with a new version', async () => {
    await say(t.engine, 'success', 1, 2);
    expect(await waiting(t.engine)).toEqual([2, 3]);
    await t.engine.forceListing(by(1));
    expect(await waiting(t.engine)).toEqual([1, 2, 3]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '10' });
  });

  test('those that are not synced are listed with why, in pages by number', async () => {
    await t.engine.unbindListing(by(1));
    await t.engine.disableListing({ ...by(2), reason: 'x' });
    await t.engine.suspendListing({ ...by(3), until: T0 + MINUTE });
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'u', spec_no: 'none', status: '0' }]);
    const list = (after: number, limit: number, now = T0) => t.engine.listUnsynced({ seller: SELLER, after, limit, now });
    expect((await list(0, 9)).map(({ listing, why }) => [listing, why])).toEqual([
      [1, ['unbound']],
      [2, ['disabled']],
      [3, ['suspended']],
      [4, ['unbound', 'deleted']],
    ]);
    expect((await list(1, 2)).map(({ listing }) => listing)).toEqual([2, 3]);
    expect((await list(0, 9, T0 + MINUTE)).map(({ listing }) => listing)).toEqual([1, 2, 4]);
  });

  test('explain tells the rule and why, the steps, and whether what is stored follows from them', async () => {
    await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W2', stock_num: '4', order_num: '1' }]);
    expect(await explain(1)).toMatchObject({
      ...{ listing: 1, shopNo: 'S1', goodsId: 'G-A1', sells: { kind: 'item', code: 'A1', byHand: false } },
      ...{ rule: { no: 'default', priority: 0, why: 'scope' }, warehouses: { 1: 'W1', 2: 'W2' } },
      steps: [
        { step: 'warehouse', warehouse: 1, how: '10', value: '10' },
        { step: 'warehouse', warehouse: 2, how: '4 - order_num 1', value: '3' },
        { step: 'sum', value: '13' },
        { step: 'percent and plus', value: '13' },
        { step: 'cut', value: '13' },
      ],
      ...{ calculated: '13', quantity: '13', agrees: 'yes', version: 3, acknowledged: 0, notOffered: [] },
    });
    await say(t.engine, 'success', 1, 3);
    expect((await explain(1)).notOffered).toEqual(['settled']);
    await say(t.engine, 'fail', 2, 3);
    expect((await explain(2)).notOffered).toEqual(['delayed']);
    expect(await codeOf(explain(99))).toBe('unknown');
  });

  test('explain says when a fan-out has still to come to a listing', async () => {
    const many = Array.from({ length: 501 }, (_, i) => ({ shop_no: 'S2', goods_id: `x${i}`, spec_no: 'A3' }));
    await put(t.engine, 'listings', many);
    await t.engine.importRows({
      seller: SELLER,
      kind: 'levels',
      records: [{ spec_no: 'A3', warehouse_no: 'W1', stock_num: '7' }],
      now: T0,
      partial: false,
    });
    expect(await explain(3)).toMatchObject({ calculated: '7', quantity: '10', agrees: 'waits' });
    while ((await t.engine.stepFanOuts({ seller: SELLER, now: T0 })).left > 0);
    expect(await explain(3)).toMatchObject({ quantity: '7', agrees: 'yes' });
  });
});
