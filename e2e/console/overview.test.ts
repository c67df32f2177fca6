/** The overview does its job: figures by shop and edition, who stopped pulling, failures with what to do, the chart, first steps. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

const MINUTE_MS = 60_000;

describe.skipIf(chromiumPath() === undefined)('the overview', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
    await shown.tongbu.engine.keepFigures({ refused: [], oldest: [], now: Date.now() });
  });
  afterAll(() => shown.close());

  test('a shop shows what waits, what came back through which edition, and when it pulled; a number leads to its records', async () => {
    const page = await shown.open('/');
    const card = page.locator('article').first();
    const text = (await card.innerText()).replace(/\s+/g, ' ');
    expect(text).toMatch(/Pulling Stock \d+ Oldest/);
    expect(text).toMatch(/\d+ failed/);
    expect(text).toMatch(/Flagship [\d.]+ \d+ \d+ \d+ /);
    await card
      .getByRole('link', { name: /failed/ })
      .last()
      .click();
    await page.waitForURL('**/shipment-sync?state=failed&shop=shop');
    await page.context().close();
  });

  test('in a sandbox whose clock was put ahead, what happened a moment ago is told so, by the clock of the server', async () => {
    shown.tongbu.clock.shiftTo(3 * 60 * MINUTE_MS);
    const page = await shown.open('/');
    const live = page.locator('header').getByText('Live ·');
    await expect.poll(() => live.innerText()).toMatch(/Live · (now|\d+ ?s)/);
    shown.tongbu.clock.shiftTo(0);
    await page.context().close();
  });

  test('failures stand by reason with what to do, in the language that is chosen; a hostile text is only text', async () => {
    for (const [language, words, advice] of [
      ['en', 'What went wrong, and what to do', 'The shop does not know the goods'],
      ['zh', '失败原因与处理', '商城找不到该货品'],
    ] as const) {
      const page = await shown.open('/', { language });
      const failures = page.getByRole('region', { name: words });
      await failures.getByText(advice).first().waitFor();
      const text = await failures.innerText();
      expect(text).toContain('<img src=x onerror=alert(#)>');
      expect(await failures.locator('img').count()).toBe(0);
      expect(await failures.locator('a[href="/requests?outcome=refused"]').count()).toBe(1);
      expect(await failures.locator('a[href^="/stock-sync/"]').count()).toBeGreaterThan(0);
      await failures.getByRole('listitem').filter({ hasText: 'onerror' }).getByRole('link', { name: '自研商城（官网）' }).click();
      await page.getByText('<img src=x onerror=alert(1)> SKU not found').first().waitFor();
      expect(await page.locator('tbody tr[data-row-key]').count()).toBe(1);
      await page.context().close();
    }
  });

  test('an example is named by what a person knows; the number beside a shop leads to exactly so many records, those put off among them', async () => {
    const page = await shown.open('/', { language: 'zh' });
    const failures = page.getByRole('region', { name: '失败原因与处理' });
    const putOff = failures.getByRole('listitem').filter({ hasText: '系统繁忙，请稍后重试' });
    const { rows } = await shown.tongbu.engine.listShipments({
      ...{ seller: shown.tongbu.seller, state: 'delayed', shopNo: null, tid: null, trackingNumber: null },
      ...{ cursor: null, limit: 100, now: Date.now() },
    });
    const [parcel] = rows;
    const named = putOff.getByRole('list', { name: '最近几条' }).getByRole('listitem').first();
    expect((await named.innerText()).replace(/\s+/g, ' ')).toBe(`${parcel?.tid} · ${parcel?.trackingNumber}`);
    expect(await named.getByRole('link').getAttribute('href')).toBe(`/shipment-sync/${parcel?.shipment}`);
    const goods = failures.getByRole('listitem').filter({ hasText: 'onerror' }).getByRole('list', { name: '最近几条' });
    expect(await goods.innerText()).toMatch(/^SKU-\d · 自研商城（官网） · 示例商品/);
    await putOff.getByRole('link', { name: '自研商城（官网）' }).click();
    await page.waitForURL(/\/shipment-sync\?state=failing&shop=shop&kind=unreachable&reason=/);
    await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(rows.length);
    await page
      .locator('tbody')
      .getByText(parcel?.tid as string, { exact: true })
      .waitFor();
    await page.getByText('仅此类失败：商城无应答').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('the chart is drawn once there is something to draw; the span and the shop stand in the address', async () => {
    const page = await shown.open('/');
    await page.locator('canvas').waitFor();
    await page.getByText('7 days', { exact: true }).click();
    await page.waitForURL('**/?range=d7');
    await page.goto(`${shown.tongbu.manageUrl}/?shop=shop&range=h6`, { waitUntil: 'networkidle' });
    await page.locator('canvas').waitFor();
    expect(await page.locator('article').count()).toBe(1);
    await page.context().close();
  });

  test('a shop that stopped pulling comes first, and says since when and what to look at', async () => {
    shown.tongbu.clock.shiftTo(40 * MINUTE_MS);
    try {
      const page = await shown.open('/');
      const card = page.locator('article').first();
      expect((await card.innerText()).replace(/\s+/g, ' ')).toMatch(
        /Stopped pulling .*nobody has pulled for 40 min.*See whether its connector runs/,
      );
      await page.context().close();
    } finally {
      shown.tongbu.clock.shiftTo(0);
    }
  });

  test('a seller without goods is told the next step, with its command; nothing of it breaks the rules of accessibility', async () => {
    await shown.tongbu.reset('empty');
    for (const language of ['en', 'zh'] as const) {
      const page = await shown.open('/', { language });
      const steps = page.getByRole('region', { name: language === 'en' ? 'First steps' : '开始使用' });
      expect(await steps.innerText()).toContain('tongbu import --seller sandbox listings listings.csv');
      const ways = await steps
        .getByRole('link')
        .evaluateAll((all) => all.map((each) => (each as { getAttribute(name: string): string }).getAttribute('href')));
      expect(ways).toEqual(['/items', '/levels', '/mapping']);
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    }
  });
});
