/** A stop finishes what is in hand, and waits for nothing else. */
import { connect } from 'node:net';
import { folderOf } from '@tongbu/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Faults } from './faults.ts';
import { seedListings, startTestServer, type TestServer } from './harness.ts';
import { answerOn, dial, enterprise, flagship, flagshipTarget } from './wire.ts';

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const BUSY = '{"status":99,"message":"系统繁忙，请稍后重试"}';
const RETRY = '{"code":1020,"message":"系统异常，请稍后再试！"}';

let faults: Faults;
let server: TestServer;
beforeEach(async () => {
  faults = new Faults();
  server = await startTestServer({ mostInHand: 2 }, { wrap: faults.wrap, socket: true });
  await seedListings(server, 2);
});
afterEach(() => server.close());

const list = () => flagship(server, LIST, [10, 0]);
const query = () => enterprise(server, 'logistics_sync_query', {});
const acknowledge = () => flagship(server, 'sales.StockSync.syncSuccess', [1, { syn_stock: 10, stock_change_count: 1 }]);

describe('stopping', () => {
  test('finishes the calls in hand, tells new ones to come again, and is not ready meanwhile', async () => {
    const { held, release } = faults.pause('acknowledgeStock');
    const inHand = acknowledge();
    await held(1);
    const stopped = server.stop();
    expect(await list()).toBe(BUSY);
    expect(await query()).toBe(RETRY);
    const ready = await fetch(`${server.manageUrl}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reason: 'stopping' }]);
    expect((await fetch(`${server.manageUrl}/healthz`)).status).toBe(200);
    release();
    expect(await inHand).toBe('{"status":0}');
    await stopped;
    await expect(list()).rejects.toThrow();
    expect(await server.engine.waitingListings({ caller: { seller: 'demo', key: null, actor: '' }, after: 0, limit: 9, now: 0 })).toEqual([
      2,
    ]);
  });

  test('lets a command have its reply', async () => {
    const { held, release } = faults.pause('listSellers');
    const socket = connect(folderOf(server.folder).socket);
    socket.write('{"id":7,"verb":"listSellers","input":{}}\n');
    await held(1);
    const stopped = server.stop();
    const replies: Buffer[] = [];
    socket.on('data', (chunk) => replies.push(chunk));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await Promise.all([stopped, ended]);
    expect(Buffer.concat(replies).toString()).toMatch(/^\{"id":7,"value":\[\{"seller":"demo",.*\n$/);
  });

  test('waits neither for connections that idle nor for a request that is never finished', async () => {
    const idle = dial(server.url);
    const half = dial(server.url);
    half.write('POST /openapi HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[');
    const closed = [idle, half].map((socket) => new Promise((resolve) => socket.on('error', () => {}).on('close', resolve)));
    await list();
    await server.stop();
    await Promise.all(closed);
  });

  test('a client that hangs up while its call runs takes no place for good', async () => {
    const { held, release } = faults.pause('waitingListings');
    for (let i = 1; i <= 3; i++) {
      const socket = dial(server.url);
      const gone = answerOn(socket).catch(() => 'gone');
      socket.write(`POST ${flagshipTarget(server, LIST, '[10,0]')} HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n[10,0]`);
      await held(i);
      socket.destroy();
      expect(await gone).toBe('gone');
    }
    release();
    while ((await query()) === RETRY); // until the server has seen them go
    expect(await query()).toMatch(/^\{"code":0,/);
  });
});
