/** What holds of every view of the console, in a real browser against a real server. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type OpenConsole, openConsole } from './open-console.ts';
import { VIEWS } from './views.ts';

const missing = chromiumPath() === undefined;
if (missing) console.warn('the console is not tried: this machine has no chromium; TONGBU_CHROMIUM names one elsewhere');

const LOOKS = [
  { language: 'en', shade: 'light', width: 1280 },
  { language: 'zh', shade: 'dark', width: 1280 },
  { language: 'zh', shade: 'light', width: 360, height: 740 },
] as const;

/** What opens on a page, or is shown of it only sometimes. */
const OPENED: { name: string; path: string; open?(page: Page): Promise<void> }[] = [
  { name: 'troubleshooting', path: '/docs/troubleshooting' },
  { name: 'an interface', path: '/docs/api/flagship/sales.StockSync.calcStock' },
  { name: 'a page of the documentation that is not there', path: '/docs/no-such-page' },
  { name: 'nothing found in the documentation', path: '/docs?q=no-such-word-anywhere' },
  { name: 'what the keys do', path: '/', open: (page) => page.keyboard.press('?') },
  { name: 'a sandbox after a scene, with a fault', path: '/sandbox', open: playAndBreak },
  { name: 'a fault to set', path: '/sandbox', open: (page) => press(page, /^(Set a fault|设置故障)$/) },
  { name: 'a key to add', path: '/keys', open: (page) => page.keyboard.press('n') },
  { name: 'a key just made, with its secret', path: '/keys', open: makeKey },
  { name: 'a person to add', path: '/people', open: (page) => page.keyboard.press('n') },
  { name: 'a carrier to map', path: '/carriers?carrier=XXKD' },
  { name: 'a shop to set', path: '/shops?shop=shop' },
  { name: 'a shop to pause', path: '/shops', open: (page) => press(page, /^(Pause|暂停)$/) },
  { name: 'a file to import', path: '/shops', open: (page) => press(page, /^(Import|导入)$/) },
  { name: 'what a rule would do', path: '/rules/default', open: changeRule },
  { name: 'a refused call, examined', path: '/requests?outcome=refused', open: examine },
];

async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function playAndBreak(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(Play|执行)/ })
    .first()
    .click();
  await page.locator('.ant-message-notice').first().waitFor();
  await press(page, /^(Set a fault|设置故障)$/);
  await page.getByRole('dialog').locator('button.ant-btn-primary').click();
  await page
    .getByRole('button', { name: /^(End fault|清除故障)/ })
    .first()
    .waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function makeKey(page: Page): Promise<void> {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^(Key|账号)$/).fill('new-shop');
  await dialog.locator('button.ant-btn-primary').click();
  await page.getByRole('textbox', { name: /The secret of|的密钥/ }).waitFor();
}

async function changeRule(page: Page): Promise<void> {
  await page.getByLabel(/^(Percent|百分比)$/).fill('40');
  await page.locator('main .ant-table').nth(1).waitFor();
}

async function examine(page: Page): Promise<void> {
  await page.locator('tbody tr[data-at="0"]').click();
  await page.locator('figure mark').first().waitFor();
}

describe.skipIf(missing)('every view', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
  });
  // Fails where any page met an error of a script, a breach of the policy or a 5xx.
  afterAll(() => shown?.close());

  test.each(VIEWS)(
    '$name: axe finds nothing, one heading in the language that is chosen, nothing wider than its window but tables that scroll by themselves',
    {
      timeout: 120_000,
    },
    async ({ path, as }) => {
      for (const look of LOOKS) {
        const page = await shown.open(path, { ...look, ...(as === null && { as }) });
        const seen = `${path} ${JSON.stringify(look)}`;
        expect(await violationsOf(page), seen).toEqual([]);
        expect(await page.locator('html').getAttribute('lang'), seen).toBe(look.language === 'zh' ? 'zh-CN' : 'en');
        expect(await page.locator('h1').count(), seen).toBe(1);
        expect(await overflow(page), `${seen}: pixels too wide`).toBeLessThanOrEqual(0);
        if (look.width === 360) expect(await scrolling(page), seen).toEqual([]);
        await page.context().close();
      }
    },
  );

  test.each(VIEWS)('$name: at 360 pixels, in English too, neither the page nor a table in it scrolls sideways', async ({ path, as }) => {
    const page = await shown.open(path, { language: 'en', width: 360, height: 740, ...(as === null && { as }) });
    expect(await overflow(page), 'pixels too wide').toBeLessThanOrEqual(0);
    expect(await scrolling(page)).toEqual([]);
    await page.context().close();
  });

  // In one look: the dark in Chinese, where most has been found.
  test.each(OPENED)('$name: axe finds nothing, and it is no wider than its window', { timeout: 60_000 }, async ({ path, open }) => {
    const page = await shown.open(path, LOOKS[1]);
    await open?.(page);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflow(page), 'pixels too wide').toBeLessThanOrEqual(0);
    await page.context().close();
    shown.tongbu.faults.clear();
  });
});

/** The tables that are wider than what they stand in, by their names: somebody would have to scroll to read them. */
function scrolling(page: Page): Promise<string[]> {
  return page.locator('table').evaluateAll((tables) =>
    tables.flatMap((table) => {
      const name = table.getAttribute('aria-label') ?? table.textContent?.slice(0, 40) ?? '';
      const around: string[] = [];
      for (let box = table.parentElement; box; box = box.parentElement)
        if (box.scrollWidth > box.clientWidth) around.push(`${name}: ${box.scrollWidth} pixels in ${box.clientWidth}`);
      return around;
    }),
  );
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}
