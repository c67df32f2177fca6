/** How much travels before somebody sees the first page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { type OpenConsole, openConsole } from './open-console.ts';

const MOST_BYTES = 400_000;

describe.skipIf(chromiumPath() === undefined)('the first load', () => {
  let shown: OpenConsole;
  beforeAll(async () => {
    shown = await openConsole();
  });
  afterAll(() => shown?.close());

  test.each([
    ['/sign-in', null],
    ['/', 'admin'],
    ['/stock-sync', 'admin'],
  ] as const)('%s: at most 400 kB compressed, charts left out, which come behind', async (path, as) => {
    const page = await shown.open(path, { as });
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => {
        const { name, encodedBodySize } = entry as unknown as { name: string; encodedBodySize: number };
        return { name: name.split('/').at(-1) as string, bytes: encodedBodySize };
      }),
    );
    const counted = loaded.filter(({ name }) => !name.startsWith('chart-'));
    const bytes = counted.reduce((sum, each) => sum + each.bytes, 0);
    console.log(`${path}: ${Math.round(bytes / 1000)} kB in ${counted.length} files`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    await page.context().close();
  });
});
