/** How commands are typed is told to whoever is on the machine, and the place of the data to nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../harness.ts';
import { exchange } from '../wire.ts';

const commandLine = { program: 'cd /srv/clone && npx tongbu', options: '--data /srv/clone/tongbu-demo' };
const elsewhere = { program: 'tongbu', options: '' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ commandLine, manage: { host: '0.0.0.0', port: 0 } });
});
afterAll(() => server.close());

async function asked(headers: Record<string, string>): Promise<unknown> {
  const lines = Object.entries({ Host: new URL(server.manageUrl).host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  const { body } = await exchange(server.manageUrl, `GET /api/command-line HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  return JSON.parse(body);
}

test.each<[string, Record<string, string>, object]>([
  ['a browser on the machine', {}, commandLine],
  ['by its name', { Host: 'localhost:8091' }, commandLine],
  ['a page whose name was made to lead here', { Host: 'evil.example' }, elsewhere],
])('%s', async (_who, headers, told) => expect(await asked(headers)).toEqual(told));

test('through a declared proxy, where the browser is counts', async () => {
  const behind = await startTestServer({ commandLine, proxies: ['127.0.0.0/8'] });
  const through = async (address: string) =>
    (
      await fetch(`${behind.manageUrl}/api/command-line`, {
        headers: { 'x-forwarded-for': address, 'x-forwarded-host': 'sync.example.com' },
      })
    ).json();
  expect(await through('203.0.113.7')).toEqual(elsewhere);
  expect(await through('127.0.0.1')).toEqual(elsewhere);
  await behind.close();
});
