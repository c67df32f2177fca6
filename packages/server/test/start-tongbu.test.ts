/** A fresh sandbox for an integration's own tests, through the real client. */
import { existsSync } from 'node:fs';
import { createClient } from '@tongbu/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccount, type Played, SCENES, type SceneName, startTongbu, type Tongbu } from '../src/sandbox/index.ts';

let tongbu: Tongbu;
beforeEach(async () => {
  tongbu = await startTongbu();
});
afterEach(() => tongbu.stop());

const flagship = () =>
  createClient({ edition: 'flagship', url: tongbu.url, seller: tongbu.seller, ...tongbu.keys.flagship, patienceMs: 0 });
const enterprise = () =>
  createClient({ edition: 'enterprise', url: tongbu.url, seller: tongbu.seller, ...tongbu.keys.enterprise, patienceMs: 0 });
const waiting = async () => (await flagship().call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 100, position: 0 })).data.id_list;

test('ten listings wait, on both editions; stock that moves gives a new version', async () => {
  expect(await waiting()).toHaveLength(10);
  const rows = (await enterprise().call('api_goods_stock_change_query', { shop_no: tongbu.shopNo, limit: 100 })).stock_change_list;
  expect(rows.map(({ spec_no, sync_stock }) => [spec_no, sync_stock])).toContainEqual(['SKU-3', '100']);
  const done = rows.map(({ rec_id, sync_stock, stock_change_count }) => ({ rec_id, sync_stock, stock_change_count }));
  await enterprise().call('api_goods_stock_change_ack', { stock_sync_list: done });
  expect(await waiting()).toEqual([]);
  await tongbu.move('SKU-3', 42);
  const [third] = await waiting();
  expect((await flagship().call('sales.StockSync.calcStock', { apiGoodsId: third as never, forceSync: false })).data).toMatchObject({
    syn_stock: '42',
  });
});

test('reset brings back what was there, without faults and with the right time', async () => {
  const ids = await waiting();
  tongbu.faults.add({ kind: 'server-error' });
  await expect(waiting()).rejects.toThrow();
  await tongbu.engine.resetState({ seller: tongbu.seller, name: 'empty' });
  tongbu.clock.shiftTo(3_600_000);
  await tongbu.reset();
  expect(await waiting()).toEqual(ids);
  await tongbu.engine.resetState({ seller: tongbu.seller, name: 'empty' });
  await tongbu.save('nothing');
  await tongbu.reset();
  await tongbu.reset('nothing');
  expect(await waiting()).toEqual([]);
});

test('after a reset a query begins at the start again', async () => {
  const first = async () =>
    (await enterprise().call('api_goods_stock_change_query', { shop_no: tongbu.shopNo, limit: 2 })).stock_change_list.map(
      ({ rec_id }) => rec_id,
    );
  const ids = await first();
  expect(await first()).not.toEqual(ids);
  await tongbu.reset();
  expect(await first()).toEqual(ids);
});

test('the token calls the management API; each opening of the same sandbox makes another', async () => {
  const ask = (token: string) => fetch(`${tongbu.manageUrl}/api/sandbox`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask(tongbu.token)).status).toBe(200);
  const { engine, seller, token, keys } = tongbu;
  const again = await openAccount(engine, { seller, now: Date.now() });
  expect([again.keys, (await ask(again.token)).status, (await ask(token)).status]).toEqual([keys, 200, 401]);
  await expect(openAccount(engine, { seller: 'other', now: Date.now() })).rejects.toThrow('made for the seller "sandbox", not "other"');
});

/** What the shop is given of orders: each as `tid oids × pieces @ number`, with short names for tids and numbers. */
async function records({ tids }: Played): Promise<string[]> {
  const page = { page: { size: 100 } };
  const { data } = await flagship().call('sales.LogisticsSync.getSyncListExt', { params: { is_own_platform: true } }, page);
  const numbers = [...new Set(data.map(({ logistics_no }) => logistics_no))];
  return data.map(({ tid, oids, is_part_sync, goods_count, logistics_no }) => {
    const short = oids.startsWith('!!!!') ? '!!!!' : oids.replaceAll(`${tid}-`, '');
    const pieces = goods_count === undefined ? '' : ` × ${goods_count}`;
    return `${'TU'[tids.indexOf(tid)]} ${is_part_sync ? 'part' : 'whole'} ${short}${pieces} @${numbers.indexOf(logistics_no) + 1}`;
  });
}

test.each<[SceneName, string[]]>([
  ['whole', ['T whole  @1']],
  ['split', ['T part 1 @1', 'T part 2 @2']],
  ['split-off-main', ['T whole  @1']],
  ['split-off-first', ['T whole  @1']],
  ['split-off-last', ['T whole  @1']],
  ['one-sub-order', ['T part 1 @1']],
  ['packages', ['T whole  @1']],
  ['merged', ['T whole  @1', 'U whole  @1']],
  ['by-quantity', ['T part 1 × 1 @1', 'T part 1 × 2 @2']],
  ['long-list', ['T part !!!! @1']],
  ['partly-refunded', ['T whole 2 @1']],
])('parcels of the kind %s arrive as documented', async (scene, wanted) => {
  const played = await tongbu.ship(scene);
  expect(await records(played)).toEqual(wanted);
  expect(played.shipments).toHaveLength(wanted.length);
});

test('every kind of parcel is tested, and changes of the shop only how it is told of parcels', async () => {
  const { engine, seller, shopNo } = tongbu;
  const shop = { shopNo, name: '自研商城（官网）', warehouseNo: 'main' };
  await engine.saveShop({ seller, actor: 'sandbox', shop, now: Date.now() });
  for (const scene of Object.keys(SCENES) as SceneName[]) {
    expect((await tongbu.ship(scene)).tids.length).toBeGreaterThan(0);
    expect(await engine.showShop({ seller, shopNo }), scene).toMatchObject(shop);
  }
});

test('several at once do not meet, and one that stopped leaves nothing', async () => {
  const other = await startTongbu({ seller: 'other' });
  expect(other.url).not.toBe(tongbu.url);
  const stranger = createClient({ edition: 'enterprise', url: other.url, seller: tongbu.seller, ...tongbu.keys.enterprise });
  await expect(stranger.call('api_goods_stock_change_query', { shop_no: tongbu.shopNo, limit: 1 })).rejects.toThrow();
  await other.stop();
  await expect(fetch(other.url)).rejects.toThrow();
  expect(existsSync(other.folder)).toBe(false);
});
