/** The documentation in the console: read in both languages, searched, copied from, and reached from an error. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

describe.skipIf(chromiumPath() === undefined)('documentation', () => {
  let shown: OpenConsole;
  let page: Page;
  beforeAll(async () => {
    shown = await openConsole();
    page = await shown.open('/docs');
  });
  afterAll(() => shown.close());

  const heading = () => page.locator('h1').textContent();
  const go = async (path: string) => {
    await page.goto(shown.tongbu.manageUrl + path, { waitUntil: 'networkidle' });
    await page.locator('h1').first().waitFor();
  };

  test('begins with getting started; its list leads to every page, and none of them is empty', async () => {
    expect(await heading()).toBe('Getting started');
    const links = await page.getByRole('navigation', { name: 'Contents' }).getByRole('link').all();
    expect(links.length).toBeGreaterThan(18);
    for (const link of links) {
      await link.click();
      await page.waitForURL(`**${await link.getAttribute('href')}`);
      expect((await page.locator('article').innerText()).length, page.url()).toBeGreaterThan(300);
    }
  });

  test('a link of a page leads to the page and the heading that it names', async () => {
    await go('/docs/running');
    await page.locator('article').getByRole('link', { name: 'operating' }).first().click();
    await page.waitForURL(/\/docs\/operating#sizes-and-limits$/);
    await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('sizes-and-limits');
  });

  test('a search over all pages finds a message, and goes there', async () => {
    await go('/docs');
    await page.keyboard.press('/');
    await page.keyboard.type('验证失败');
    await page.waitForURL(/q=/);
    await page.locator('ol').getByRole('link').first().click();
    await page.waitForURL(/\/docs\/troubleshooting#/);
    expect(await heading()).toBe('Troubleshooting, by message');
    await go('/docs?q=no-such-word-anywhere');
    expect(await page.locator('main').innerText()).toContain('Try fewer words');
  });

  test('a search in Chinese shows what is written in Chinese, and for readers, before what is not', async () => {
    const theirs = await shown.open('/docs?q=sign', { language: 'zh' });
    const places = await theirs
      .locator('ol a')
      .evaluateAll((all) => all.map((each) => (each as { getAttribute(name: string): string }).getAttribute('href')));
    const place = (part: string) => places.findIndex((each) => each.includes(part));
    expect(place('/troubleshooting')).toBeGreaterThanOrEqual(0);
    const others = places.slice(0, Math.max(place('/troubleshooting'), place('/refused-signatures')));
    expect(others.filter((each) => /\/(decisions|proof|bench)\b/.test(each))).toEqual([]);
    await theirs.context().close();
  });

  test.each([
    ['For input string: "1665947116495"', 'for-input-string'],
    ['forbidden', 'forbidden'],
    ['此方法仅支持分页查询：sales.LogisticsSync.getSyncListExt', '此方法仅支持分页查询'],
    ['签名sign错误', '验证失败--签名sign错误'],
    ['单号已被使用: T1', '单号已被使用'],
  ])('an error leads to what explains it: %s', async (said, id) => {
    await go(`/docs/troubleshooting?said=${encodeURIComponent(said)}`);
    await expect.poll(() => page.evaluate<string>('decodeURIComponent(location.hash)')).toBe(`#${id}`);
    await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe(id);
  });

  test('what is typed is copied, of a session without its answers', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await go('/docs/shipping');
    const block = page.locator('article pre').filter({ hasText: '$ npx tongbu' }).first();
    await block.locator('xpath=..').getByRole('button', { name: 'Copy' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^npx tongbu import shops .*$/m);
    expect(copied).not.toMatch(/^\$|rows/m);
  });

  test('in Chinese the same address is the Chinese page', async () => {
    const chinese = await shown.open('/docs/operating', { language: 'zh' });
    expect(await chinese.locator('h1').textContent()).toBe('运维');
    await chinese.goto(`${shown.tongbu.manageUrl}/docs/doctor`, { waitUntil: 'networkidle' });
    expect(await chinese.locator('h1').textContent()).toBe('安装检查');
    expect(await chinese.locator('article').innerText()).not.toContain('examines an installation');
    await chinese.context().close();
  });

  test('an address that is no page says so', async () => {
    await go('/docs/nothing-of-that-name');
    expect(await heading()).toBe('There is no such page');
  });
});
