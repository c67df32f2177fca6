/** What a key may not see looks exactly like what does not exist (promise B7), on every interface. */
import { enterprise as enterpriseEdition, flagship as flagshipEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, feedingAsks, type Named } from './feeding.ts';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

let server: TestServer;
const LONG = Array.from({ length: 40 }, (_, i) => `sub-${i}`).join(',');

beforeAll(async () => {
  server = await startTestServer({}, { at: 1_800_000_000_000 });
  const row = (shop_no: string, n: number, oids = '') => ({ shop_no, tid: `T${n}`, oids, logistics_no: `ZT${n}`, logistics_code: 'ZTO' });
  await seedListings(server, 3); // in S1
  await put(server, 'shipments', [row('S1', 1), row('S1', 2), row('S1', 3, LONG), row('S2', 4)]);
  await put(server, 'listings', [{ shop_no: 'S2', goods_id: 'G4', spec_no: 'A1' }]);
  await server.engine.addSeller({ seller: 'other', now: server.clock.now });
  await put(server, 'shops', [{ shop_no: 'S3' }], 'other');
  for (const edition of ['flagship', 'enterprise'] as const) {
    await addKey(server.engine, edition, 'S2-only', { shops: ['S2'] });
    await addKey(server.engine, edition, 'stranger', { seller: 'other' });
  }
});
afterAll(() => server.close());

const paging = { page_size: '10', page_no: '0', calc_total: '1' };
const byFlagship =
  (method: string, body: (record: Named) => unknown, parameters = {}): Ask =>
  (key, sid, record) =>
    flagship(server, method, body(record), { as: { sid, key, secret: FLAGSHIP_KEY.secret }, parameters });
const byEnterprise =
  (name: string, fields: (record: Named) => Record<string, string>): Ask =>
  (key, sid, record) =>
    enterprise(server, name, fields(record), { as: { sid, key, secret: ENTERPRISE_KEY.secret } });

const asks: Record<string, Ask> = {
  'sales.StockSync.getSelfWaitSyncIdListOpen': byFlagship('sales.StockSync.getSelfWaitSyncIdListOpen', ({ id }) => [10, 1000 + id]),
  'sales.StockSync.calcStock': byFlagship('sales.StockSync.calcStock', ({ id }) => [id, true]),
  'sales.StockSync.calcStockWithAuth': byFlagship('sales.StockSync.calcStockWithAuth', ({ id }) => [id, true]),
  'sales.StockSync.batchCalcStock': byFlagship('sales.StockSync.batchCalcStock', ({ id }) => [[{ api_goods_id: id, force_sync: true }]]),
  'sales.StockSync.syncSuccess': byFlagship('sales.StockSync.syncSuccess', ({ id }) => [id, { stock_change_count: 1 }]),
  'sales.StockSync.syncFail': byFlagship('sales.StockSync.syncFail', ({ id }) => [id, { stock_change_count: 1 }]),
  'sales.StockSync.cancelSync': byFlagship('sales.StockSync.cancelSync', ({ id }) => [id, -1]),
  'sales.LogisticsSync.getSyncListExt': byFlagship(
    'sales.LogisticsSync.getSyncListExt',
    ({ tid, shop }) => [{ is_own_platform: true, tid, shop_no: shop }],
    paging,
  ),
  'sales.LogisticsSync.getSyncListExt by order': byFlagship(
    'sales.LogisticsSync.getSyncListExt',
    ({ tid }) => [{ is_own_platform: true, tid }],
    paging,
  ),
  'sales.LogisticsSync.update': byFlagship('sales.LogisticsSync.update', ({ id }) =>
    [0, 2, -100].map((status) => ({ sync_id: id, status })),
  ),
  'sales.LogisticsSync.getSpecialOids': byFlagship('sales.LogisticsSync.getSpecialOids', ({ id, tid }) => [id, 127, tid, '!!!!']),
  api_goods_stock_change_query: byEnterprise('api_goods_stock_change_query', ({ shop }) => ({ shop_no: shop })),
  api_goods_stock_change_ack: byEnterprise('api_goods_stock_change_ack', ({ id }) => ({
    stock_sync_list: JSON.stringify([
      { rec_id: id, stock_change_count: 1 },
      { rec_id: id, stock_change_count: 1, syn_status: 0 },
    ]),
  })),
  logistics_sync_query: byEnterprise('logistics_sync_query', ({ shop }) => ({ shop_no: shop })),
  logistics_sync_ack: byEnterprise('logistics_sync_ack', ({ id }) => ({
    logistics_list: JSON.stringify([0, 1].map((status) => ({ rec_id: id, status }))),
  })),
  ...feedingAsks(byFlagship, byEnterprise),
};

/** What belongs to the seller and not to one of its shops: every key of the seller sees it. */
const OF_THE_SELLER = new Set([
  'wms.StockPd.stockSyncByPd',
  'wms.StockSpec.queryAvailableStock',
  'setting.Warehouse.queryWarehouse',
  'setting.Logistics.queryLogistics',
  'stock_sync_by_pd',
  'stock_query',
  'warehouse_query',
  'logistics',
]);

/** The same answer whatever the number was called. */
const unnamed = (answer: string, id: number) => answer.replaceAll(new RegExp(`\\b(${id}|${1000 + id}|W1|W9|A1|none)\\b`, 'g'), '#');

test('every interface is asked here', () => {
  const names = [...Object.keys(flagshipEdition.methods), ...Object.keys(enterpriseEdition.methods)];
  expect(names.filter((name) => !asks[name])).toEqual([]);
});

describe('nothing distinguishes a record that may not be seen from one that does not exist', () => {
  test.for(Object.entries(asks))('%s', async ([name, ask]) => {
    const before = (await stateOf(server)).pending;
    for (const [key, sid] of [
      ['S2-only', 'demo'],
      ['stranger', 'other'],
    ] as const) {
      if (sid === 'demo' && OF_THE_SELLER.has(name)) continue;
      for (const id of [2, 3]) {
        const hidden = unnamed(await ask(key, sid, { id, shop: 'S1', tid: `T${id}` }), id);
        const missing = unnamed(await ask(key, sid, { id: 777, shop: 'S9', tid: 'T777' }), 777);
        expect(hidden).toBe(missing);
        expect(hidden).not.toMatch(/G\d|A\d|ZT|sub-/);
      }
    }
    expect((await stateOf(server)).pending).toEqual(before);
  });
});

describe('a key that sees one shop', () => {
  const as = { sid: 'demo', key: 'S2-only', secret: FLAGSHIP_KEY.secret };
  const asEnterprise = { sid: 'demo', key: 'S2-only', secret: ENTERPRISE_KEY.secret };

  test('is offered what waits there, and counts only that', async () => {
    expect(await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0], { as })).toBe(
      '{"status":0,"data":{"id_list":[4],"position":4}}',
    );
    const listed = await flagship(server, 'sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true }], { as, parameters: paging });
    expect([JSON.parse(listed).total, JSON.parse(listed).data.length, JSON.parse(listed).data[0].tid]).toEqual([1, 1, 'T4']);
    const all = JSON.parse(await enterprise(server, 'logistics_sync_query', {}, { as: asEnterprise }));
    expect([all.total_count, all.trades.length, all.trades[0].tid]).toEqual(['1', 1, 'T4']);
  });

  test('may settle what it sees', async () => {
    expect(await flagship(server, 'sales.StockSync.syncSuccess', [4, { stock_change_count: 1 }], { as })).toBe('{"status":0}');
    expect(await enterprise(server, 'logistics_sync_ack', { logistics_list: '[{"rec_id":4,"status":0}]' }, { as: asEnterprise })).toBe(
      '{"code":0,"message":"","errors":[]}',
    );
    const { pending } = await stateOf(server);
    expect(pending.map(({ shopNo, listings, shipments }) => [shopNo, listings, shipments])).toEqual([
      ['S1', 3, 3],
      ['S2', 0, 0],
    ]);
  });

  test('is told of a disabled shop as little as of an unknown one', async () => {
    await put(server, 'shops', [{ shop_no: 'S2', is_disabled: '1' }]);
    const query = (shop_no: string) => enterprise(server, 'api_goods_stock_change_query', { shop_no }, { as: asEnterprise });
    expect(await query('S2')).toBe(await query('S9'));
  });
});

describe('a key that sees one warehouse', () => {
  const as = { sid: 'demo', key: 'W2-only', secret: FLAGSHIP_KEY.secret };
  const asEnterprise = { sid: 'demo', key: 'W2-only', secret: ENTERPRISE_KEY.secret };
  beforeAll(async () => {
    await put(server, 'warehouses', [{ warehouse_no: 'W2' }]);
    await put(server, 'levels', [{ spec_no: 'A1', warehouse_no: 'W2', stock_num: '7' }]);
    for (const edition of ['flagship', 'enterprise'] as const) await addKey(server.engine, edition, 'W2-only', { warehouses: ['W2'] });
  });

  test('is told of that one, and of what lies there', async () => {
    const warehouses = JSON.parse(await flagship(server, 'setting.Warehouse.queryWarehouse', [], { as, parameters: paging })).data;
    expect([warehouses.total_count, warehouses.details[0].warehouse_no]).toEqual([1, 'W2']);
    const { stocks } = JSON.parse(await enterprise(server, 'stock_query', { spec_no: 'A1' }, { as: asEnterprise }));
    expect(stocks.map((row: { warehouse_no: string; stock_num: string }) => [row.warehouse_no, row.stock_num])).toEqual([['W2', '7.0000']]);
  });

  test('counts nothing elsewhere, and is told so in the same words whether the warehouse exists or not', async () => {
    const count = (warehouse_no: string) =>
      flagship(
        server,
        'wms.StockPd.stockSyncByPd',
        [{ warehouse_no, defect_mode: 0, remark: '' }, [{ spec_no: 'A1', new_num: '1', defect: false, remark: '' }]],
        { as },
      );
    expect(await count('W1')).toBe('{"status":100,"message":"无仓库访问权限"}');
    expect(await count('W9')).toBe('{"status":100,"message":"无仓库访问权限"}');
    expect(await count('W2')).toContain('"ok"');
  });
});
