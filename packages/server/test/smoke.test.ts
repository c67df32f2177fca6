import { createClient } from '@tongbu/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTERPRISE_KEY, FLAGSHIP_KEY, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const put = (kind: string, records: Record<string, string>[]) =>
    server.engine.importRows({ seller: 'demo', kind, records, now: server.clock.now, partial: false });
  await put('shops', [{ shop_no: 'api_test' }]);
  await put('warehouses', [{ warehouse_no: 'W1' }]);
  await put('items', [{ spec_no: 'A1' }, { spec_no: 'A2' }]);
  await put('listings', [
    { shop_no: 'api_test', goods_id: 'G1', spec_no: 'A1' },
    { shop_no: 'api_test', goods_id: 'G2', spec_no: 'A2' },
  ]);
  await put('levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '12', order_num: '2' }]);
  await put('shipments', [{ shop_no: 'api_test', tid: 'T1', logistics_no: 'ZT1', logistics_code: 'ZTO', logistics_name: '中通快递' }]);
});
afterAll(() => server.close());

const account = ({ sid: seller, key, secret }: typeof FLAGSHIP_KEY) => ({ seller, key, secret });

test('a flagship shop pulls, applies and acknowledges', async () => {
  const client = createClient({ edition: 'flagship', url: server.url, ...account(FLAGSHIP_KEY) });
  const { data } = await client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 100, position: 0 });
  expect(data).toEqual({ id_list: ['1', '2'], position: 2 });
  const { data: stock } = await client.call('sales.StockSync.calcStock', { apiGoodsId: 1, forceSync: false });
  expect(stock).toMatchObject({ syn_stock: '10', stock_change_count: '2' });
  await client.call('sales.StockSync.syncSuccess', { apiGoodsId: 1, info: { syn_stock: 10, stock_change_count: 2 } });
  expect((await client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 100, position: 0 })).data.id_list).toEqual(['2']);
});

test('an enterprise shop pulls, applies and acknowledges', async () => {
  const client = createClient({ edition: 'enterprise', url: server.url, ...account(ENTERPRISE_KEY) });
  const { stock_change_list } = await client.call('api_goods_stock_change_query', { shop_no: 'api_test', limit: 10 });
  expect(stock_change_list.map(({ rec_id, sync_stock }) => [rec_id, sync_stock])).toEqual([['2', '0']]);
  await client.call('api_goods_stock_change_ack', { stock_sync_list: [{ rec_id: 2, sync_stock: 0, stock_change_count: 1 }] });
  const { trades, total_count } = await client.call('logistics_sync_query', { shop_no: 'api_test' });
  expect([total_count, trades[0]?.tid]).toEqual([1, 'T1']);
  expect(await client.call('logistics_sync_ack', { logistics_list: [{ rec_id: 1, status: 'success', message: '同步成功' }] })).toEqual({
    errors: [],
  });
});
