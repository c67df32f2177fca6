/** Coming in, and who may: the set-up link, the sign-in page, people, their links, the audit and one's own account, in a real browser. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { chromiumPath } from './chromium.ts';
import { type OpenConsole, openConsole, PASSWORD } from './open-console.ts';

const OTHER = 'four red lanterns';

describe.skipIf(chromiumPath() === undefined)('people', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
  });
  afterAll(() => shown.close());

  const signIn = async (page: Page, name: string, password: string, button = 'Sign in') => {
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password);
    await page.locator('#seller').fill(shown.tongbu.seller); // there are two
    await page.getByRole('button', { name: button, exact: true }).click();
  };

  test('nobody is sent to sign in, and comes back to where they wanted to go', async () => {
    const page = await shown.open('/audit?action=signIn', { as: null });
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await signIn(page, 'Wang Fang', 'not this one');
    // Whoever forgot copies this on the server's machine.
    await page.getByText(`tongbu person link --seller ${shown.tongbu.seller} --name 'Wang Fang'`).waitFor();
    await page.getByText('Seller, name or password is wrong.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await signIn(page, 'Wang Fang', PASSWORD);
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    expect(page.url()).toContain('/audit?action=signIn');
    await page.getByText('signed in').first().waitFor();
    await page.context().close();
  });

  test('an address of elsewhere is not gone to after signing in', async () => {
    const page = await shown.open('/sign-in?from=//elsewhere.example/', { as: null });
    await signIn(page, 'Wang Fang', PASSWORD);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).host).toBe(new URL(shown.tongbu.manageUrl).host);
    await page.context().close();
  });

  test('the first admin of a seller sets up in Chinese, and the link is good no longer', async () => {
    const { engine, manageUrl } = shown.tongbu;
    await engine.addSeller({ seller: 'second', now: Date.now() });
    const { token } = await engine.makeSetupLink({ seller: 'second', name: null, now: Date.now() });
    const page = await shown.open(`/setup#${token}`, { as: null, language: 'zh' });
    await page.getByText('卖家「second」').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('#name').fill('赵雷');
    await page.locator('#password').fill('too short');
    await page.locator('#repeated').fill('another');
    await page.getByRole('button', { name: '完成并进入' }).click();
    await page.getByText('少于 12 个字符。').waitFor();
    await page.getByText('两次输入不一致。').waitFor();
    for (const field of ['#password', '#repeated']) await page.locator(field).fill(OTHER);
    await page.getByRole('button', { name: '完成并进入' }).click();
    await page.getByRole('heading', { name: '总览' }).waitFor();
    expect(page.url()).not.toContain(token);
    await page.context().close();
    const again = await shown.open(`/setup#${token}`, { as: null, language: 'zh' });
    await again.getByRole('heading', { name: '链接已失效' }).waitFor();
    expect(
      (
        await page
          .context()
          .cookies()
          .catch(() => [])
      ).length,
    ).toBe(0);
    expect(manageUrl).toContain('127.0.0.1');
    await again.context().close();
  });

  test('an admin adds a person, who comes in by the link as a viewer; then is made operator, and disabled', async () => {
    const page = await shown.open('/people');
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('李明 <b>');
    await dialog.getByRole('radio', { name: /viewer/ }).check();
    await dialog.getByRole('button', { name: 'Add a person' }).click();
    const link = await page.getByRole('textbox', { name: /A link for/ }).inputValue();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#tl_[\w-]{43}$/);
    await page.getByRole('button', { name: 'Close' }).last().click();
    const row = page.getByRole('row', { name: /李明 <b>/ });
    await row.getByText('invited').waitFor();

    const theirs = await shown.open(new URL(link).pathname + new URL(link).hash, { as: null });
    for (const field of ['#password', '#repeated']) await theirs.locator(field).fill(OTHER);
    await theirs.getByRole('button', { name: 'Go in' }).click();
    await theirs.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await theirs.getByRole('link', { name: 'People' }).count()).toBe(0);
    await theirs.goto(`${shown.tongbu.manageUrl}/people`);
    await theirs.getByText('This page needs the role admin').waitFor();

    await page.reload();
    await row.getByRole('combobox').click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'operator' }).click();
    await expect.poll(async () => (await row.locator('.ant-select').textContent()) ?? '').toContain('operator');
    await row.getByRole('button', { name: /Actions on/ }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await row.getByText('disabled').waitFor();
    await theirs.goto(`${shown.tongbu.manageUrl}/`);
    await theirs.getByRole('heading', { name: 'Sign in' }).waitFor();
    await theirs.context().close();

    await row.getByRole('button', { name: /Actions on/ }).click();
    await page.getByRole('menuitem', { name: 'What they did' }).click();
    await page.getByText('chose a password by a link').waitFor();
    expect(await page.locator('td b').count()).toBe(0); // their name is text
    await page.getByRole('combobox', { name: 'Who' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'Wang Fang' }).click();
    await page.waitForURL((url) => url.searchParams.get('actor') === 'person:Wang Fang');
    await page.getByText('changed a person').first().waitFor();
    await expect.poll(() => page.getByText('chose a password by a link').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Who' }).fill('person:somebody');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('actor') === 'person:somebody');
    await page.getByText('Nothing of this kind was done yet.').waitFor();
    await page.context().close();
  });

  test('in Chinese a name that somebody has is refused in Chinese, and the audit speaks it too', async () => {
    const page = await shown.open('/people', { language: 'zh' });
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '姓名' }).fill('Wang Fang');
    await dialog.getByRole('button', { name: '新增人员' }).click();
    await dialog.getByText(`卖家「${shown.tongbu.seller}」已有人员「Wang Fang」，请换一个姓名`).waitFor();
    await dialog.getByRole('alert').getByText('已存在', { exact: true }).waitFor();
    const { engine, manageUrl, seller } = shown.tongbu;
    const rotated = { actor: 'person:Wang Fang', action: 'rotateKey', subject: 'flagship app', address: '' };
    await engine.addAudit({ ...rotated, seller, at: Date.now(), detail: 'until 2026-11-30T12:00:00.000Z' });
    await page.goto(`${manageUrl}/audit`);
    await page.getByText('原密钥有效至 2026年11月30日 20:00:00').waitFor();
    await page.context().close();
  });

  test('the last admin cannot be taken away', async () => {
    const page = await shown.open('/people');
    const row = page.getByRole('row', { name: /Wang Fang/ });
    await row.getByRole('combobox').click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'viewer' }).click();
    await page.getByText('Wang Fang is the last admin. Make somebody else one first.').waitFor();
    await page.context().close();
  });

  test('one’s own account: another password, another language, and the others signed out', async () => {
    const { engine, seller } = shown.tongbu;
    const { token } = await engine.invitePerson({ seller, name: 'Chen', role: 'viewer', now: Date.now() });
    await engine.useSetupLink({ token, name: null, password: PASSWORD, address: '10.9.8.7', agent: 'curl/8', now: Date.now() });
    const page = await shown.open('/sign-in?from=/account', { as: null });
    await signIn(page, 'Chen', PASSWORD);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText('10.9.8.7').waitFor();
    const change = async (old: string) => {
      await page.locator('#old').fill(old);
      for (const field of ['#password', '#repeated']) await page.locator(field).fill(OTHER);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('not the old one');
    await page.getByText('This is not your present password.').waitFor();
    await change(PASSWORD);
    await page.getByText('The password is changed').waitFor();
    await expect.poll(() => page.getByText('10.9.8.7').count()).toBe(0);
    await page.getByText('简体中文').click();
    await page.getByRole('heading', { name: '我的账号' }).waitFor();
    await page.getByRole('button', { name: /我的账号/ }).click();
    await page.getByText('退出登录').click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await signIn(page, 'Chen', OTHER, '登录');
    await page.getByRole('heading', { name: '总览' }).waitFor();
    await page.context().close();
  });
});
