/** The probe: a change of the server's own goes round the signed API, seen by nobody; what breaks on the way is named. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { folderOf } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Probe } from '../src/index.ts';
import { seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { flagship } from './wire.ts';

const SELLER = 'tongbu.probe';

let server: TestServer;
/** What the store does instead, once. */
let broken: Record<string, (input: never) => unknown> = {};
beforeAll(async () => {
  const wrap = (engine: TestServer['engine']) =>
    new Proxy(engine, {
      get: (target, verb: never) => (input: never) => (broken[verb] ?? (target[verb] as (input: never) => unknown))(input),
    });
  server = await startTestServer({}, { wrap, socket: true });
  await seedListings(server, 3);
});
afterAll(() => server.close());

/** As a command asks for it, through the socket in the folder. */
function go(): Promise<Probe> {
  return new Promise((resolve, reject) => {
    const socket = connect(folderOf(server.folder).socket).on('error', reject);
    createInterface({ input: socket }).once('line', (line) => {
      socket.destroy();
      const { value, failed } = JSON.parse(line);
      if (failed) reject(new Error(failed.message));
      else resolve(value);
    });
    socket.write('{"id":1,"verb":"probe","input":{}}\n');
  });
}

test('a change goes all the way round, as often as it is asked for, and leaves nothing that waits', async () => {
  const before = await stateOf(server);
  for (let i = 0; i < 2; i++) expect(await go()).toEqual({ ok: true, failed: null, tookMs: expect.any(Number) });
  expect(await Promise.all([go(), go()])).toMatchObject([{ ok: true }, { ok: true }]);
  expect((await server.engine.pendingByShop({ seller: SELLER, now: server.clock.now })).map(({ listings }) => listings)).toEqual([0]);
  const keys = await server.engine.listKeys({ seller: SELLER });
  expect(keys.map(({ disabledAt }) => disabledAt !== null)).toEqual([true]);
  expect(await stateOf(server)).toEqual(before);
});

test('nobody sees it: no list of sellers, no pull of a key that sees all shops; and nobody can be called so', async () => {
  expect((await server.engine.listSellers({})).map(({ seller }) => seller)).toEqual(['demo']);
  const { data } = JSON.parse(await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [100, 0]));
  expect(data.id_list).toEqual([1, 2, 3]);
  await expect(server.engine.addSeller({ seller: SELLER, now: 0 })).rejects.toThrow('tries itself with it');
});

test.each([
  ['offer', { waitingListings: async () => [] }, 'nothing was offered'],
  ['tell', { calculateStock: async () => [{ found: false }] }, 'sales.StockSync.calcStock was answered'],
  [
    'acknowledge',
    { acknowledgeStock: async () => Promise.reject(new Error('the disk is gone')) },
    'sales.StockSync.syncSuccess was answered',
  ],
  ['clear', { acknowledgeStock: async () => [{ effect: 'cleared', quantityDiffers: false }] }, '1 still wait'],
] as const)('what is lost on the way is named: %s', async (step, breaks, found) => {
  broken = breaks;
  try {
    expect(await go()).toMatchObject({ ok: false, failed: { step, found: expect.stringContaining(found) } });
  } finally {
    broken = {};
  }
});
