/** Commands of a page of the documentation, run as they stand there: by a shell, `npx tongbu` being the command from its source. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MAIN, PLAIN_ENV } from '../../packages/cli/test/harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NPX = 'npx() { shift; "$NODE" --conditions=source "$MAIN" "$@"; }; export -f npx\n';

/** The text of a page, by its path from the root. */
export const readPage = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** The texts of the fenced blocks of a language, in order. */
export function blocksOf(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text as string);
}

/** A command line without what is said beside it, and with single blanks. */
export const bare = (line: string): string =>
  line
    .replace(/ +# .*$/, '')
    .replace(/ +/g, ' ')
    .trim();

/** What a page has its reader type in a shell, line by line. */
export const linesOf = (path: string): string[] =>
  blocksOf(readPage(path), 'sh')
    .join('')
    .split('\n')
    .map(bare)
    .filter((line) => line !== '');

/**
 * Runs a line in a folder.
 *
 * @throws where it ends with anything but 0, or an allowed code; the error tells what it printed
 */
export async function type(line: string, { cwd, env = {} }: { cwd: string; env?: Record<string, string> }): Promise<string> {
  const own = { ...PLAIN_ENV, NODE: process.execPath, MAIN, npm_command: 'exec', ...env };
  const { stdout } = await promisify(execFile)('bash', ['-c', NPX + line], { cwd, env: own });
  return stdout;
}

/**
 * Has a server refuse a request of seller demo's key my-shop, and leaves it in `request.txt` as raw HTTP.
 *
 * @returns the address that was called
 */
export async function refuseOne(url: string, folder: string): Promise<string> {
  const query = new URLSearchParams({
    ...{ sid: 'demo', key: 'my-shop', salt: 'x', v: '1.0', method: 'sales.StockSync.calcStock' },
    ...{ timestamp: String(Math.floor(Date.now() / 1000) - 1_325_347_200), sign: '0'.repeat(32) },
  });
  await fetch(`${url}/openapi?${query}`, { method: 'POST', body: '[1,false]' });
  const raw = `POST /openapi?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n[1,false]`;
  await writeFile(join(folder, 'request.txt'), raw);
  return `${url}/openapi?${query}`;
}
