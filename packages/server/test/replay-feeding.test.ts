/**
 * Requests that overwrite, sent again byte for byte (promise B2): while their clock window is open each gets its first answer
 * again and changes nothing, whatever was overwritten since; afterwards it is not even read.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterpriseOrder, flagshipLine, flagshipOrder } from './feeding.ts';
import { seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterpriseBody, envelope, flagshipTarget, post } from './wire.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: Date.parse('2026-11-10T10:00:00+08:00') });
  await seedListings(server, 4);
});
afterAll(() => server.close());

interface Signed {
  target: string;
  body: string;
}
const send = async ({ target, body }: Signed) => envelope(await post(server.url, target, body));

function flagship(method: string, args: unknown[]): Signed {
  const body = JSON.stringify(args);
  return { target: flagshipTarget(server, method, body), body };
}
const enterprise = (name: string, fields: Record<string, string>): Signed => ({
  target: `/openapi2/${name}.php`,
  body: enterpriseBody(server, fields),
});

/** One push of every kind; another number makes another content of the same things. */
const pushes = (n: number): Signed[] => [
  flagship('goods.ApiGoods.upload', [{ shop_no: 'S1', goods_list: [{ goods_id: 'R1', spec_no: `A${n}`, stock_num: n }] }]),
  flagship('wms.StockPd.stockSyncByPd', [
    { warehouse_no: 'W1', defect_mode: 0, remark: '' },
    [{ spec_no: 'A1', new_num: String(100 * n), defect: false, remark: '' }],
  ]),
  flagship('sales.RawTrade.pushSelf', [
    'S1',
    [flagshipOrder('R1', { remark: String(n) })],
    [flagshipLine('R1', 'R1-1', 'A2', { status: n === 1 ? 10 : 30 })],
  ]),
  flagship('sales.RawTrade.pushSelf2', [
    'S1',
    [flagshipOrder('R2', { trade_status: n === 1 ? 10 : 30, pay_status: n === 1 ? 0 : 2 })],
    [flagshipLine('R2', 'R2-1', 'A3', { status: n === 1 ? 10 : 30 })],
  ]),
  enterprise('api_goodsspec_push', {
    api_goods_info: JSON.stringify({
      platform_id: 127,
      shop_no: 'S1',
      goods_list: [{ goods_id: 'R2', spec_id: 's', spec_no: `A${n}`, status: n }],
    }),
  }),
  enterprise('trade_push', { shop_no: 'S1', trade_list: JSON.stringify([enterpriseOrder('R3', 'A4', { seller_memo: String(n) })]) }),
  enterprise('stock_sync_by_pd', {
    warehouse_no: 'W1',
    api_outer_no: `PD-${n}`,
    goods_list: JSON.stringify([{ spec_no: 'A4', stock_num: String(400 * n) }]),
  }),
];

/** All that a client, or an operator, can see. */
async function world() {
  const caller = { seller: 'demo', key: null, actor: 'test' };
  const { engine, clock } = server;
  const filter = { from: null, to: null, specNo: null, goodsNo: null, warehouseNo: null, barcode: null, defective: null };
  const listings = Array.from({ length: 12 }, (_, i) => i + 1);
  return {
    listings: await engine.calculateStock({ caller, listings }),
    levels: await engine.queryLevels({ caller, filter, offset: 0, limit: 100, total: true }),
    pending: await engine.pendingByShop({ seller: 'demo', now: clock.now }),
  };
}

const kept: { request: Signed; answer: string }[] = [];

test('every kind of push, sent again in any order after newer ones, gets its first answer and changes nothing', async () => {
  for (const n of [1, 2]) {
    for (const request of pushes(n)) kept.push({ request, answer: await send(request) });
    server.clock.now += 1000;
  }
  expect(kept.map(({ answer }) => answer).filter((answer) => !/^\{"(status|code)":0/.test(answer))).toEqual([]);
  const settled = await world();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(kept.length - 1), { minLength: 1, maxLength: 30 }), async (order) => {
      for (const which of order) {
        const { request, answer } = kept[which] as (typeof kept)[number];
        expect(await send(request)).toBe(answer);
      }
    }),
    { numRuns: 10 },
  );
  await Promise.all(kept.map(async ({ request, answer }) => expect(await send(request)).toBe(answer)));
  expect(await world()).toEqual(settled);
  const { journal } = await stateOf(server);
  expect(journal.some(({ effect, subject }) => effect === 'repeated' && subject === null)).toBe(true);
});

test('the same request many times at once is applied once, and every one gets the same answer', async () => {
  const orders = Array.from({ length: 3 }, (_, i) => flagshipOrder(`C${i}`));
  const lines = orders.map(({ tid }) => flagshipLine(tid, `${tid}-1`, 'A2'));
  const request = flagship('sales.RawTrade.pushSelf2', ['S1', orders, lines]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(request)));
  expect(new Set(answers)).toEqual(new Set(['{"status":0,"data":{"chg_count":0,"new_count":3,"error_list":[]}}']));
});

test('to the end of the last second of its window a request is known, and afterwards not even read', async () => {
  const { clock } = server;
  const signedAt = clock.now;
  const count = (n: string) =>
    flagship('wms.StockPd.stockSyncByPd', [
      { warehouse_no: 'W1', defect_mode: 0, remark: '' },
      [{ spec_no: 'A1', new_num: n, defect: false, remark: '' }],
    ]);
  const request = count('7');
  const answer = await send(request);
  await send(count('8'));
  const settled = await world();
  clock.now = signedAt + 120_999;
  // Another push forgets in passing what is closed; this one is not.
  await send(flagship('goods.ApiGoods.upload', [{ shop_no: 'S1', goods_list: [] }]));
  expect(await send(request)).toBe(answer);
  clock.now = signedAt + 121_000;
  expect(await send(request)).toBe('{"status":7,"message":"时间戳错误"}');
  expect((await world()).levels).toEqual(settled.levels);
});

test('what failed as a whole is answered alike as well', async () => {
  const request = enterprise('stock_sync_by_pd', {
    warehouse_no: 'W1',
    api_outer_no: 'PD-1',
    goods_list: '[{"spec_no":"A4","stock_num":"1"}]',
  });
  const answer = await send(request);
  expect(answer).toMatch('"code":21000006');
  expect(await send(request)).toBe(answer);
});
