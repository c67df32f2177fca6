/** `npm run docs`: writes the generated pages, and removes those of interfaces that are gone. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages } from './pages.ts';

const folder = fileURLToPath(new URL('../docs/', import.meta.url));

await rm(`${folder}api`, { recursive: true, force: true });
for (const [path, page] of pages()) {
  await mkdir(dirname(folder + path), { recursive: true });
  await writeFile(folder + path, page);
}
