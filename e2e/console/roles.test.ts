/** What the console offers to a viewer and an operator: nothing that the server would refuse them; and what becomes of a session that ends. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { fill } from './fill.ts';
import { type OpenConsole, openConsole, PASSWORD } from './open-console.ts';
import { VIEWS } from './views.ts';

/** What a viewer may press: it reads, or changes nothing but what is shown. A button that is not here is one too many. */
const READS = [
  ...['Back to the list', 'Refresh', 'Columns', 'Export', 'Export CSV', 'Copy', 'Next page', 'Clear the filters', 'Show'],
  'More filters',
];

/** Of one's own account everybody is master. */
const OWN = ['Change the password', 'Sign out everywhere else', 'End this session'];

describe.skipIf(chromiumPath() === undefined)('roles in the console', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
    await fill(shown.tongbu);
  });
  afterAll(() => shown.close());

  test('a viewer is offered no action on any page, and no page that is for others', { timeout: 180_000 }, async () => {
    const page = await shown.open('/', { as: 'viewer' });
    const offered = new Map<string, string[]>();
    const refused: string[] = [];
    page.on('response', (answer) => answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url()}`));
    for (const { name, path, as } of VIEWS) {
      if (as === null) continue;
      await page.goto(shown.tongbu.manageUrl + path, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor();
      const known = name === 'account' ? [...READS, ...OWN] : READS;
      const beyond = (await buttonsOf(page)).filter((button) => !known.includes(button));
      if (beyond.length > 0) offered.set(name, beyond);
    }
    expect([...offered]).toEqual([]);
    expect(refused).toEqual([]);
    await page.context().close();
  });

  test('a viewer reads a rule whose fields cannot be changed, and a sandbox that says who may act', async () => {
    const page = await shown.open('/rules/mini', { as: 'viewer' });
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await changeable(page.locator('main'))).toEqual([]);
    await page.goto(`${shown.tongbu.manageUrl}/sandbox`, { waitUntil: 'networkidle' });
    await page.getByText('You may look; an operator acts here.').waitFor();
    expect(await changeable(page.locator('main'))).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  test.each([
    ['an operator', { as: 'operator', language: 'en' }, 'This page needs the role admin'],
    ['a viewer, in Chinese', { as: 'viewer', language: 'zh' }, '此页面需要「管理员」角色'],
  ] as const)('a page for admins tells %s whose it is', async (_, look, heading) => {
    const page = await shown.open('/keys', look);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(
      await page
        .getByRole('navigation')
        .getByRole('link', { name: /^(Keys|People|Audit|接口账号|人员|操作审计)$/ })
        .count(),
    ).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('an operator goes from the overview to why a parcel failed in one click, and queues it again with the second', async () => {
    const page = await shown.open('/', { as: 'operator' });
    const failures = page.getByRole('region', { name: 'What went wrong, and what to do' });
    const first = failures.locator('a[href^="/shipment-sync/"]').first();
    const number = Number((await first.getAttribute('href'))?.split('/').at(-1));
    await first.click();
    await page.getByText('The shop said').first().waitFor();
    await page.getByRole('button', { name: 'Queue again' }).click();
    const { engine, seller } = shown.tongbu;
    await expect.poll(async () => (await engine.showShipment({ seller, shipment: number, now: Date.now() }))?.state).not.toBe('failed');
    await page.context().close();
  });

  test('a session that ends while a page is open leads to the sign-in page, which says so, and back to the page', async () => {
    const { manageUrl, token } = shown.tongbu;
    const page = await shown.open('/requests?outcome=ok', { as: 'operator' });
    const disable = (disabled: boolean) =>
      fetch(`${manageUrl}/api/people/Li%20Ming`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ disabled }),
      });
    expect((await disable(true)).status).toBe(200);
    await page.getByRole('combobox', { name: 'Edition' }).click();
    await page.getByTitle('Flagship', { exact: true }).click(); // asks the server
    await page.getByText('Your session has ended.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect((await disable(false)).status).toBe(200);
    await page.locator('#name').fill('Li Ming');
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    expect(page.url()).toContain('/requests?outcome=ok');
    await page.context().close();
  });
});

/** The names of what can be pressed on the page itself, beside its navigation. */
async function buttonsOf(page: Page): Promise<string[]> {
  const names = await page
    .locator('main button:enabled, main [role=button]:not([aria-disabled=true])')
    .evaluateAll((all) => (all as unknown as Pressed[]).map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''));
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

interface Pressed {
  textContent: string | null;
  getAttribute(name: string): string | null;
}

/** The fields of a part of the page that take an input. */
function changeable(part: Locator): Promise<string[]> {
  return part.locator('input:enabled').evaluateAll((all) => all.map(({ outerHTML }: { outerHTML: string }) => outerHTML));
}
