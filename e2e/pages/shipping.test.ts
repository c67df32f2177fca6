/** docs/shipping.md and docs/shipping.zh-CN.md: every case typed as it stands, and what is printed and pulled compared with the page. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCENES } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, start, type TestFolder } from '../../packages/cli/test/harness.ts';
import { blocksOf, readPage, type } from './page.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const english = readPage('docs/shipping.md');
const chinese = readPage('docs/shipping.zh-CN.md');
const BLOCK = /^```(console|json)\n([\s\S]*?)^```/gm;

let folder: TestFolder;
let url: string;
let stop: () => Promise<unknown>;
let typed: (line: string) => Promise<string>;

beforeAll(async () => {
  folder = await makeFolder();
  const data = join(folder.path, 'sandbox');
  const child = start(['sandbox', 'start', '--json', '--data', data, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0']);
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
  ({ url } = JSON.parse(line) as { url: string });
  typed = (line) =>
    type(line.replace(/^(npx tongbu sandbox .*)$/, `$1 --data ${data}`), { cwd: ROOT, env: { TONGBU_DATA: data, TONGBU_URL: url } });
  stop = async () => {
    child.kill('SIGTERM');
    await child.ended;
  };
}, 60_000);
afterAll(async () => {
  await stop();
  await folder.remove();
});

test('both languages show the same commands, answers and records', () => {
  const blocksIn = (page: string) => [...page.matchAll(BLOCK)].map(([block]) => block);
  expect(blocksIn(chinese)).toEqual(blocksIn(english));
  expect(blocksOf(chinese, 'sh')).toEqual(blocksOf(english, 'sh'));
});

test('every kind the sandbox plays has its heading, in both languages', async () => {
  const kindsIn = (page: string) => [...page.matchAll(/^#+ .*`([a-z-]+)`$/gm)].map(([, kind]) => kind as string);
  expect(kindsIn(english).sort()).toEqual(Object.keys(SCENES).sort());
  expect(kindsIn(chinese).sort()).toEqual(Object.keys(SCENES).sort());
});

test('every command prints what the page says, and the shop pulls what the page says', async () => {
  let cases = 0;
  for (const [, language, text] of english.matchAll(BLOCK)) {
    if (language === 'json') {
      const shown = JSON.parse(text as string) as Record<string, unknown>[];
      expect(await pulled(shown), text).toEqual(shown);
      cases++;
      continue;
    }
    for (const [, line, said] of (text as string).matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      if (line?.startsWith('export ')) continue;
      expect(comparable(await typed(line as string)), line).toBe(comparable(said as string));
    }
  }
  expect(cases).toBe(10);
}, 180_000);

test('the sandbox plays each of them at once', async () => {
  for (const kind of Object.keys(SCENES)) expect(await typed(`npx tongbu sandbox ship ${kind}`), kind).toMatch(/waits? for the shop/);
}, 60_000);

/** The records of the orders shown, with the members shown. */
async function pulled(shown: Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
  const answer = await typed(`npx tongbu call sales.LogisticsSync.getSyncListExt '[{"is_own_platform":true}]' --page-size 100`);
  const { data } = JSON.parse(answer) as { data: Record<string, unknown>[] };
  const tids = new Set(shown.map(({ tid }) => tid));
  const ofThese = data.filter(({ tid }) => tids.has(tid));
  return ofThese.map((record, n) =>
    Object.fromEntries(Object.keys(shown[n] ?? record).map((name) => [name, timeless(name, record[name])])),
  );
}

/** A placeholder and `created` name the moment. */
const timeless = (name: string, value: unknown) => (name === 'oids' ? String(value).replace(MOMENT, '2026-11-13 10:05:00') : value);
const MOMENT = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g;
const comparable = (text: string) => text.trimEnd().replace(MOMENT, '2026-11-13 10:05:00');
