/** What a command changes through the server's socket holds from the next request on. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { byCommand, folderOf, Remote, type Reply } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTERPRISE_KEY, FLAGSHIP_KEY, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { socket: true });
});
afterAll(() => server.close());

test.each([
  ['a command of ours, with its row in the audit', 'flagship', FLAGSHIP_KEY.key],
  ['a command that writes none', 'enterprise', ENTERPRISE_KEY.key],
] as const)('a key that is disabled is refused at once: by %s', async (_, edition, appKey) => {
  const call = () =>
    edition === 'flagship' ? flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0]) : enterprise(server, 'shop', {});
  expect(await call()).toMatch(/^\{"(status|code)":0/);
  const socket = connect(folderOf(server.folder).socket);
  const remote = new Remote((asked) => void socket.write(`${JSON.stringify(asked)}\n`));
  createInterface({ input: socket }).on('line', (line) => remote.receive(JSON.parse(line) as Reply));
  const engine = edition === 'flagship' ? byCommand(remote.engine, 'li') : remote.engine;
  await engine.disableKey({ seller: 'demo', edition, appKey, now: server.clock.now });
  expect(await call()).toMatch(/^\{"(status|code)":[1-9]/);
  socket.destroy();
});
