/** What is written down of a call never changes its answer (promises W3, B1). */
import { EngineError } from '@tongbu/engine';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Faults } from './faults.ts';
import { seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const RETRY = '{"code":1020,"message":"系统异常，请稍后再试！"}';

/** What every way of writing a call down does here. */
const fails = () => {
  failures++;
  throw new Error('no space left on device');
};
let failures = 0;

const faults = new Faults();
let server: TestServer;
beforeAll(async () => {
  const requests = { bytes: 65_536, kept: 0 };
  server = await startTestServer({ log: pino({ level: 'info' }, { write: fails }), requests }, { wrap: faults.wrap });
  await seedListings(server, 2);
  Object.defineProperty(requests, 'kept', { get: fails });
});
afterAll(() => server.close());

const acknowledge = (listing: number) =>
  flagship(server, 'sales.StockSync.syncSuccess', [listing, { syn_stock: 10 * listing, stock_change_count: 1 }]);
const other = { as: { sid: 'demo', key: 'demo-app', secret: 'wr0ng:5alt' } };
const otherAppkey = { as: { sid: 'demo', key: 'demo-app2', secret: 'wr0ng' } };

/** How many calls could not be written down meanwhile. */
async function counting(ask: () => Promise<string>): Promise<[answer: string, failed: boolean]> {
  const before = failures;
  return [await ask(), failures > before];
}

describe('where neither the log nor the log of requests can be written', () => {
  test('an acknowledgement that is committed is answered with its success', async () => {
    expect(await counting(() => acknowledge(1))).toEqual(['{"status":0}', true]);
    expect((await stateOf(server)).pending).toMatchObject([{ shopNo: 'S1', listings: 1 }, {}]);
  });

  test.each([
    ['an unknown listing', () => acknowledge(99), /^\{"status":[1-9]\d*,"message":"[^"]+"\}$/],
    ['a wrong signature, flagship', () => flagship(server, LIST, [10, 0], other), /^\{"status":[1-9]\d*,"message":"[^"]+"\}$/],
    ['a wrong signature, enterprise', () => enterprise(server, 'shop', {}, otherAppkey), /^\{"code":[1-9]\d*,"message":"[^"]+"\}$/],
  ])('%s is answered with its refusal', async (_, ask, refusal) => {
    const [answer, failed] = await counting(ask);
    expect(answer).toMatch(refusal);
    expect(failed).toBe(true);
  });

  test('a store that fails is answered as one', async () => {
    faults.fail('pullShipments', new EngineError('store', 'the disk is full'));
    expect(await counting(() => enterprise(server, 'logistics_sync_query', {}))).toEqual([RETRY, true]);
    faults.heal();
  });
});
