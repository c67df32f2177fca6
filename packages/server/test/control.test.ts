/** The socket for commands: only its owner reaches it, and still no line on it ends the server. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { folderOf } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { socket: true });
});
afterAll(() => server.close());

/** @returns the reply to one line; null where the connection is closed on it */
async function say(line: string): Promise<unknown> {
  const socket = connect(folderOf(server.folder).socket);
  const reply = once(createInterface({ input: socket }), 'line').then(([text]) => JSON.parse(text as string));
  socket.write(`${line}\n`);
  const told = await Promise.race([reply, once(socket, 'close').then(() => null)]);
  socket.destroy();
  return told;
}

test.each(['tongbu', '5', '"x"', '[]', '{}', 'null', '{"id":1}', '{"id":1,"verb":["listSellers"]}', '{"verb":"listSellers","input":{}}'])(
  '%s is no call: the connection is closed',
  async (line) => expect(await say(line)).toBeNull(),
);

test.each(['audited', 'timed', 'importRows', '__proto__', 'constructor', 'noSuchVerb'])(
  '"%s" without an input is refused',
  async (verb) => {
    expect(await say(`{"id":1,"verb":"${verb}"}`)).toMatchObject({ id: 1, failed: {} });
  },
);

test('a call is answered before and after', async () => {
  expect(await say('{"id":7,"verb":"listSellers"}')).toMatchObject({ id: 7, value: [{ seller: 'demo' }] });
});
