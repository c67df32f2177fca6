import { folder } from '@tongbu/console';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';

/** How a page is looked at. */
export interface Look {
  /** `en` by default. */
  language?: 'en' | 'zh';
  /** `light` by default. */
  shade?: 'light' | 'dark';
  /** In pixels; 1280 by default. */
  width?: number;
  height?: number;
  /** Who looks: `admin` by default, with a session; null for nobody. */
  as?: Role | null;
}

/** Whoever looks, by what they may do. */
export type Role = keyof typeof PEOPLE;

const PEOPLE = { admin: 'Wang Fang', operator: 'Li Ming', viewer: 'Chen Yu' } as const;

/** A sandbox with the console on it, and a browser. */
export interface OpenConsole {
  tongbu: Tongbu;
  /**
   * Opens a view in a window of its own.
   *
   * @param path its address: `/stock-sync?state=failed`
   */
  open(path: string, look?: Look): Promise<Page>;
  /** Closes everything. @throws Error when a page met an error that nobody saw, or broke the policy */
  close(): Promise<void>;
}

/** The password of whoever looks. */
export const PASSWORD = 'a long sentence for tests';

/**
 * Starts a sandbox that serves the built console, sets its first admin up, and starts the system's Chromium.
 *
 * Errors of scripts, breaches of the policy and answers of 500 and more are held against the test that closes it.
 */
export async function openConsole(): Promise<OpenConsole> {
  const tongbu = await startTongbu({ page: folder });
  const browser = await chromium.launch({ executablePath: chromiumPath() as string, args: ['--no-sandbox', '--font-render-hinting=none'] });
  const faults: string[] = [];
  const states: Partial<Record<Role, State>> = { admin: await setUp(browser, tongbu, 'admin') };
  const stateOf = async (role: Role) => {
    states[role] ??= await setUp(browser, tongbu, role);
    return states[role];
  };
  return {
    tongbu,
    async open(path, { language = 'en', shade = 'light', width = 1280, height = 800, as = 'admin' } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: shade,
        locale: language === 'zh' ? 'zh-CN' : 'en-GB',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        ...(as && { storageState: await stateOf(as) }),
      });
      await context.addInitScript((chosen) => localStorage.setItem('tongbu.language', chosen), language);
      const page = await context.newPage();
      watch(page, faults);
      await page.goto(tongbu.manageUrl + path, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor(); // every view has one
      return page;
    },
    async close() {
      await browser.close();
      await tongbu.stop();
      if (faults.length > 0) throw new Error(`the console met:\n${faults.join('\n')}`);
    },
  };
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Uses a one-time link, the first admin's or an invited person's, and keeps the cookie that comes of it. */
async function setUp(browser: Browser, { engine, seller, manageUrl }: Tongbu, role: Role): Promise<State> {
  const name = PEOPLE[role];
  const { token } =
    role === 'admin'
      ? await engine.makeSetupLink({ seller, name: null, now: Date.now() })
      : await engine.invitePerson({ seller, name, role, now: Date.now() });
  const context = await browser.newContext();
  const data = { link: token, password: PASSWORD, ...(role === 'admin' && { name }) };
  const answer = await context.request.post(`${manageUrl}/api/setup`, { data });
  if (!answer.ok()) throw new Error(`setting up: ${answer.status()} ${await answer.text()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own word on an answer of 400 and more says nothing that the page does not handle.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
}
