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

describe.skipIf(missing)('every view', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
  });
  // Fails where any page met an error of a script, a breach of the policy or a 5xx.
  afterAll(() => shown?.close());

  test.each(VIEWS)(
    '$name: axe finds nothing, one heading in the language that is chosen, nothing wider than 360 pixels but what scrolls by itself',
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
        await page.context().close();
      }
    },
  );
});

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}
