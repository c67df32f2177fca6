/** The catalogue's pages and the sandbox's do their job: in a real browser, on a real server, in both languages. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type Look, type OpenConsole, openConsole } from './open-console.ts';

const TID = '2026112300871';
const UNPAID = '2026112300872';

describe.skipIf(chromiumPath() === undefined)('the catalogue', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
  });
  afterAll(() => shown.close());

  const engine = () => shown.tongbu.engine;
  const seller = () => shown.tongbu.seller;
  const on = async (path: string, work: (page: Page) => Promise<void>, look: Look = {}) => {
    const page = await shown.open(path, look);
    await work(page);
    await page.context().close();
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const dialog = (page: Page) => page.getByRole('dialog').last();
  const willHappen = (page: Page) => page.getByRole('region', { name: /What will happen|将会发生/ });
  const choose = async (page: Page, label: string, text: string) => {
    await dialog(page).getByLabel(label).fill(text);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: text }).first().click();
  };

  test('an item is found and opened with the keyboard, and a level is adjusted with a reason after seeing what it does', async () => {
    await on('/items', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('SKU-4');
      await page.waitForURL(/q=SKU-4/);
      await page.locator('tbody tr[data-at="0"]').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('h1').click();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/item=SKU-4/);
      await dialog(page).getByRole('table').getByRole('button', { name: 'Adjust' }).first().click();
      await dialog(page).getByLabel('By how many').fill('-2');
      await dialog(page).getByLabel('Reason').fill('two were broken');
      await willHappen(page).getByText('SKU-4 in main: In stock').waitFor();
      expect(
        await willHappen(page)
          .getByText(/^\d+ → \d+$/)
          .count(),
      ).toBeGreaterThan(1); // the stock, and the listing that shows it
      const before = await stockOf('SKU-4');
      await button(page, 'Adjust').last().click();
      await expect.poll(() => stockOf('SKU-4')).toBe(before - 2);
      await page.getByRole('tab', { name: 'Movements' }).click();
      await page.getByText(/adjusted · two were broken/).waitFor();
    });
  });

  const stockOf = async (specNo: string) => {
    const asked = { kind: 'good', search: specNo, warehouseNo: 'main', cursor: null, limit: 1 } as const;
    return Number((await engine().listLevels({ seller: seller(), ...asked })).rows[0]?.stock);
  };

  test('an item that something uses is not removed, and the page says what', async () => {
    await on('/items?item=SKU-1', async (page) => {
      await button(page, 'Remove').click();
      await willHappen(page)
        .getByText(/suites hold it \(TEA-BOX\)/)
        .waitFor(); // before it is tried
      await dialog(page).getByRole('button', { name: 'Remove' }).click();
      await expect.poll(() => page.getByText(/suites hold it \(TEA-BOX\)/).count()).toBe(2);
    });
  });

  test('in Chinese the page says in Chinese why', async () => {
    await on(
      '/items?item=SKU-1',
      async (page) => {
        await button(page, '删除').click();
        await willHappen(page)
          .getByText(/^单品「SKU-1」正在使用：.*组合装包含它（TEA-BOX），请先从中移除/)
          .waitFor();
        await dialog(page).getByRole('button', { name: '删除' }).click();
        await dialog(page).getByRole('alert').getByText('请求不符合要求').waitFor();
      },
      { language: 'zh' },
    );
  });

  test('a stranger’s text is only ever text', async () => {
    const name = '<img src=x onerror="document.title=1">\u202Egnp';
    await engine().saveItem({ seller: seller(), actor: 'operator:ops', now: Date.now(), item: { specNo: 'EVIL', goodsName: name } });
    await on('/items?q=EVIL', async (page) => {
      await page.getByText('<img src=x onerror=').first().waitFor();
      expect(await page.locator('main img').count()).toBe(0);
      expect(await page.title()).toContain('Items');
    });
  });

  test('a file is tried out before it is written; its mistakes are told by line', async () => {
    await on(
      '/levels',
      async (page) => {
        await button(page, '导入').click();
        const csv = 'spec_no,warehouse_no,stock_num\nSKU-6,main,61\nNOBODY,main,5\n';
        await page.locator('input[type=file]').setInputFiles({ name: 'levels.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
        const row = dialog(page).getByRole('row').filter({ hasText: 'NOBODY' });
        await row.getByText('3').waitFor();
        await row.getByText('不是单品，请先导入单品').waitFor();
        expect(await button(page, '写入').isDisabled()).toBe(true);
        await dialog(page).getByRole('checkbox').check();
        await button(page, '写入').click();
        await expect.poll(() => stockOf('SKU-6')).toBe(61);
      },
      { language: 'zh' },
    );
  });

  test('a past stocktake tells its differences', async () => {
    await on(
      '/levels?tab=stocktakes',
      async (page) => {
        await page.getByRole('row').filter({ hasText: '月末盘点' }).click();
        await page.waitForURL(/stocktake=1/);
        await dialog(page).getByRole('row').filter({ hasText: 'SKU-2' }).getByText('37').waitFor();
      },
      { language: 'zh' },
    );
  });

  test('an unbound listing is bound to what is suggested', async () => {
    await on('/mapping', async (page) => {
      await button(page, 'Bind to SKU-4').click();
      await willHappen(page)
        .getByText(/Listing .*铁观音/)
        .waitFor();
      await button(page, 'Bind').last().click();
      await page.getByText('Bound: it is synced from now on').waitFor();
      await expect.poll(() => button(page, 'Bind to SKU-4').count()).toBe(0);
    });
  });

  test('a rule is previewed as it is edited, and saved', async () => {
    await on('/rules/default', async (page) => {
      await page.getByText('Nothing is changed yet.').waitFor();
      await page.getByLabel('Percent').fill('50');
      await page.getByText(/listings? gets? a new version/).waitFor();
      await page.getByRole('table', { name: 'The first of them' }).waitFor();
      await page.getByText(/× 50 %/).waitFor();
      await button(page, 'Save').click();
      await page.getByText('Saved; listings follow').waitFor();
      const saved = (await engine().listRules({ seller: seller() })).find(({ no }) => no === 'default');
      expect(saved?.percent).toBe(50);
    });
  });

  test('an order is found by its number and shipped; what arises for the shop is told before', async () => {
    await on('/orders', async (page) => {
      await page.getByRole('searchbox').fill(`${TID}-1`);
      await page.getByRole('row').filter({ hasText: TID }).click();
      await page.waitForURL(new RegExp(`/orders/${TID}`));
      await button(page, 'Ship').first().click();
      await choose(page, 'Carrier', 'SF');
      await dialog(page).getByLabel('Tracking numbers').fill('SF7700');
      await page.keyboard.press('Enter');
      await willHappen(page).getByText(`A shipment for ${TID} waits for shop: SF SF7700`).waitFor();
      await dialog(page).getByRole('button', { name: 'Ship', exact: true }).click();
      await page.getByRole('table', { name: 'Shipments for the shop' }).getByText('SF SF7700').waitFor();
    });
    expect((await engine().showOrder({ seller: seller(), tid: TID })).progress).toBe('shipped');
  });

  test('an unpaid order is noted as paid, approved and closed', async () => {
    await on(
      `/orders/${UNPAID}`,
      async (page) => {
        await button(page, '标记付款').click();
        await dialog(page).getByRole('button', { name: '标记付款' }).click();
        await button(page, '审核').click();
        await dialog(page).getByRole('button', { name: '审核' }).click();
        await page.getByRole('table', { name: '系统订单' }).getByText('待发货').waitFor();
        await button(page, '关闭').click();
        await dialog(page).getByRole('button', { name: '关闭', exact: true }).last().click();
        await expect.poll(async () => (await engine().showOrder({ seller: seller(), tid: UNPAID })).progress).toBe('ended');
      },
      { language: 'zh' },
    );
  });

  test('mapping a carrier corrects what waits with it, and says so before', async () => {
    await on('/carriers?show=unmapped', async (page) => {
      await page.getByRole('row').filter({ hasText: 'XXKD' }).click();
      await dialog(page).getByLabel('Type').fill('1309');
      await willHappen(page).getByText('The shipment of 2026112300873 with XX30998128 is replaced').waitFor();
      await button(page, 'Save').click();
      await page.getByText('Every carrier is mapped.').waitFor();
    });
  });

  test('a shop is paused and resumed', async () => {
    await on('/shops', async (page) => {
      const row = page.getByRole('row').filter({ hasText: 'mini' });
      await row.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
      await row.getByText('paused').waitFor();
      await row.getByRole('button', { name: 'Resume' }).click();
      await row.getByText('running').waitFor();
    });
  });

  test('the sandbox moves stock, plays a scene, sets a fault, shifts its clock, and puts a state back', async () => {
    await on('/sandbox', async (page) => {
      await button(page, 'Play: One parcel for a whole order').click();
      await page.getByText(/^Made: T/).waitFor();
      await button(page, 'Set a fault').click();
      await dialog(page).getByRole('button', { name: 'Set a fault' }).click();
      await page.getByText('Refused for too many calls; nothing is done').first().waitFor();
      await page.getByLabel('Minutes from the clock of the machine').fill('5');
      await page.getByRole('region', { name: 'Clock' }).getByRole('button', { name: 'Set', exact: true }).click();
      await button(page, 'Set it right').waitFor();
      await page.getByLabel('Name', { exact: true }).fill('before');
      await button(page, 'Save as it is now').click();
      await button(page, 'Put back: shop').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Put back' }).click();
      await page.getByText('No fault is set: every call is answered as it should be.').waitFor();
      expect((await engine().listStates({ seller: seller() })).map(({ name }) => name)).toContain('before');
    });
  });
});
