/** Who may only read is offered nothing that would be refused: every list, record and drawer, as a viewer sees it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

/** Buttons that read, or move about. */
const READS = ['Refresh', 'Columns', 'Back to the list', 'Next page', 'First page', 'Show more', 'Copy', 'Close', 'Clear filters'];

const PATHS = [
  '/stock-sync',
  '/stock-sync/3',
  '/shipment-sync',
  '/shipment-sync/2',
  '/orders',
  '/orders/2026112300871',
  '/mapping',
  '/items?item=SKU-1',
  '/suites?suite=TEA-BOX',
  '/levels',
  '/levels?tab=warehouses',
  '/levels?tab=stocktakes&stocktake=1',
];

describe.skipIf(chromiumPath() === undefined)('a viewer', () => {
  let shown: OpenConsole;
  let page: Page;
  const refused: string[] = [];
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
    page = await shown.open('/', { as: 'viewer' });
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url());
    });
  });
  afterAll(() => shown.close());

  const at = async (path: string) => {
    await page.goto(shown.tongbu.manageUrl + path, { waitUntil: 'networkidle' });
    await page.locator('h1').first().waitFor();
  };

  test.each(PATHS)('%s: is offered what reads, and no way to a page that is closed to them', async (path) => {
    await at(path);
    const place = page.locator('#content, [role="dialog"]');
    const buttons = await place.getByRole('button').evaluateAll(namesOf);
    expect(buttons.filter((name) => !READS.includes(name))).toEqual([]);
    expect(await place.getByRole('checkbox', { name: /Select/ }).count()).toBe(0);
    expect(await place.locator('a[href^="/keys"], a[href^="/people"], a[href^="/audit"]').count()).toBe(0);
    expect(refused).toEqual([]);
  });

  test('what has to be set right says who can, and it can be read', async () => {
    await at('/shipment-sync/2');
    const verdict = page.getByRole('region', { name: 'Why it is, or is not, in the shop' });
    await verdict.getByText('An operator or an admin can do this.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('what only an admin sets right leads nowhere, and says so', async () => {
    const json = { verdict: 'no key', mend: 'key', reason: '', pulledAt: null };
    await page.route('**/api/listings/3/verdict', (route) => route.fulfill({ json }));
    await at('/stock-sync/3');
    const verdict = page.getByRole('region', { name: 'Why it is, or is not, in the shop' });
    await verdict.getByText('An admin can do this.').waitFor();
    expect(await verdict.getByRole('link').count()).toBe(0);
  });
});

/** What buttons are called; runs in the browser. */
function namesOf(buttons: unknown[]): string[] {
  const seen = buttons as { textContent: string; getAttribute(name: string): string | null; checkVisibility(): boolean }[];
  return seen.filter((each) => each.checkVisibility()).map((each) => (each.getAttribute('aria-label') ?? each.textContent).trim());
}
