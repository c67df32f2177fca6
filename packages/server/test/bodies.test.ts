/** B12: what strangers send fills no memory: all bodies together have their limit, and it is given back. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Faults } from './faults.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { answerOn, dial, flagship, flagshipTarget, type HttpAnswer } from './wire.ts';

const KIB = 1024;
const faults = new Faults();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyLimit: 64 * KIB, bodiesAtOnce: 128 * KIB }, { wrap: faults.wrap });
});
afterAll(() => server.close());

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';

/** A request that announces a body and never sends the end of it. */
async function hold(headers: string, path = '/openapi', body = '['): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (more) => {
      text += more;
      if (text.includes('}')) resolve(text);
    });
  });
  socket.on('error', () => {});
  await new Promise<void>((sent) => socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`, () => sent()));
  return { socket, answer };
}

/** Waits until a call is answered like this; whoever holds the room has to be noticed first. */
async function until(expected: RegExp): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const answer = await flagship(server, LIST, [10, 0]);
    if (expected.test(answer)) return;
    if (tries === 499) expect(answer).toMatch(expected);
    await new Promise((next) => setTimeout(next, 5));
  }
}

test('B12 where there is no room for a body, the caller is told to come again, in its own edition; and there is room again', async () => {
  await until(/"status":0/);
  const held = [await hold(`Content-Length: ${64 * KIB}`), await hold('Transfer-Encoding: chunked', '/openapi', '1\r\n[\r\n')];
  await until(/"status":99/);
  const { answer, socket } = await hold('Content-Length: 10', '/openapi2/logistics_sync_query.php');
  expect(await answer).toContain('{"code":1020,"message":"系统异常，请稍后再试！"}');
  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close/i);
  socket.destroy();
  for (const { socket } of held) socket.destroy();
  await until(/"status":0/);
});

test('B12 a body over its own limit takes no room: it is refused with 413', async () => {
  const { answer, socket } = await hold(`Content-Length: ${64 * KIB + 1}`);
  expect(await answer).toMatch(/^HTTP\/1\.1 413/);
  socket.destroy();
});

test('B12 a body that announced nothing takes what it has once it is whole', async () => {
  const { held, release } = faults.pause('waitingListings');
  const target = flagshipTarget(server, LIST, '[10,0]');
  const chunked = `POST ${target} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n[10,0]\r\n0\r\n\r\n`;
  const answers: Promise<HttpAnswer>[] = [];
  for (let n = 1; n <= 3; n++) {
    const socket = dial(server.url);
    const answer = answerOn(socket);
    answers.push(answer);
    socket.write(chunked);
    await Promise.race([held(n), answer]);
  }
  release();
  for (const { body } of await Promise.all(answers)) expect(body).toContain('"status":0');
});
