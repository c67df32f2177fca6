/** The commands of README.md and README.zh-CN.md, run as they stand, in an empty folder. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, type Served, serve, start, type TestFolder } from '../../packages/cli/test/harness.ts';
import { linesOf, refuseOne, type } from './page.ts';

const english = linesOf('README.md');
const chinese = linesOf('README.zh-CN.md');

/** What runs until it is stopped, or builds the clone: started apart, or by other tests. */
const APART = /^npm |^npx tongbu (serve|sandbox start)\b/;

let folder: TestFolder;
let server: Served;
let stopSandbox: () => Promise<unknown>;
let typed: (line: string) => Promise<string>;

beforeAll(async () => {
  folder = await makeFolder();
  await symlink(fileURLToPath(new URL('../../examples', import.meta.url)), join(folder.path, 'examples'));
  server = await serve(join(folder.path, 'tongbu-data'));
  const ports = ['--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];
  const sandbox = start(['sandbox', 'start', '--json', ...ports], { cwd: folder.path });
  await new Promise((started) => sandbox.stdout?.once('data', started));
  stopSandbox = async () => {
    sandbox.kill('SIGTERM');
    await sandbox.ended;
  };
  typed = (line) => type(line, { cwd: folder.path, env: { TONGBU_URL: server.url } });
}, 60_000);
afterAll(async () => {
  await Promise.all([server.stop(), stopSandbox()]);
  await folder.remove();
});

test('both languages type the same', () => {
  expect(chinese.map((line) => line.replace(' --lang zh-CN', ''))).toEqual(english);
});

test('every command of the English page works, one after another; then those that the Chinese page types otherwise', async () => {
  const lines = [...english, ...chinese.filter((line) => !english.includes(line))].filter((line) => !APART.test(line));
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines) {
    if (line.includes('sign --explain')) await refuseOne(server.url, folder.path);
    const said = await typed(line).catch(({ message, stdout, stderr }) => expect.fail(`${line}\n${message}\n${stdout}${stderr}`));
    if (line.includes('calcStock')) expect(said).toMatch(/"syn_stock":427\b.*"stock_change_count":1\b/);
    if (line.includes('syncSuccess')) expect(said).toContain('"status":0');
    if (line.startsWith('npx tongbu order ship')) expect(said).toContain('the shop is told by shipment');
    if (line.startsWith('npx tongbu sandbox ship')) expect(said).toMatch(/waits? for the shop/);
    if (/explain \d/.test(line)) expect(said).toMatch(/90 ?%/);
  }
}, 180_000);
