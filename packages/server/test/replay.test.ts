/** A request sent again, byte for byte, leaves everything as it is (promise B2), however late and in whatever order. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { put, seedListings, startTestServer, type TestServer } from './harness.ts';
import { enterpriseBody, envelope, flagshipTarget, post } from './wire.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: 1_800_000_000_000 });
  await seedListings(server, 8);
  const row = (n: number) => ({ shop_no: 'S1', tid: `T${n}`, logistics_no: `ZT${n}`, logistics_code: 'ZTO' });
  await put(
    server,
    'shipments',
    Array.from({ length: 8 }, (_, i) => row(i + 1)),
  );
});
afterAll(() => server.close());

/** Signed requests, as a listener on the line would keep them. */
const kept: { target: string; body: string }[] = [];
const send = async ({ target, body }: { target: string; body: string }) => envelope(await post(server.url, target, body));

async function flagship(method: string, args: unknown[]): Promise<void> {
  const body = JSON.stringify(args);
  kept.push({ target: flagshipTarget(server, method, body, { parameters: { page_size: '10', page_no: '0' } }), body });
  await send(kept.at(-1) as (typeof kept)[0]);
}

async function enterprise(name: string, fields: Record<string, string>): Promise<void> {
  kept.push({ target: `/openapi2/${name}.php`, body: enterpriseBody(server, fields) });
  await send(kept.at(-1) as (typeof kept)[0]);
}

/** All that a client can see of the pools, and all that an operator sees of what waits. */
async function pools() {
  const caller = { seller: 'demo', key: null, actor: 'test' };
  const { engine, clock } = server;
  const filter = { shopNo: null, tid: null, trackingNumber: null, part: null };
  return {
    listings: await engine.calculateStock({ caller, listings: [1, 2, 3, 4, 5, 6, 7, 8] }),
    waiting: await engine.waitingListings({ caller, after: 0, limit: 100, now: clock.now }),
    shipments: await engine.pageShipments({ caller, filter, offset: 0, limit: 100, total: true, now: clock.now }),
    pending: await engine.pendingByShop({ seller: 'demo', now: clock.now }),
  };
}

const setStock = (n: number, stock: string) => put(server, 'levels', [{ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: stock }]);

test('requests of every kind, sent again in order, backwards and twice, change nothing', async () => {
  await flagship('sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0]);
  await flagship('sales.StockSync.calcStock', [1, false]);
  await flagship('sales.StockSync.batchCalcStock', [[{ api_goods_id: 1, force_sync: false }]]);
  await flagship('sales.StockSync.syncSuccess', [1, { stock_change_count: 1, syn_stock: 10 }]);
  await flagship('sales.StockSync.syncFail', [2, { stock_change_count: 1 }]);
  await flagship('sales.StockSync.cancelSync', [3, -1]);
  await flagship('sales.StockSync.cancelSync', [4, 1]);
  await enterprise('api_goods_stock_change_query', { shop_no: 'S1' });
  await enterprise('api_goods_stock_change_ack', {
    stock_sync_list: '[{"rec_id":5,"sync_stock":50,"stock_change_count":1},{"rec_id":6,"stock_change_count":1,"syn_status":0}]',
  });
  await enterprise('api_goods_stock_change_ack', { stock_sync_list: '[{"rec_id":7,"stock_change_count":1,"syn_status":0}]' });
  await flagship('sales.StockSync.syncFail', [8, { stock_change_count: 1 }]);
  await flagship('sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true }]);
  await flagship('sales.LogisticsSync.update', [
    [
      { sync_id: 1, status: 0 },
      { sync_id: 2, status: 2 },
      { sync_id: 3, status: -100 },
    ],
  ]);
  await flagship('sales.LogisticsSync.getSpecialOids', [1, 127, 'T1', '!!!!']);
  await enterprise('logistics_sync_query', {});
  await enterprise('logistics_sync_ack', { logistics_list: '[{"rec_id":4,"status":0},{"rec_id":5,"status":1}]' });
  const settled = await pools();
  for (const request of [...kept, ...kept.toReversed(), ...kept.flatMap((each) => [each, each])]) await send(request);
  expect(await pools()).toEqual(settled);

  // Later, within the window, the shop's words of before meet newer changes, and failures whose delay is over.
  server.clock.now += 61_000;
  for (const n of [1, 2, 3, 4, 5, 6]) await setStock(n, '1');
  const changed = await pools();
  expect(changed.waiting).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const request of [...kept.toReversed(), ...kept]) await send(request);
  expect(await pools()).toEqual(changed);

  expect(changed.shipments?.total).toBe(4);
  const answers = await Promise.all(kept.map(send));
  expect(answers.every((answer) => /^\{"(status|code)":(0|100)/.test(answer))).toBe(true);
  expect(await pools()).toEqual(changed);
});

test('once the window is closed they are not even read', async () => {
  server.clock.now += 300_000;
  const before = await pools();
  for (const request of kept) expect(await send(request)).toMatch(/^\{"(status":7|code":1004),/);
  expect(await pools()).toEqual(before);
});

test('a kept request with one byte changed is no request', async () => {
  server.clock.now = 1_800_000_000_000;
  for (const { target, body } of kept) {
    expect(await send({ target, body: `${body.slice(0, -1)} ` })).toMatch(
      /^\{"(status":1,"message":"验证失败"|code":1005,"message":"签名sign错误")\}$/,
    );
  }
});
