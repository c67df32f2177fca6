import { DatabaseSync } from 'node:sqlite';
import { EngineError } from '../error.ts';

/** SQLITE_CORRUPT and SQLITE_NOTADB; extended codes keep them in their low byte. */
const DAMAGE = new Set([11, 26]);

/** Whether SQLite says by an error, or by what caused it, that the file does not hold what SQLite wrote. */
export function isDamage(error: unknown): boolean {
  const { errcode, cause } = error as { errcode?: number; cause?: unknown };
  return DAMAGE.has((errcode ?? 0) & 0xff) || (cause instanceof Error && isDamage(cause));
}

/**
 * Looks through a database file, as one reader among others; changes nothing.
 *
 * @param depth `pages`: every page can be read and hangs together, about 250 MB a second. `indexes`: every index also says
 *   what its table says, about 40 MB a second
 * @param most how many findings to tell; 1 by default
 * @returns what is wrong, in SQLite's words; empty when the file is whole
 * @throws EngineError `store` when the file cannot be read at all
 */
export function checkFile(file: string, depth: 'pages' | 'indexes', most = 1): string[] {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    const rows = connection.prepare(`pragma ${depth === 'pages' ? 'quick_check' : 'integrity_check'}(${most})`).all();
    // One finding may come with the name of the database on a line before it.
    const lines = rows.flatMap((row) => String(Object.values(row)[0]).split('\n'));
    return lines.filter((line) => line !== 'ok' && !line.startsWith('*** in database')).slice(0, most);
  } catch (error) {
    if (isDamage(error)) return [(error as Error).message];
    throw new EngineError('store', `${file} cannot be checked: ${(error as Error).message}`, { cause: error });
  } finally {
    connection?.close();
  }
}
