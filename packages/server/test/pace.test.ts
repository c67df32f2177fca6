/** Requests that are sent without waiting for answers (promise B12). */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
/** Calls of the engine that were begun and wait to be let go. */
const held: (() => void)[] = [];
beforeAll(async () => {
  server = await startTestServer(
    {},
    {
      wrap: (engine) => ({
        ...engine,
        findCredential: async (input) => {
          await new Promise<void>((go) => held.push(go));
          return engine.findCredential(input);
        },
      }),
    },
  );
});
afterAll(() => server.close());

/** A call of an unknown seller, with a name to know its answer by. */
function call(seller: string): string {
  const body = `sid=${seller}&appkey=k&timestamp=${Math.floor(server.clock.now / 1000)}&sign=0`;
  return `POST /openapi2/x.php HTTP/1.1\r\nHost: t\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function open(): Promise<ReturnType<typeof connect>> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  return socket;
}

async function begun(count: number): Promise<void> {
  await expect.poll(() => held.length, { timeout: 5000 }).toBe(count);
}

test('B12 of the requests that one connection sends at once, the next begins when the one before is answered', async () => {
  const socket = await open();
  let answers = '';
  socket.on('data', (text) => {
    answers += text;
  });
  socket.write(call('a') + call('b') + call('c'));
  for (let answered = 0; answered < 3; answered++) {
    await begun(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(held.length).toBe(1);
    expect(answers.split('HTTP/1.1 200').length - 1).toBe(answered);
    held.pop()?.();
  }
  await expect.poll(() => answers.split('HTTP/1.1 200').length - 1).toBe(3);
  socket.destroy();
});

test('B12 a connection with more than sixteen behind the one in hand is closed, and nobody else is', async () => {
  const greedy = await open();
  const other = await open();
  const closed = once(greedy, 'close');
  greedy.on('error', () => {});
  greedy.resume().write(call('greedy').repeat(18));
  await closed;
  other.write(call('other'));
  await begun(2);
  const answer = once(other, 'data');
  for (const go of held.splice(0)) go();
  expect(String((await answer)[0])).toContain('HTTP/1.1 200');
  other.destroy();
});

test('B12 more connections than one turn begins are all answered', async () => {
  const sockets = await Promise.all(Array.from({ length: 100 }, open));
  const answers = sockets.map((socket) => once(socket, 'data'));
  // Each another seller: who is looked up already is not looked up again.
  for (const [i, socket] of sockets.entries()) socket.write(call(`seller${i}`));
  await begun(100);
  for (const go of held.splice(0)) go();
  for (const answer of await Promise.all(answers)) expect(String(answer[0])).toContain('HTTP/1.1 200');
  for (const socket of sockets) socket.destroy();
});
