/** No server serves from a damaged file: what is checked before it starts, after it has started, and at every statement. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { EngineError } from '../error.ts';
import type { Folder } from '../folder.ts';
import type { Database } from '../store/database.ts';
import { checkFile, isDamage } from './check.ts';
import { describeDamage } from './damage.ts';
import { elsewhere } from './elsewhere.ts';

/** A file of at most so many bytes is checked through, indexes included, before it is opened: 0.1 s. */
const CHECKED_AT_START = 4 * 1024 * 1024;

/**
 * Refuses a file that is damaged: a small one after a look at all of it, a larger one when it cannot be opened, or when the
 * last server stopped because of it and nothing has mended it since.
 *
 * @throws EngineError `damaged`, naming the newest whole backup
 */
export function refuseDamaged(folder: Folder): void {
  // The database is there before its key is: where there is a key, an empty one has lost what it held, and none was taken away.
  if (!existsSync(folder.database)) {
    if (existsSync(folder.key)) throw damaged(folder, 'it is missing, but its key is here');
    return;
  }
  const { size } = statSync(folder.database);
  if (size === 0 && existsSync(folder.key)) throw damaged(folder, 'it is empty');
  const doubted = existsSync(folder.doubt);
  if (size > CHECKED_AT_START && !doubted) return;
  const [finding] = checkFile(folder.database, 'indexes');
  if (finding) throw damaged(folder, finding);
  if (doubted) rmSync(folder.doubt);
}

/** What SQLite could not open, in our words where it is damage. */
export function openError(folder: Folder, error: unknown): unknown {
  return isDamage(error) ? damaged(folder, (error as Error).message.replace(/^SQLite: /, '')) : error;
}

function damaged({ path }: Folder, finding: string): EngineError {
  return new EngineError('damaged', describeDamage(path, finding));
}

/**
 * Watches a database for damage. Once some is found every call fails with `damaged`, the next start checks all of the file
 * before it serves, and `onLost` is told what to restore.
 *
 * @param onLost given by whoever serves for long: only then is a file too large for the start checked through afterwards,
 *   in a process of its own. Without it the failing calls themselves say what to restore
 */
export function guardDatabase(database: Database, folder: Folder, onLost?: (error: EngineError) => void): Database {
  let found: EngineError | undefined;
  let telling: Promise<void> | undefined;
  const stop = (finding: string) => {
    if (found) return;
    found = onLost ? lost(folder, finding) : damaged(folder, finding);
    doubt(folder, finding);
    if (onLost) telling = tell(folder, finding, onLost);
  };
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    if (found) throw found;
    try {
      return await act();
    } catch (error) {
      if (!isDamage(error)) throw error;
      stop((error as Error).message.replace(/^SQLite: /, ''));
      throw found;
    }
  };
  const checking =
    onLost && statSync(folder.database).size > CHECKED_AT_START ? elsewhere('checkFile', folder.database, 'pages') : undefined;
  // A check that cannot be made finds nothing: damage still shows where it is met.
  checking?.done.then(([finding]) => finding && stop(finding)).catch(() => {});
  return {
    read: (work) => guarded(() => database.read(work)),
    write: (work, options) => guarded(() => database.write(work, options)),
    commits: database.commits,
    journalEnd: () => guarded(() => database.journalEnd()),
    backup: (file) => guarded(() => database.backup(file)),
    async close() {
      checking?.stop();
      await telling; // whoever closes because of it hears what to restore first
      await database.close();
    },
  };
}

/** What a server's calls are refused with: they must not wait until the backups have been looked through. */
function lost({ database }: Folder, finding: string): EngineError {
  return new EngineError('damaged', `${database} is damaged (${finding}); nothing more is read from it or written to it`);
}

/** The backups are looked through elsewhere: refusals must not wait for that. */
async function tell({ path }: Folder, finding: string, onLost: (error: EngineError) => void): Promise<void> {
  const message = await elsewhere('describeDamage', path, finding).done.catch(() => `${path}: the database is damaged (${finding})`);
  onLost(new EngineError('damaged', message));
}

function doubt({ doubt }: Folder, finding: string): void {
  try {
    writeFileSync(doubt, `${finding}\n`, { mode: 0o600, flush: true });
  } catch {
    // A full disk: then the next start finds the damage where it meets it.
  }
}
