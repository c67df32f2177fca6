/** The examples of docs/management-api.md, run as they stand. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../src/manage/routes/index.ts';
import { type Manager, newShipment, startManager } from './manager.ts';

const page = await readFile(fileURLToPath(new URL('../../../../docs/management-api.md', import.meta.url)), 'utf8');
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text as string);
const commands = blocks
  .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('curl'))
  .map((line) => line.replace(/ +/g, ' '));

/** A computer without `uuidgen` makes its keys otherwise. */
const UUID = 'uuidgen() { cat /proc/sys/kernel/random/uuid; }; export -f uuidgen;';

let server: Manager;
let folder: string;
beforeAll(async () => {
  server = await startManager();
  folder = await mkdtemp(join(tmpdir(), 'tongbu-examples-'));
  await newShipment(server, 'failed');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('there are examples, and each is of a route', () => {
  expect(commands.length).toBeGreaterThan(10);
  const patterns = routes.map(({ path }) => new RegExp(`\\$API${path.replaceAll(/\{\w+\}/g, '[^/"?]+')}["?]`));
  for (const command of commands)
    expect(
      patterns.some((pattern) => pattern.test(command)),
      command,
    ).toBe(true);
});

test.each(commands.map((command) => [command]))('%s', async (command) => {
  const told = command.replace('curl -s', `curl -s -w '\\n%{http_code}'`);
  const env = { ...process.env, API: server.manageUrl, TOKEN: server.tokens.demo.admin };
  const { stdout } = await promisify(execFile)('bash', ['-c', UUID + told], { env, cwd: folder });
  const body = stdout.slice(0, stdout.lastIndexOf('\n'));
  expect(stdout.slice(-3), body).toMatch(/20[01]/);
  if (command.includes('/changes')) expect(body).toContain('event: stock');
  else if (!command.includes(' -o ')) expect(JSON.parse(body)).toEqual(expect.any(Object));
});

test('the problem that the page shows is what is answered', async () => {
  const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] as string);
  expect((await server.ask('/api/listings?limit=900')).json).toEqual(shown);
});
