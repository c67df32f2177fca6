/** What commands change of who may do what stands in the audit, whether a server runs or not, as it would through the management API. */
import { userInfo } from 'node:os';
import { type AuditEntry, openFolderHere } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FLAGSHIP, makeFolder, serve, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await tongbu([...args, '--data', folder.data]);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout;
}

async function audit(): Promise<AuditEntry[]> {
  const { engine, close } = await openFolderHere(folder.data);
  const rows = await engine.readAudit({ seller: 'demo', actor: null, action: null, before: null, limit: 100 });
  await close();
  return rows.reverse();
}

test('the operating system’s user, the action and its subject', async () => {
  await run('seller', 'add', 'demo');
  await run('key', 'add', '--edition', 'flagship', '--key', FLAGSHIP.key, '--secret', FLAGSHIP.secret);
  const server = await serve(folder.data);
  const { token } = JSON.parse(await run('token', 'add', '--name', 'ops', '--role', 'admin', '--json'));
  const headers = { authorization: `Bearer ${token}` };
  const disabled = await fetch(`${server.manageUrl}/api/keys/flagship/${FLAGSHIP.key}/disable`, { method: 'POST', headers });
  expect(disabled.status).toBe(200);
  await run('key', 'add', '--edition', 'flagship', '--key', FLAGSHIP.key, '--secret', FLAGSHIP.secret);
  await run('key', 'disable', '--key', FLAGSHIP.key);
  expect((await server.stop()).code).toBe(0);

  const actor = `command:${userInfo().username}`;
  const key = `flagship ${FLAGSHIP.key}`;
  expect((await audit()).map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    [actor, 'addSeller', 'demo'],
    [actor, 'addKey', key],
    [actor, 'linkPerson', ''], // the start: nobody is admin yet
    [actor, 'addToken', 'ops'],
    ['operator:ops', 'disableKey', key],
    [actor, 'addKey', key],
    [actor, 'disableKey', key],
  ]);
});
