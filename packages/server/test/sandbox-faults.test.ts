/** A sandbox misbehaves as it is told to, and what it says was not done was not done. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox, type Fault, type Sandbox } from '../src/sandbox/sandbox.ts';
import { put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, enterpriseBody, flagship, flagshipTarget, type HttpAnswer, post } from './wire.ts';

let server: TestServer;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = createSandbox();
  server = await startTestServer({ sandbox });
  await seedListings(server, 3);
  await put(server, 'shipments', [
    { shop_no: 'S1', tid: 'T1', logistics_no: 'Z1' },
    { shop_no: 'S1', tid: 'T2', logistics_no: 'Z2' },
  ]);
});
afterEach(() => server.close());

const waiting = async () => (await stateOf(server)).pending.find(({ shopNo }) => shopNo === 'S1')?.listings;
const success = (listing: number) => [listing, { syn_stock: 10 * listing, stock_change_count: 1 }];
const acknowledge = (listing = 1) => flagship(server, 'sales.StockSync.syncSuccess', success(listing));

/** One acknowledgement on the wire; `null` where the connection ended without an answer. */
async function raw(listing = 1): Promise<HttpAnswer | null> {
  const body = JSON.stringify(success(listing));
  return post(server.url, flagshipTarget(server, 'sales.StockSync.syncSuccess', body), body).catch(() => null);
}

test.each<[Fault, { status?: number; type?: string; body?: string } | null, 'done' | 'not done']>([
  [{ kind: 'rate-limit' }, { status: 200, body: '{"status":100,"message":"超过每分钟最大调用频率限制，请稍后重试"}' }, 'not done'],
  [{ kind: 'slow', ms: 20 }, { status: 200, body: '{"status":0}' }, 'done'],
  [{ kind: 'cut-before' }, null, 'not done'],
  [{ kind: 'cut-after' }, null, 'done'],
  [{ kind: 'server-error' }, { status: 502, type: 'text/html' }, 'not done'],
  [{ kind: 'server-error', status: 503 }, { status: 503 }, 'not done'],
  [{ kind: 'wrong-answer' }, { status: 200, type: 'text/html' }, 'done'],
  [{ kind: 'wrong-answer', form: 'truncated' }, { status: 200, body: '{"stat' }, 'done'],
  [{ kind: 'wrong-answer', form: 'empty' }, { status: 200, body: '' }, 'done'],
])('%o: what the client meets, and whether it was carried out', async (fault, met, done) => {
  sandbox.faults.add(fault);
  const answer = await raw();
  if (met === null) expect(answer).toBeNull();
  else {
    const { status, headers, body } = answer as HttpAnswer;
    expect({ status, type: headers['content-type'], body }).toMatchObject(met);
  }
  expect(await waiting()).toBe(done === 'done' ? 2 : 3);
});

test('slow is as slow as told', async () => {
  sandbox.faults.add({ kind: 'slow', ms: 300 });
  const began = performance.now();
  await acknowledge();
  expect(performance.now() - began).toBeGreaterThanOrEqual(290);
});

test('partial errors: every second element of a batch is refused, the others are carried out', async () => {
  sandbox.faults.add({ kind: 'partial-errors' });
  const list = [1, 2, 3].map((rec_id) => ({ rec_id, sync_stock: 10 * rec_id, stock_change_count: 1 }));
  expect(await enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(list) })).toMatch(
    /^\{"code":0,"message":"OK","errors":\[\{"rec_id":"1","error":".+"\},\{"rec_id":"3","error":".+"\}\]\}$/,
  );
  expect(await waiting()).toBe(2);
  const report = [1, 2].map((sync_id) => ({ sync_id, status: 0, error_msg: '' }));
  const answer = JSON.parse(await flagship(server, 'sales.LogisticsSync.update', [report]));
  expect(answer).toEqual({ status: 0, data: [expect.stringContaining('(sync_id: 1)')] });
  expect((await stateOf(server)).pending[0]?.shipments).toBe(1);
  expect(await acknowledge()).toBe('{"status":0}'); // no batch, so nothing to refuse
});

test('a fault acts on the edition and interface it names, on every n-th call, so many times', async () => {
  sandbox.faults.add({ kind: 'rate-limit', edition: 'flagship', method: 'sales.StockSync.calcStock', every: 2, times: 2 });
  expect(await acknowledge()).toBe('{"status":0}');
  const calls = [];
  for (let n = 0; n < 6; n++) calls.push(JSON.parse(await flagship(server, 'sales.StockSync.calcStock', [1, false])).status);
  expect(calls).toEqual([0, 100, 0, 100, 0, 0]);
  expect(sandbox.faults.list()).toEqual([]);
  const enterpriseOnly = sandbox.faults.add({ kind: 'rate-limit', edition: 'enterprise' });
  expect(await acknowledge(2)).toBe('{"status":0}');
  const query = () => enterprise(server, 'api_goods_stock_change_query', { shop_no: 'S1', limit: '10' });
  expect(JSON.parse(await query())).toMatchObject({ code: 1009 });
  expect(sandbox.faults.list()).toMatchObject([{ number: enterpriseOnly, fitted: 1, acted: 1 }]);
  expect([sandbox.faults.remove(enterpriseOnly), sandbox.faults.remove(enterpriseOnly)]).toEqual([true, false]);
  expect(JSON.parse(await query())).toMatchObject({ code: 0 });
});

test('a refused signature stays refused, whatever the fault', async () => {
  sandbox.faults.add({ kind: 'partial-errors' });
  sandbox.faults.add({ kind: 'slow', ms: 1 });
  expect(await flagship(server, 'sales.StockSync.calcStock', [1, false], { sign: '0'.repeat(32) })).toBe(
    '{"status":1,"message":"验证失败"}',
  );
  const form = enterpriseBody(server, { shop_no: 'S1', limit: '10' }, { sign: '0'.repeat(32) });
  expect(JSON.parse((await post(server.url, '/openapi2/api_goods_stock_change_query.php', form)).body).code).not.toBe(0);
});

test('a shifted clock is the server’s: requests signed by the machine’s are outside the window', async () => {
  const own = await startTestServer({ sandbox, now: sandbox.clock.now });
  try {
    const call = () => flagship(own, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0]).then((text) => JSON.parse(text).status);
    expect(await call()).toBe(0);
    sandbox.clock.shiftTo(600_000);
    expect(await call()).toBe(7);
    own.clock.now = sandbox.clock.now();
    expect(await call()).toBe(0);
    sandbox.clock.shiftTo(0);
  } finally {
    await own.close();
  }
});
