/** A fresh sandbox for an integration's own tests, through the real client. */
import { existsSync } from 'node:fs';
import { createEnterpriseClient, createFlagshipClient } from '@tongbu/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTongbu, type Tongbu } from '../src/sandbox/index.ts';

let tongbu: Tongbu;
beforeEach(async () => {
  tongbu = await startTongbu();
});
afterEach(() => tongbu.stop());

const flagship = () => createFlagshipClient({ url: tongbu.url, sid: tongbu.seller, ...tongbu.keys.flagship });
const enterprise = () => createEnterpriseClient({ url: tongbu.url, sid: tongbu.seller, ...tongbu.keys.enterprise });
const waiting = async () => (await flagship().call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 100, position: 0 })).data.id_list;

test('ten listings wait, on both editions; stock that moves gives a new version', async () => {
  expect(await waiting()).toHaveLength(10);
  const rows = (await enterprise().call('api_goods_stock_change_query', { shop_no: tongbu.shopNo, limit: 100 })).stock_change_list;
  expect(rows.map(({ spec_no, sync_stock }) => [spec_no, sync_stock])).toContainEqual(['SKU-3', '100']);
  const done = rows.map(({ rec_id, sync_stock, stock_change_count }) => ({ rec_id, sync_stock, stock_change_count }));
  await enterprise().call('api_goods_stock_change_ack', { stock_sync_list: done });
  expect(await waiting()).toEqual([]);
  const level = { spec_no: 'SKU-3', warehouse_no: 'main', stock_num: '42' };
  await tongbu.engine.importRows({ seller: tongbu.seller, kind: 'levels', records: [level], now: tongbu.clock.now(), partial: false });
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

test('several at once do not meet, and one that stopped leaves nothing', async () => {
  const other = await startTongbu({ seller: 'other' });
  expect(other.url).not.toBe(tongbu.url);
  const stranger = createEnterpriseClient({ url: other.url, sid: tongbu.seller, ...tongbu.keys.enterprise });
  await expect(stranger.call('api_goods_stock_change_query', { shop_no: tongbu.shopNo, limit: 1 })).rejects.toThrow();
  await other.stop();
  await expect(fetch(other.url)).rejects.toThrow();
  expect(existsSync(other.folder)).toBe(false);
});
