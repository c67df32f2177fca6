/** The page for people: whole in both languages, without scripts, with headers that let nothing else in. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { html, prose } from '../../src/manage/html.ts';
import { routes } from '../../src/manage/routes/index.ts';
import { type Manager, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const page = (query = '', headers: Record<string, string> = {}) => server.ask({ path: `/api/docs${query}`, token: null, headers });

test.each(['en', 'zh'] as const)('%s: every route, record and problem, and every link leads somewhere', async (lang) => {
  const { text } = await page(`?lang=${lang}`);
  for (const route of routes) expect(text).toContain(html`${route.summary[lang]}`.text);
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id as string);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, link] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(link);
  expect(text).toContain(lang === 'zh' ? '<html lang="zh-CN">' : '<html lang="en">');
  expect(text).not.toMatch(/undefined|\[object|NaN/);
});

test('nothing runs and nothing is fetched: no script, and the style is the only one that its headers let in', async () => {
  const { text, headers } = await page();
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=|<img|<link|url\(/i);
  const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] as string;
  expect(style.length).toBeGreaterThan(1000);
  const digest = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(style).toContain('prefers-color-scheme: dark');
});

test('the language is what the browser prefers, until another is chosen', async () => {
  expect((await page('', { 'accept-language': 'zh-CN,zh;q=0.9' })).text).toContain('管理接口');
  expect((await page('?lang=en', { 'accept-language': 'zh-CN' })).text).toContain('management API');
  expect((await page('', { 'accept-language': 'de' })).text).toContain('management API');
});

test('what is filled into HTML is escaped', () => {
  expect(html`<p>${'<b>&"\''}${null}${false}${['a', html`<i>`]}</p>`.text).toBe('<p>&#60;b&#62;&#38;&#34;&#39;a<i></p>');
  expect(prose('a `<x>` b').text).toBe('a <code>&#60;x&#62;</code> b');
});
