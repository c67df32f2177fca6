/** The generated pages say what the definitions say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from '@tongbu/protocol';
import { describe, expect, test } from 'vitest';
import { pages as generated } from '../scripts/pages.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const pages = generated();

test.each([...pages])('docs/%s is up to date; if not, run `npm run docs`', (path, page) => {
  const written = existsSync(docs + path) ? readFileSync(docs + path, 'utf8') : '';
  expect(written === page, `docs/${path} is stale: run \`npm run docs\``).toBe(true);
});

test('docs/api has no page of an interface that is gone; if it has, run `npm run docs`', () => {
  const found = readdirSync(`${docs}api`, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  const wanted = [...pages.keys()].filter((path) => path.startsWith('api/'));
  expect(found.map((path) => `api/${path.replaceAll('\\', '/')}`).sort()).toEqual(wanted.sort());
});

test('example texts stand in the pages exactly', () => {
  expect(pages.get('api/flagship/sales.StockSync.syncSuccess.md')).toContain('"stock_syn_min":1.0000,"stock_syn_rule_id":-10000');
});

test('every test that docs/leniency.md names exists, and its Chinese twin names the same, row by row', () => {
  const namedIn = (name: string) =>
    [...readFileSync(docs + name, 'utf8').matchAll(/`((?:packages|test)\/[\w./-]+\.test\.ts)`/g)].map(([, path]) => path as string);
  const named = namedIn('leniency.md');
  expect(named.length).toBeGreaterThan(0);
  expect(namedIn('leniency.zh-CN.md')).toEqual(named);
  for (const path of named) expect(existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url))), path).toBe(true);
});

test('docs/leniency.md: a member that stands twice in a JSON object is read as its last one', () => {
  expect(readJson('{"stock_change_count":1,"stock_change_count":2}')).toEqual({ stock_change_count: 2 });
  expect(readJson('{"stock_change_count":1e0,"stock_change_count":2,"id":12345678901234567}')).toMatchObject({ stock_change_count: 2 });
});

test.each(['operating.md', 'operating.zh-CN.md'])('docs/%s says what each alert means', (name) => {
  const page = readFileSync(`${docs}${name}`, 'utf8');
  const rules = readFileSync(fileURLToPath(new URL('../examples/monitoring/tongbu-alerts.yml', import.meta.url)), 'utf8');
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, alert]) => alert as string);
  expect(alerts.length).toBeGreaterThan(5);
  expect(alerts.filter((alert) => !page.includes(`\`${alert}\``))).toEqual([]);
});

test('every page for operators and integrators has its Chinese twin, with the same headings in number', () => {
  const count = (name: string) => [...readFileSync(`${docs}${name}`, 'utf8').matchAll(/^#{1,3} /gm)].length;
  const PAGES = [
    'getting-started',
    'running',
    'operating',
    'security',
    'troubleshooting',
    'compatibility',
    'shop-adapters',
    'bridge',
    'client',
    'monitoring',
    'sandbox',
    'shipping',
    'backup',
    'doctor',
    'refused-signatures',
    'import',
    'configuration',
    'management-api',
    'leniency',
  ];
  for (const page of PAGES) expect({ page, headings: count(`${page}.zh-CN.md`) }).toEqual({ page, headings: count(`${page}.md`) });
});

describe('links of the pages', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const written = readdirSync(docs, { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path.replaceAll('\\', '/')}`);
  const examples = readdirSync(`${root}examples`, { recursive: true, encoding: 'utf8' }).map(
    (path) => `examples/${path.replaceAll('\\', '/')}`,
  );
  const top = readdirSync(root);
  const all = [...top, ...written, ...examples].filter((path) => path.endsWith('.md') && !path.includes('node_modules'));

  /** Where a heading is found, as the usual renderers name it. */
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');

  test.each(all)('%s: each leads to a page, and to a heading where one is named', (path) => {
    const page = readFileSync(root + path, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    for (const [, target = ''] of page.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', heading] = decodeURI(target).split('#');
      const found = file === '' ? root + path : resolve(dirname(root + path), file);
      expect(existsSync(found), `${path}: ${target}`).toBe(true);
      if (!heading) continue;
      const headings = [...readFileSync(found, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchor(text as string));
      expect(headings, `${path}: ${target}`).toContain(heading);
    }
  });
});
