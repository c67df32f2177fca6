/** The pages requests and keys do their job: a refused call is found and explained, a key is added, used, given another secret and disabled. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill, signWrongly } from './fill.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

describe.skipIf(chromiumPath() === undefined)('requests and keys', () => {
  let shown: OpenConsole;
  let refused: string;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
    refused = await signWrongly(shown.tongbu);
  });
  afterAll(() => shown.close());

  test('a refused call is found by its outcome, and the doctor shows the mistake with both texts', async () => {
    const page = await shown.open('/requests');
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByTitle('Refused', { exact: true }).click();
    await page.waitForURL(/outcome=refused/);
    await page.locator('tbody tr[data-at="0"]').click();
    await page.waitForURL(new RegExp(`request=${refused}`));
    await page.getByText('The lengths in the signed text count UTF-8 bytes').waitFor();
    expect(await page.locator('figure mark').allTextContents()).toEqual(['12', '04']);
    await page.getByText('Where to look').waitFor();
    const { secret } = shown.tongbu.keys.enterprise;
    expect(await page.content()).not.toContain(secret);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('a record is found by what a request holds, in Chinese; what the shop said is only ever text', async () => {
    const page = await shown.open('/requests?q=onerror', { language: 'zh' });
    await page.locator('tbody tr[data-at="0"]').click();
    await page.getByText('<img src=x onerror=alert(1)> SKU not found').first().waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    await page.context().close();
  });

  test('a key is added, its secret is shown once, it is given another and disabled', async () => {
    const page = await shown.open('/keys');
    await page.getByRole('button', { name: 'Add a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Enterprise').check();
    await dialog.getByLabel('Key', { exact: true }).fill('new-shop');
    await dialog.getByRole('combobox', { name: 'Interfaces' }).click();
    await page.getByTitle('logistics_sync_query', { exact: true }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Add a key' }).click();
    const shownSecret = page.getByRole('textbox', { name: 'The secret of new-shop' });
    const first = await shownSecret.inputValue();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have it' }).click();
    const row = page.getByRole('row', { name: /new-shop/ });
    await row.getByText('logistics_sync_query').waitFor();
    const act = async (what: string) => {
      await row.getByRole('button', { name: 'Actions of new-shop' }).click();
      await page.getByRole('menuitem', { name: what }).click();
    };
    await act('Give it another secret');
    await page.getByRole('dialog').getByRole('button', { name: 'Give it another secret' }).click();
    expect(await shownSecret.inputValue()).not.toBe(first);
    await page.getByRole('button', { name: 'I have it' }).click();
    await row.getByText('two secrets').waitFor();
    await act('Disable');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await row.getByText('disabled').waitFor();
    expect(await page.content()).not.toContain(first);
    await page.context().close();
  });
});
