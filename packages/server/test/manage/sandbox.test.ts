/** A sandbox over HTTP: what another language's tests need; and no other server has any of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { seedListings, startTestServer, type TestServer } from '../harness.ts';
import { flagship } from '../wire.ts';
import { addToken } from './manager.ts';

let server: TestServer;
let token: string;
const sandbox = createSandbox();
beforeAll(async () => {
  server = await startTestServer({ sandbox });
  await seedListings(server, 3);
  token = await addToken(server, 'test', 'operator');
});
afterAll(() => server.close());

async function ask(method: string, path: string, body?: unknown, at = server, as = token) {
  const headers = { authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const answer = await fetch(`${at.manageUrl}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}
const calculate = () => flagship(server, 'sales.StockSync.calcStock', [1, false]).then((text) => JSON.parse(text).status);

test('a fault is set, met, shown and cleared', async () => {
  expect(await ask('POST', '/api/sandbox/faults', { kind: 'rate-limit', edition: 'flagship' })).toEqual({
    status: 201,
    json: { number: 1 },
  });
  expect(await calculate()).toBe(100);
  expect((await ask('GET', '/api/sandbox')).json).toMatchObject({ shiftMs: 0, faults: [{ number: 1, kind: 'rate-limit', acted: 1 }] });
  expect((await ask('DELETE', '/api/sandbox/faults/1')).json).toEqual({ removed: true });
  expect((await ask('DELETE', '/api/sandbox/faults/1')).json).toEqual({ removed: false });
  expect((await ask('DELETE', '/api/sandbox/faults/one')).status).toBe(422);
  expect(await calculate()).toBe(0);
  await ask('POST', '/api/sandbox/faults', { kind: 'rate-limit' });
  expect((await ask('DELETE', '/api/sandbox/faults')).status).toBe(200);
  expect(await calculate()).toBe(0);
  expect(await ask('POST', '/api/sandbox/faults', { kind: 'flood' })).toMatchObject({ status: 422 });
});

test('the clock, and a state that brings everything back', async () => {
  expect((await ask('POST', '/api/sandbox/states/begin/save')).status).toBe(200);
  expect((await ask('PUT', '/api/sandbox/clock', { shiftMs: 600_000 })).status).toBe(200);
  expect((await ask('GET', '/api/sandbox')).json).toMatchObject({ shiftMs: 600_000, states: ['empty', 'begin'] });
  await ask('POST', '/api/sandbox/states/empty/reset');
  expect((await ask('GET', '/api/listings')).json['items']).toEqual([]);
  await ask('POST', '/api/sandbox/states/begin/reset');
  expect((await ask('GET', '/api/listings')).json['items']).toHaveLength(3);
  expect((await ask('GET', '/api/sandbox')).json).toMatchObject({ shiftMs: 0 });
  expect((await ask('POST', '/api/sandbox/states/other/reset')).status).toBe(404);
});

test('a reset counts calls from nothing again', async () => {
  const once = { callsPerMinute: 1, callsAtOnce: 5, perMethod: false };
  const own = createSandbox();
  const slow = await startTestServer({ sandbox: own, limits: { flagship: once, enterprise: once } });
  try {
    await seedListings(slow, 1);
    const as = await addToken(slow, 'test', 'operator');
    await ask('POST', '/api/sandbox/states/begin/save', undefined, slow, as);
    const call = () => flagship(slow, 'sales.StockSync.calcStock', [1, false]).then((text) => JSON.parse(text).status);
    expect([await call(), await call()]).toEqual([0, 100]);
    await ask('POST', '/api/sandbox/states/begin/reset', undefined, slow, as);
    expect(await call()).toBe(0);
  } finally {
    await slow.close();
  }
});

test('a server that is no sandbox has nothing at these addresses', async () => {
  const real = await startTestServer();
  try {
    const as = await addToken(real, 'test', 'admin');
    for (const [method, path, body] of [
      ['GET', '/api/sandbox'],
      ['POST', '/api/sandbox/faults', { kind: 'slow' }],
      ['DELETE', '/api/sandbox/faults'],
      ['DELETE', '/api/sandbox/faults/1'],
      ['PUT', '/api/sandbox/clock', { shiftMs: 5 }],
      ['PUT', '/api/sandbox/stock/A1', { stock: 5 }],
      ['POST', '/api/sandbox/scenes/whole'],
      ['POST', '/api/sandbox/states/empty/reset'],
      ['POST', '/api/sandbox/states/mine/save'],
    ] as const) {
      expect(await ask(method, path, body, real, as)).toMatchObject({
        status: 404,
        json: { detail: expect.stringContaining('tongbu sandbox start') },
      });
    }
  } finally {
    await real.close();
  }
});
