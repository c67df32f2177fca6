/** The generated pages say what the definitions say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readJson } from '@tongbu/protocol';
import { expect, test } from 'vitest';
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

test('every test that docs/leniency.md names exists', () => {
  const page = readFileSync(`${docs}leniency.md`, 'utf8');
  const named = [...page.matchAll(/`((?:packages|test)\/[\w./-]+\.test\.ts)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(0);
  for (const path of named) expect(existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url))), path).toBe(true);
});

test('docs/leniency.md: a member that stands twice in a JSON object is read as its last one', () => {
  expect(readJson('{"stock_change_count":1,"stock_change_count":2}')).toEqual({ stock_change_count: 2 });
  expect(readJson('{"stock_change_count":1e0,"stock_change_count":2,"id":12345678901234567}')).toMatchObject({ stock_change_count: 2 });
});
