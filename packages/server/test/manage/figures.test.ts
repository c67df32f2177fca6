/** What operators look at and alarm on, over real sockets: the overview, its history, failures by reason, and `/metrics`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAILURE_KINDS } from '../../../engine/src/figures/reason.ts';
import { ADVICE } from '../../src/manage/failure-advice.ts';
import type { Overview } from '../../src/manage/overview.ts';
import { fold } from '../../src/metrics/fold.ts';
import { put, seedListings } from '../harness.ts';
import { waitFor } from '../wait-for.ts';
import { enterprise, flagship } from '../wire.ts';
import { type Manager, newOrder, newShipment, startManager } from './manager.ts';

const TOKEN = 'metrics-token-of-the-server';
const MINUTE = 60_000;
/** On the minute, so that what happens stays in it. */
const T0 = Date.parse('2026-11-10T02:00:00Z');

let server: Manager;
beforeAll(async () => {
  server = await startManager({ at: T0, options: { metricsToken: TOKEN } });
  for (let i = 0; i < 7; i++) {
    server.clock.now = T0 + i * MINUTE;
    await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [100, 0]);
  }
  await flagship(server, 'sales.StockSync.syncSuccess', success(1, 1));
  await flagship(server, 'sales.StockSync.syncSuccess', success(999, 1));
  await flagship(server, 'sales.StockSync.syncFail', failure(2, 'SKU <b>A-77</b> 不存在'));
  await flagship(server, 'sales.StockSync.syncFail', failure(3, 'SKU <b>A-88</b> 不存在'));
  await flagship(server, 'sales.StockSync.syncSuccess', success(4, 1), { sign: '0'.repeat(32) });
  await flagship(server, 'no.such.method', []);
  await enterprise(server, 'api_goods_stock_change_query', { shop_no: 'S1', limit: '100' }, { parameters: { timestamp: stamp(-60) } });
  await put(server, 'carriers', [{ logistics_no: 'XX', logistics_name: '没有映射的' }]);
  await server.ask({
    method: 'POST',
    path: `/api/orders/${await newOrder(server)}/ship`,
    body: { carrier: 'XX', numbers: ['N1'], lines: null },
  });
  await newShipment(server, 'failed');
  // What waits is looked at beside the calls; on a busy machine the first answers come before that has ended.
  await waitFor(async () => (await json('/api/overview')).surveyedAt !== null);
});
afterAll(() => server.close());

const success = (listing: number, version: number) => [listing, { stock_change_count: version }];
const failure = (listing: number, message: string) => [listing, { stock_change_count: 1, syn_result: message }];
const stamp = (seconds: number) => String(Math.floor(server.clock.now / 1000) + seconds);
const json = async (path: string, token?: string) => (await server.ask({ path, ...(token && { token }) })).json;

test('the overview: what waits, what was acknowledged through which edition, and who pulls', async () => {
  const { shops, refused, next } = await json('/api/overview');
  const [s1, s2] = shops;
  expect(s1).toMatchObject({
    shopNo: 'S1',
    stock: {
      pending: 6,
      due: 4,
      failed: 2,
      delayed: 2,
      held: 0,
      oldestAt: new Date(T0).toISOString(),
      pulls: { state: 'pulling', usualSeconds: 60 },
    },
    shipments: { pending: 1, delayed: 0, failed: 1, pulls: { state: 'quiet', at: null, usualSeconds: null } },
  });
  expect(s1.editions).toEqual([
    {
      edition: 'enterprise',
      perMinute: 0,
      hour: { acknowledged: 0, failed: 0, superseded: 0, rejected: 0 },
      pulledAt: at(6),
      acknowledgedAt: null,
    },
    {
      edition: 'flagship',
      perMinute: 0.2,
      hour: { acknowledged: 1, failed: 3, superseded: 0, rejected: 0 },
      pulledAt: at(6),
      acknowledgedAt: at(6),
    },
  ]);
  expect(s2.stock).toMatchObject({ pending: 0, oldestAt: null, pulls: { state: 'pulling' } });
  expect(refused).toEqual([{ edition: 'flagship', rejected: 1, unverified: 1, limited: 0 }]);
  expect(next).toBeNull();
});

const at = (minute: number) => new Date(T0 + minute * MINUTE).toISOString();

test('it stopped pulling: half an hour later it is said of the pool that was pulled each minute, not of a shop that is paused', async () => {
  server.clock.now = T0 + 40 * MINUTE;
  try {
    await server.engine.pauseShop({ seller: 'demo', shopNo: 'S2', paused: true });
    const { shops } = await json('/api/overview');
    expect(shops.map((shop: { stock: { pulls: object } }) => shop.stock.pulls)).toMatchObject([{ state: 'stopped' }, { state: 'quiet' }]);
    expect(shops[0].shipments.pulls.state).toBe('stopped'); // a parcel waits, and nobody ever asked
  } finally {
    await server.engine.pauseShop({ seller: 'demo', shopNo: 'S2', paused: false });
    server.clock.now = T0 + 6 * MINUTE;
  }
});

test('a seller that has nothing is told what to do first, step by step', async () => {
  const now = server.clock.now;
  await server.engine.addSeller({ seller: 'fresh', now });
  const token = await server.engine.addToken({ seller: 'fresh', name: 'new', role: 'viewer', expiresAt: null, now });
  const next = async () => (await json('/api/overview', token)).next;
  expect(await next()).toBe('shop');
  await put(server, 'shops', [{ shop_no: 'S1' }], 'fresh');
  expect(await next()).toBe('key');
  const key = { seller: 'fresh', edition: 'flagship' as const, appKey: 'k', secret: 'secret:salt', shops: null, allow: [] };
  await server.engine.addKey({ ...key, callsPerMinute: null, callsAtOnce: null, now });
  expect(await next()).toBe('listing');
  await seedListings(server, 1, 'fresh');
  expect(await next()).toBe('pull');
  await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [100, 0], { as: { sid: 'fresh', key: 'k', secret: 'secret:salt' } });
  expect(await next()).toBeNull();
});

test('failures: grouped by what the shop said, hostile text as text, and what no shop reports, each with what to do', async () => {
  const { items, complete } = await json('/api/failures');
  expect(complete).toBe(true);
  const told = items.map((item: Record<string, unknown>) => [item['about'], item['kind'], item['reason'], item['count']]);
  expect(told).toEqual([
    ['stock', 'unknown-listing', 'SKU <b>#</b> 不存在', 2],
    ['shipment', 'no-message', '', 1],
    ['call', 'signature', '', 1],
    ['acknowledgement', 'rejected', '', 1],
    ['shipment', 'unmapped-carrier', 'XX', 1],
  ]);
  expect(items[0].examples.map(({ id }: { id: number }) => id)).toEqual([3, 2]);
  expect(items[0].examples[0].knownBy).toEqual({ code: 'A3', goodsName: '' });
  expect(items[1].examples[0].knownBy).toEqual({ tid: expect.any(String), trackingNumber: expect.any(String) });
  const of = async (list: string) => (await json(`/api/${list}`)).items.length;
  expect(await of(`listings?state=failed&shop=S1&kind=unknown-listing&reason=${encodeURIComponent(items[0].reason)}`)).toBe(2);
  expect(await of('listings?state=failed&kind=unknown-listing&reason=SKU')).toBe(0);
  expect(await of('shipments?state=failing&shop=S1&kind=no-message')).toBe(1);
  expect(items[0].shops).toEqual([{ shopNo: 'S1', count: 2 }]);
  for (const kind of FAILURE_KINDS) expect(ADVICE[kind].en.length).toBeGreaterThan(20);
  for (const { en, zh } of Object.values(ADVICE)) expect([/[\u4e00-\u9fff]/.test(zh), /[\u4e00-\u9fff]/.test(en)]).toEqual([true, false]);
});

test('history: kept by the minute, through a stop; another seller sees nothing of it', async () => {
  await server.engine.keepFigures({ refused: [], oldest: [], now: server.clock.now });
  const query = `from=${at(-10)}&to=${at(10)}`;
  const { stepSeconds, points } = await json(`/api/overview/history?${query}`);
  expect(stepSeconds).toBe(60);
  expect(points).toEqual([expect.objectContaining({ at: at(6), acknowledged: 1, failed: 3, rejected: 1, pending: 7 })]);
  expect((await json(`/api/overview/history?shop=S2&${query}`)).points).toEqual([]);
  expect((await json(`/api/overview/history?${query}`, server.tokens.other.viewer)).points).toEqual([
    expect.objectContaining({ acknowledged: 0, pending: 5 }),
  ]);
  expect((await server.ask(`/api/overview/history?shop=none`)).status).toBe(404);
  expect((await server.ask(`/api/overview/history?from=${at(1)}&to=${at(0)}`)).status).toBe(422);
});

describe('/metrics', () => {
  const scrape = (token: string | null, method = 'GET') => server.ask({ path: '/metrics', token, method });
  const valuesOf = (text: string, name: string) =>
    Object.fromEntries(
      [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))].map(([, labels = '', value]) => [labels, Number(value)]),
    );

  test('the metrics token sees every seller, a token of the API its own alone, and nobody else anything', async () => {
    const all = await scrape(TOKEN);
    expect([all.status, all.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(all.text).toMatch(/seller="other"/);
    for (const role of ['viewer', 'operator', 'admin'] as const) {
      const { status, text } = await scrape(server.tokens.demo[role]);
      expect([status, /seller="demo"/.test(text), /seller="(other)?"/.test(text)]).toEqual([200, true, false]);
    }
    for (const token of [null, 'x', `${TOKEN}x`, `tb_${'x'.repeat(43)}`]) {
      const got = await scrape(token);
      expect([got.status, got.text.includes('tongbu_')]).toEqual([401, false]);
      expect(got.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect((await scrape(TOKEN, 'POST')).status).toBe(405);
    expect((await server.ask({ path: '/metrics', method: 'HEAD', token: TOKEN })).text).toBe('');
  });

  test('it says what happened: by shop and edition, calls by interface and code, clocks, commits, fan-outs, the process', async () => {
    const { text } = await scrape(TOKEN);
    const flagshipS1 = 'seller="demo",shop="S1",edition="flagship"';
    expect(valuesOf(text, 'tongbu_acknowledged_total')[flagshipS1]).toBe(1);
    expect(valuesOf(text, 'tongbu_failed_total')[flagshipS1]).toBe(3);
    expect(valuesOf(text, 'tongbu_rejected_total')['seller="demo",shop="",edition="flagship"']).toBe(1);
    const ofPool = (pool: string) => `seller="demo",shop="S1",pool="${pool}"`;
    expect(valuesOf(text, 'tongbu_pending')).toMatchObject({ [ofPool('stock')]: 6, [ofPool('shipment')]: 1 });
    expect(valuesOf(text, 'tongbu_oldest_pending_seconds')[ofPool('stock')]).toBe(360);
    expect(valuesOf(text, 'tongbu_failed')).toMatchObject({ [ofPool('stock')]: 2, [ofPool('shipment')]: 1 });
    expect(valuesOf(text, 'tongbu_pull_stopped')[ofPool('stock')]).toBe(0);
    const calls = valuesOf(text, 'tongbu_calls_total');
    expect(calls['seller="demo",edition="flagship",interface="sales.StockSync.getSelfWaitSyncIdListOpen",code="0"']).toBe(7);
    expect(calls['seller="demo",edition="flagship",interface="other",code="100"']).toBe(1);
    const skew = valuesOf(text, 'tongbu_client_clock_skew_seconds');
    expect(skew['seller="demo",edition="enterprise",key="demo-app2"']).toBe(-60);
    expect(Math.abs(skew['seller="demo",edition="flagship",key="demo-app"'] as number)).toBeLessThan(2);
    const commits = valuesOf(text, 'tongbu_commit_seconds_count')[''] as number;
    expect(commits).toBeGreaterThan(5);
    expect(valuesOf(text, 'tongbu_commit_seconds_bucket')).toMatchObject({ 'le="+Inf"': commits });
    expect(valuesOf(text, 'tongbu_committed_works_total')['']).toBeGreaterThanOrEqual(commits);
    expect(valuesOf(text, 'tongbu_fan_outs')['seller="demo"']).toBe(0);
    expect(valuesOf(text, 'process_resident_memory_bytes')['']).toBeGreaterThan(1e6);
    expect(text).toMatch(/^tongbu_build_info\{version="[^"]+",node="[^"]+"\} 1$/m);
  });

  test('names of strangers make no series, and beyond so many shops all others share one', async () => {
    const before = (await scrape(TOKEN)).text.split('\n').length;
    for (let i = 0; i < 30; i++) await flagship(server, `made.up.${i}`, []);
    for (let i = 0; i < 30; i++)
      await flagship(server, 'sales.StockSync.syncSuccess', [], { as: { sid: `no-${i}`, key: `k${i}`, secret: 'a:b' } });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // what was told is told again for a second
    expect((await scrape(TOKEN)).text.split('\n').length - before).toBeLessThanOrEqual(2);
    const shop = (n: number) => ({
      ...{ shop: n, shopNo: `S${n}` },
      stock: { pending: 1, delayed: 0, held: 0, oldestAt: n * 1000, pulls: { state: 'stopped', at: n } },
      shipments: { pending: 0, delayed: 0, failed: 0, oldestAt: null, pulls: { state: 'quiet', at: null } },
    });
    const many = new Map([['demo', { shops: Array.from({ length: 600 }, (_, i) => shop(i + 1)) } as unknown as Overview]]);
    const folded = fold(many, 1_000_000, 500);
    expect(folded.length).toBe(2 * 501);
    expect(folded.find((each) => each.shop === 'others' && each.pool === 'stock')).toMatchObject({
      pending: 100,
      stopped: 100,
      oldestSeconds: 499,
      pulledAt: 501,
    });
  });
});
