/**
 * `npm run screenshots`: pictures of every view at three widths, light and dark, in `docs/screenshots/`, compressed: in Chinese, and those of
 * the usual width in light in English too. `-- --only stock-sync` some of them; `-- --png FOLDER` elsewhere, as PNG and in both languages, to
 * look at; `-- --language zh` in one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { fill } from '../e2e/console/fill.ts';
import { type OpenConsole, openConsole } from '../e2e/console/open-console.ts';
import { VIEWS, type View } from '../e2e/console/views.ts';

const WIDTHS = { narrow: [360, 740], usual: [1280, 800], wide: [1920, 1080] } as const;
const SHADES = ['light', 'dark'] as const;
const QUALITY = 0.82;

type Language = 'zh' | 'en';

const { values } = parseArgs({
  options: { only: { type: 'string' }, language: { type: 'string', multiple: true }, png: { type: 'string' } },
});
const folder = values.png ?? join(import.meta.dirname, '..', 'docs', 'screenshots');
const views = VIEWS.filter(({ name }) => values.only === undefined || name.includes(values.only));

mkdirSync(folder, { recursive: true });
const shown = await openConsole();
try {
  await fill(shown.tongbu);
  for (const view of views) await picture(shown, view);
} finally {
  await shown.close();
}

async function picture(console: OpenConsole, { name, path, as }: View): Promise<void> {
  for (const [size, [width, height]] of Object.entries(WIDTHS)) {
    for (const shade of SHADES) {
      for (const language of languagesOf(size, shade)) {
        const page = await console.open(path, { language, shade, width, height, ...(as === null && { as }) });
        await page.waitForTimeout(400); // charts are drawn a moment after their data is there
        const file = join(folder, `${name}-${size}-${shade}-${language}`);
        if (values.png) writeFileSync(`${file}.png`, await page.screenshot());
        else writeFileSync(`${file}.webp`, await compressed(page));
        await page.context().close();
      }
    }
  }
}

function languagesOf(size: string, shade: string): Language[] {
  if (values.language) return values.language as Language[];
  return values.png !== undefined || (size === 'usual' && shade === 'light') ? ['zh', 'en'] : ['zh'];
}

/** A picture of what a page shows as WebP: the browser that drew it compresses it. */
async function compressed(page: Page): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const blank = await page.context().newPage();
  const webp = await blank.evaluate(toWebp, [png, QUALITY] as const);
  return Buffer.from(webp, 'base64');
}

/** Runs in the browser. */
async function toWebp([png, quality]: readonly [string, number]): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const { createImageBitmap, OffscreenCanvas } = globalThis as unknown as Drawing;
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
  return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
}

/** What of a browser {@link toWebp} uses. */
interface Drawing {
  createImageBitmap(blob: Blob): Promise<{ width: number; height: number }>;
  OffscreenCanvas: new (
    width: number,
    height: number,
  ) => {
    getContext(kind: '2d'): { drawImage(image: unknown, x: number, y: number): void };
    convertToBlob(options: object): Promise<Blob>;
  };
}
