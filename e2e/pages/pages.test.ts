/** The pages a newcomer and an operator read, and their Chinese twins: every command run as it stands, one page after another. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, type Served, serve, type TestFolder } from '../../packages/cli/test/harness.ts';
import { linesOf, refuseOne, type } from './page.ts';

const PAGES = ['getting-started', 'running', 'operating', 'security', 'backup', 'doctor', 'refused-signatures', 'import'];

/** Typed alike in both languages, and run by tests of their own. */
const ELSEWHERE = ['management-api', 'sandbox', 'monitoring', 'bridge', 'shop-adapters', 'client'];

/** What runs until it is stopped, builds the clone, or asks a machine elsewhere. */
const APART = /^npm |^npx tongbu serve\b|--against /;
/** What wants the server stopped is typed last. */
const STOPPED = /^npx tongbu restore\b/;

let folder: TestFolder;
let server: Served;
const env: Record<string, string> = {};

beforeAll(async () => {
  folder = await makeFolder();
  await symlink(fileURLToPath(new URL('../../examples', import.meta.url)), join(folder.path, 'examples'));
  server = await serve(join(folder.path, 'tongbu-data'));
  const bareAddress = (url: string) => url.replace('http://', '');
  Object.assign(env, { TONGBU_URL: server.url, TONGBU_API: bareAddress(server.url), TONGBU_MANAGE: bareAddress(server.manageUrl) });
  env['API'] = server.manageUrl;
}, 60_000);
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

test.each([...PAGES, ...ELSEWHERE])('docs/%s: both languages type the same', (page) => {
  const spoken = (line: string) => line.replace(/ --lang \S+$/, '');
  expect(linesOf(`docs/${page}.zh-CN.md`).map(spoken)).toEqual(linesOf(`docs/${page}.md`).map(spoken));
});

test('every command works, and says what the page says of it', async () => {
  const lines = PAGES.flatMap((page) => linesOf(`docs/${page}.md`)).filter((line) => !APART.test(line));
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines.filter((line) => !STOPPED.test(line))) {
    if (line.includes('sign --explain')) env['ADDRESS'] = await refuseOne(server.url, folder.path);
    const said = await typed(line);
    for (const [begins, says] of SAYS) if (line.startsWith(begins)) expect(said, line).toMatch(says);
    if (line.startsWith('npx tongbu token add --name ops')) env['TOKEN'] = /tb_[\w-]+/.exec(said)?.[0] ?? '';
  }
}, 120_000);

test('what wants the server stopped works without it', async () => {
  await server.stop();
  const lines = PAGES.flatMap((page) => linesOf(`docs/${page}.md`)).filter((line) => STOPPED.test(line));
  expect(lines).toEqual(['npx tongbu restore monday.db']);
  for (const line of lines) expect(await typed(line)).toContain('raised by 1,000,000');
});

const typed = (line: string) =>
  type(line, { cwd: folder.path, env }).catch(({ message, stdout, stderr }) => expect.fail(`${line}\n${message}\n${stdout}${stderr}`));

/** What a page promises of its commands. */
const SAYS: [begins: string, says: RegExp][] = [
  ['npx tongbu call sales.StockSync.calcStock', /"syn_stock":427\b.*"stock_change_count":1\b/],
  ['npx tongbu call sales.StockSync.syncSuccess', /"status":0/],
  ['npx tongbu explain 1', /427/],
  ['npx tongbu order ship', /the shop is told by shipment 1/],
  ['npx tongbu call sales.LogisticsSync.getSyncListExt', /"sync_id":1,.*"logistics_no":"78784120961988"/],
  ['npx tongbu order show', /1 +failed/],
  ['npx tongbu journal --limit 5', /flagship:my-shop +no such order here/],
  ['curl', /"state":"replaced"|"number":2|"shipment":2/],
  ['npx tongbu health', /is ready/],
  ['npx tongbu verify monday.db', /monday\.db is whole and agrees with its journal/],
  ['npx tongbu doctor --probe', /probe +\S/],
  ['npx tongbu sign --explain --refusals', /验证失败/],
  ['npx tongbu sign --explain --last', /salt/],
  ['npx tongbu sign --explain --url', /salt/],
];
