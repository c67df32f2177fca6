import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the console, as it lies in its folder; compressed forms where the build made some. */
export interface PageFile {
  type: string;
  bytes: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

/** The console's files by address: `/index.html`, `/assets/index-….js`. */
export type PageFiles = Map<string, PageFile>;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

const COMPRESSED = { '.br': 'br', '.gz': 'gzip' } as const;

/**
 * Reads the console's built files, all of them: what is not among them is never served, whatever an address says.
 *
 * @param folder where they lie; one that does not exist gives none
 */
export async function readPage(folder: URL): Promise<PageFiles> {
  const root = fileURLToPath(folder);
  const found = new Map(await Promise.all((await namesIn(root)).map(async (name) => [name, await readFile(join(root, name))] as const)));
  const files: PageFiles = new Map();
  for (const [name, bytes] of found) {
    const type = TYPES[extname(name)];
    if (type) files.set(`/${name.replaceAll(sep, '/')}`, { type, bytes, ...compressedOf(found, name) });
  }
  return files;
}

async function namesIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function compressedOf(found: Map<string, Buffer>, name: string): Pick<PageFile, 'br' | 'gzip'> {
  const forms = Object.entries(COMPRESSED).map(([suffix, form]) => [form, found.get(name + suffix)]);
  return Object.fromEntries(forms.filter(([, bytes]) => bytes));
}
