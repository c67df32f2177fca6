/** `npm run docs`: writes docs/api from the definitions, and removes pages of interfaces that are gone. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPages } from './api-page.ts';

const folder = fileURLToPath(new URL('../docs/api/', import.meta.url));
const pages = apiPages();

await rm(folder, { recursive: true, force: true });
for (const [path, page] of pages) {
  await mkdir(dirname(folder + path), { recursive: true });
  await writeFile(folder + path, page);
}
