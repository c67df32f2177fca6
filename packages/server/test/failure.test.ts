/** Store errors and overload: never a success, always worth repeating (promises W3, B10, B12). */
import { EngineError, type Verb, verbNames } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Faults } from './faults.ts';
import { seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const OTHER = '{"status":99,"message":"其他错误"}';
const BUSY = '{"status":99,"message":"系统繁忙，请稍后重试"}';
const NOT_SAVED = '{"status":1064,"message":"Unknown Database Error"}';
const RETRY = '{"code":1020,"message":"系统异常，请稍后再试！"}';

const faults = new Faults();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ mostInHand: 2 }, { wrap: faults.wrap });
  await seedListings(server, 2);
});
afterAll(() => server.close());

const list = () => flagship(server, LIST, [10, 0]);
const query = () => enterprise(server, 'logistics_sync_query', {});
const acknowledge = () => flagship(server, 'sales.StockSync.syncSuccess', [1, { syn_stock: 10, stock_change_count: 1 }]);

/** Every interface, and the answer when what it needs fails: the store, or anything else. */
const paging = { page_size: '10', page_no: '0' };
const calls: [name: string, ask: () => Promise<string>, store: string, unexpected: string][] = [
  [LIST, list, OTHER, OTHER],
  ['calcStock', () => flagship(server, 'sales.StockSync.calcStock', [1, false]), OTHER, OTHER],
  ['calcStockWithAuth', () => flagship(server, 'sales.StockSync.calcStockWithAuth', [1, false]), OTHER, OTHER],
  ['batchCalcStock', () => flagship(server, 'sales.StockSync.batchCalcStock', [[{ api_goods_id: 1, force_sync: false }]]), OTHER, OTHER],
  ['syncSuccess', acknowledge, NOT_SAVED, OTHER],
  ['syncFail', () => flagship(server, 'sales.StockSync.syncFail', [1, { stock_change_count: 1 }]), NOT_SAVED, OTHER],
  ['cancelSync', () => flagship(server, 'sales.StockSync.cancelSync', [1, 1]), OTHER, OTHER],
  [
    'getSyncListExt',
    () => flagship(server, 'sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true }], { parameters: paging }),
    OTHER,
    OTHER,
  ],
  ['update', () => flagship(server, 'sales.LogisticsSync.update', [[{ sync_id: 1, status: 0 }]]), OTHER, OTHER],
  ['getSpecialOids', () => flagship(server, 'sales.LogisticsSync.getSpecialOids', [1, 127, 'T', '!!!!']), OTHER, OTHER],
  ['api_goods_stock_change_query', () => enterprise(server, 'api_goods_stock_change_query', { shop_no: 'S1' }), RETRY, RETRY],
  [
    'api_goods_stock_change_ack',
    () => enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: '[{"rec_id":1,"stock_change_count":1}]' }),
    RETRY,
    RETRY,
  ],
  ['logistics_sync_query', query, RETRY, RETRY],
  ['logistics_sync_ack', () => enterprise(server, 'logistics_sync_ack', { logistics_list: '[{"rec_id":1,"status":0}]' }), RETRY, RETRY],
];

const failAll = (error: Error) => {
  for (const verb of verbNames) if (verb !== 'findCredential') faults.fail(verb, error);
};

describe('when the store fails', () => {
  test.for(calls)('%s answers a retryable code, and works again afterwards', async ([, ask, store, unexpected]) => {
    const before = await stateOf(server);
    server.log.length = 0;
    failAll(new EngineError('store', 'the disk is full'));
    expect(await ask()).toBe(store);
    failAll(new TypeError('a mistake of ours'));
    expect(await ask()).toBe(unexpected);
    expect(await stateOf(server)).toEqual(before);
    faults.heal();
    expect([store, unexpected]).not.toContain(await ask());
    const told = server.log.filter((line) => line.includes('"msg":"failed"'));
    expect(told.map((line) => JSON.parse(line).err.message)).toEqual(['the disk is full', 'a mistake of ours']);
  });

  test('a credential that cannot be looked up is no wrong credential', async () => {
    faults.fail('findCredential', new EngineError('store', 'the disk is full'));
    // Credentials are remembered for a while, so these are ones that nobody named yet.
    const as = (key: string) => ({ as: { sid: 'demo', key, secret: 'a:b' } });
    expect(await flagship(server, LIST, [10, 0], as('new'))).toBe(OTHER);
    expect(await flagship(server, 'sales.StockSync.syncSuccess', [1, { stock_change_count: 1 }], as('new'))).toBe(NOT_SAVED);
    expect(await enterprise(server, 'logistics_sync_query', {}, as('new'))).toBe(RETRY);
    // Names that nobody can have are not even looked up.
    expect(await flagship(server, LIST, [10, 0], { parameters: { sid: 'x'.repeat(65) } })).toBe(
      '{"status":1,"message":"sid is not found"}',
    );
    expect(await enterprise(server, 'x', {}, { parameters: { sid: '卖家\n' } })).toBe('{"code":1002,"message":"卖家账号sid不存在"}');
    faults.heal();
    // A failed look-up is not remembered.
    expect(await flagship(server, LIST, [10, 0], as('new'))).toBe('{"status":1,"message":"app auth fail"}');
  });

  test('the server is not ready, and says why, but lives', async () => {
    const health = async (path: string) => {
      const answer = await fetch(server.manageUrl + path);
      return [answer.status, await answer.json()];
    };
    expect(await health('/readyz')).toEqual([200, { ready: true }]);
    faults.fail('listSellers', new EngineError('store', 'the disk is full'));
    expect(await health('/readyz')).toEqual([503, { ready: false, reason: 'the disk is full' }]);
    expect(await health('/healthz')).toEqual([200, { status: 'ok' }]);
    faults.fail('listSellers', new TypeError('a detail that is for the log alone'));
    expect(await health('/readyz')).toEqual([503, { ready: false, reason: 'internal error' }]);
    expect(server.log.at(-1)).toContain('a detail that is for the log alone');
    faults.heal();
    expect(await health('/readyz')).toEqual([200, { ready: true }]);
  });
});

describe('a success is told only after the engine has committed (promise B1)', () => {
  test.for<[Verb, () => Promise<string>]>([
    ['acknowledgeStock', acknowledge],
    ['cancelStock', () => flagship(server, 'sales.StockSync.cancelSync', [1, 1])],
    ['acknowledgeShipments', () => enterprise(server, 'logistics_sync_ack', { logistics_list: '[{"rec_id":1,"status":0}]' })],
  ])('%s', async ([verb, ask]) => {
    const { held, release } = faults.pause(verb);
    let told = false;
    const asked = ask().finally(() => (told = true));
    await held(1);
    for (let i = 0; i < 3; i++) expect(await list()).toMatch(/^\{"status":0,/);
    expect(told).toBe(false);
    release();
    expect([BUSY, RETRY]).not.toContain(await asked);
  });
});

test('more calls than the server can carry are told to come again, and those in hand are answered', async () => {
  const { held, beside, release } = faults.pause('waitingListings');
  const inHand = [list(), list()];
  await held(2);
  expect(await beside(list)).toBe(BUSY);
  expect(await query()).toBe(RETRY);
  release();
  for (const answer of await Promise.all(inHand)) expect(answer).toMatch(/^\{"status":0,/);
  expect(await query()).toMatch(/^\{"code":0,/);
});
