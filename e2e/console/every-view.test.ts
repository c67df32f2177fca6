/** What holds of every view of the console, in a real browser against a real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type OpenConsole, openConsole } from './open-console.ts';
import { VIEWS } from './views.ts';

const missing = chromiumPath() === undefined;
if (missing) console.warn('the console is not tried: this machine has no chromium; TONGBU_CHROMIUM names one elsewhere');

describe.skipIf(missing)('every view', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
  });
  // Fails where any page met an error of a script, a breach of the policy or a 5xx.
  afterAll(() => shown.close());

  test.each(VIEWS)('$name: axe finds nothing, in both languages and shades, narrow and wide', async ({ path, as }) => {
    for (const look of LOOKS) {
      const page = await shown.open(path, { ...look, ...(as === null && { as }) });
      expect(await violationsOf(page), `${path} ${JSON.stringify(look)}`).toEqual([]);
      await page.context().close();
    }
  });

  test.each(VIEWS)('$name: nothing is wider than 360 pixels but tables, which scroll by themselves', async ({ path, as }) => {
    const page = await shown.open(path, { width: 360, height: 740, language: 'zh', ...(as === null && { as }) });
    const { scrollWidth, clientWidth } = await page
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    await page.context().close();
  });

  test.each(VIEWS)(
    '$name: has a title of its own and one heading of the first level, said in the language that is chosen',
    async ({ path, as }) => {
      const titles: string[] = [];
      for (const language of ['en', 'zh'] as const) {
        const page = await shown.open(path, { language, ...(as === null && { as }) });
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
        titles.push((await page.locator('h1').textContent()) ?? '');
        await page.context().close();
      }
      expect(titles[0]).not.toMatch(/\p{Script=Han}/u);
      expect(titles[1]).toMatch(/\p{Script=Han}/u);
    },
  );
});

const LOOKS = [
  { language: 'en', shade: 'light', width: 1280 },
  { language: 'zh', shade: 'dark', width: 1280 },
  { language: 'zh', shade: 'light', width: 360 },
] as const;
