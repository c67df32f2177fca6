/** Stock sync and shipment sync in a real browser: found, read, set right, many at once; and what strangers write is only ever text. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

const MANY = 450;
const LATE = { timeout: 10_000 };
const RTL = '\u202egnp.exe\u202c';
const HOSTILE = `<img src=x onerror="document.title='hacked'"> ${RTL} =HYPERLINK("http://evil")`;
const LONG = `${HOSTILE} ${'长文字 long text '.repeat(1000)}`.slice(0, 10_000);

describe.skipIf(chromiumPath() === undefined)('records', { timeout: 150_000 }, () => {
  let shown: OpenConsole;
  const seller = 'sandbox';

  beforeAll(async () => {
    shown = await openConsole();
    const { engine, shopNo } = shown.tongbu;
    const rows = async (kind: string, records: Record<string, string>[]) => {
      await engine.importRows({ seller, kind, records, now: Date.now(), partial: false });
    };
    await rows('items', [{ spec_no: 'MANY' }, { spec_no: 'EVIL' }]);
    await rows('listings', [
      ...Array.from({ length: MANY }, (_, i) => ({ shop_no: shopNo, goods_id: `M${i}`, spec_no: 'MANY', goods_name: `many ${i}` })),
      { shop_no: shopNo, goods_id: 'E1', spec_no: 'EVIL', goods_name: HOSTILE.slice(0, 200) },
    ]);
    await rows('shipments', [
      { shop_no: shopNo, tid: 'T-1', logistics_no: 'SF-100', logistics_code: 'SF' },
      { shop_no: shopNo, tid: 'T-2', logistics_no: 'SF-200', logistics_code: 'SF' },
    ]);
    await refuse('MANY', 'Timeout of the shop');
    await refuse('EVIL', LONG);
    await fail('T-1', '订单已关闭');
    await fail('T-2', LONG);
  });
  // Fails where any page met an error of a script, a breach of the policy or a 5xx.
  afterAll(() => shown.close());

  const caller = { seller, key: null, actor: 'flagship:sandbox-flagship' };

  async function found(search: string) {
    const { engine } = shown.tongbu;
    const asked = { seller, state: 'all', shopNo: null, search, limit: 1000, now: Date.now() } as const;
    return (await engine.listListings({ ...asked, cursor: null })).rows;
  }

  async function refuse(code: string, message: string) {
    const items = (await found(code)).map(({ listing, version }) => ({
      listing,
      version,
      quantity: null,
      outcome: 'fail' as const,
      message,
    }));
    const now = Date.now();
    await shown.tongbu.engine.acknowledgeStock({ caller, items, signedAt: now, now });
  }

  async function parcel(tid: string) {
    const asked = { seller, state: 'all', shopNo: null, tid, trackingNumber: null, cursor: null, limit: 9, now: Date.now() } as const;
    return (await shown.tongbu.engine.listShipments(asked)).rows[0] as { shipment: number; state: string };
  }

  async function fail(tid: string, message: string) {
    const now = Date.now();
    const { shipment } = await parcel(tid);
    await shown.tongbu.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome: 'fail', message }], signedAt: now, now });
  }

  const rowsOf = (page: Page) => page.locator('tbody tr[data-at]');

  test('found by a code and the keyboard alone, read, and set right', async () => {
    const page = await shown.open('/stock-sync');
    await page.keyboard.press('/');
    await page.keyboard.type('EVIL');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=EVIL/);
    await expect.poll(() => rowsOf(page).count(), LATE).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/stock-sync\/\d+/);
    const verdict = page.getByRole('region', { name: 'Why it is, or is not, in the shop' });
    await verdict.getByText(/^The shop refused \d+ once\. It is offered again in /).waitFor();
    await verdict.getByRole('button', { name: 'Queue again' }).click();
    await verdict.getByText('waits for shop').waitFor();
    await page.getByText('Queued again').first().waitFor();
    await page.getByRole('region', { name: 'What happened' }).getByText('Wang Fang').waitFor();
    expect((await found('EVIL'))[0]).toMatchObject({ version: 2, failures: 0 });
    await page.keyboard.press('u');
    await page.waitForURL(/q=EVIL/);
    await page.context().close();
  });

  test('in Chinese: the first sentence says why, and the quantity is explained', async () => {
    const [listing] = await found('M0');
    const page = await shown.open(`/stock-sync/${listing?.listing}`, { language: 'zh' });
    await page.getByText(/^商城拒绝了 \d+（1 次），将于/).waitFor();
    await page.getByRole('heading', { name: '数量如何得出' }).waitFor();
    await page.getByText('Timeout of the shop').first().waitFor();
    await page.context().close();
  });

  test('on a phone: a row says within its width what it is, how it stands and why; it is chosen, moved to and opened as elsewhere', async () => {
    const page = await shown.open('/stock-sync?state=failed&reason=Timeout', { width: 360, height: 740 });
    const row = rowsOf(page).nth(1);
    for (const said of ['MANY', 'Failed', 'Timeout of the shop']) {
      const box = await row.getByText(said, { exact: true }).first().boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999), said).toBeLessThanOrEqual(360);
    }
    await row.getByRole('checkbox').check();
    await page.getByText('1 selected').waitFor();
    await page.getByRole('button', { name: 'Queue again' }).waitFor();
    await page.locator('h1').click(); // in the box, keys are its own
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/stock-sync\/\d+/);
    await page.context().close();
  });

  test('many: counted first, stopped between two steps, told what is done; the rest as it was', async () => {
    const page = await shown.open('/stock-sync?state=failed&reason=Timeout');
    let steps = 0;
    const stopped = Promise.withResolvers<void>();
    await page.route('**/api/listings/bulk', async (route) => {
      const isDry = (route.request().postDataJSON() as { dryRun: boolean }).dryRun;
      if (!isDry && ++steps === 2) await stopped.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Select all that this filter finds' }).click();
    await page.getByRole('button', { name: 'Queue again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Would touch ${MANY} records.`).waitFor();
    expect((await found('M1'))[0]).toMatchObject({ version: 1 });
    await dialog.getByRole('button', { name: 'Queue again' }).click();
    await dialog.getByText(`200 of ${MANY} done`).waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    stopped.resolve();
    await dialog.getByText('Stopped. 400 records were done; the rest is as it was.').waitFor();
    expect((await found('MANY')).filter(({ failures }) => failures > 0)).toHaveLength(MANY - 400);
    await dialog.getByRole('button', { name: 'Count again' }).click();
    await dialog.getByText(`Would touch ${MANY - 400} records.`).waitFor();
    await page.context().close();
  });

  test('some, chosen by hand: what cannot be done says why', async () => {
    const page = await shown.open('/stock-sync?q=M11');
    await expect.poll(() => rowsOf(page).count(), LATE).toBeGreaterThan(1);
    const [first] = await found('M11');
    await shown.tongbu.engine.cancelStock({
      caller,
      listing: first?.listing as number,
      version: first?.version as number,
      ...{ signedAt: Date.now(), now: Date.now() },
    });
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: 'Cancel the change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 stays as it is:').waitFor();
    await dialog.getByText('1 · nothing of it waits').waitFor();
    await page.context().close();
  });

  test('exported as filtered; columns are chosen, and kept', async () => {
    const page = await shown.open('/stock-sync?q=EVIL');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect([file.suggestedFilename(), lines.length]).toEqual(['listings.csv', 2]);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Failures' }).check();
    await page.reload();
    await page.getByRole('columnheader', { name: 'Failures' }).waitFor();
    await page.context().close();
  });

  test('a parcel: found by its number, its story told, queued again under a new one', async () => {
    const before = await parcel('T-1');
    const page = await shown.open('/shipment-sync?q=SF-100');
    await rowsOf(page).first().click();
    await page.waitForURL(new RegExp(`/shipment-sync/${before.shipment}$`));
    await page.getByText(/^The shop reported it failed .*; it is not offered again by itself\.$/).waitFor();
    await page.getByText('订单已关闭').first().waitFor();
    await page.getByRole('button', { name: 'Queue again' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/${before.shipment}`));
    const after = await parcel('T-1');
    expect(page.url().endsWith(`/shipment-sync/${after.shipment}`)).toBe(true);
    expect([after.state, after.shipment > before.shipment]).toEqual(['pending', true]);
    await page.context().close();
  });

  test.each([
    ['en', 'What happened', 'in place of record', 'now record', 'Waits', /Open record/],
    ['zh', '经过', '接替记录', '现为记录', '待同步', /查看记录/],
  ] as const)(
    'in %s: a parcel that was queued again leads to the record before it, and that one back',
    async (language, life, before, now, waits, button) => {
      const { shipment } = await parcel('T-1');
      const page = await shown.open(`/shipment-sync/${shipment}`, { language });
      const story = page.getByRole('region', { name: life });
      const first = story.getByRole('listitem').filter({ hasText: before });
      expect(await first.innerText()).toContain('订单已关闭');
      await first.getByRole('link', { name: /^\d+$/ }).click();
      await story.getByRole('listitem').filter({ hasText: now }).getByText(waits).waitFor();
      expect(new URL(page.url()).pathname).not.toBe(`/shipment-sync/${shipment}`);
      await page.getByRole('link', { name: button }).click();
      await page.waitForURL(`**/shipment-sync/${shipment}`);
      await page.context().close();
    },
  );

  test('a viewer is told who can set it right, and is led to no page that is closed to them', async () => {
    const { shipment } = await parcel('T-2');
    const page = await shown.open(`/shipment-sync/${shipment}`, { as: 'viewer' });
    const verdict = page.getByRole('region', { name: 'Why it is, or is not, in the shop' });
    await verdict.getByText('An operator or an admin can do this.').waitFor();
    const [listing] = await found('M2');
    const json = { verdict: 'no key', mend: 'key', reason: '', pulledAt: null };
    await page.route('**/api/listings/*/verdict', (route) => route.fulfill({ json }));
    await page.goto(`${shown.tongbu.manageUrl}/stock-sync/${listing?.listing}`);
    await verdict.getByText('An admin can do this.').waitFor();
    expect((await verdict.getByRole('link').count()) + (await verdict.getByRole('button').count())).toBe(0);
    await page.context().close();
  });

  test.each(['/stock-sync?q=EVIL&state=all', '/shipment-sync?q=T-2'])('what a shop writes is text: %s and its record', async (list) => {
    await refuse('EVIL', LONG);
    const page = await shown.open(list, { width: 360, height: 740 });
    await expect.poll(() => rowsOf(page).count(), LATE).toBe(1);
    const isText = async () => {
      expect(await page.locator('img[src="x"]').count()).toBe(0);
      expect(await page.title()).not.toContain('hacked');
      const [wide, room] = await page.locator('html').evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
      expect(wide).toBeLessThanOrEqual(room as number);
    };
    await isText();
    await page.locator('tbody a').first().click();
    const said = page.locator('blockquote bdi').first();
    await said.waitFor();
    expect(await said.textContent()).toBe(LONG);
    await isText();
    // A mark that turns the direction of writing ends with the text it stands in.
    expect(await said.evaluate((element) => (globalThis as never as Styled).getComputedStyle(element).unicodeBidi)).toBe('isolate');
    await page.context().close();
  });
});

/** What of a browser the last test uses. */
interface Styled {
  getComputedStyle(element: unknown): { unicodeBidi: string };
}
