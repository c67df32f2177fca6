import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { EngineError } from '../error.ts';
import { checkFile, isDamage } from './check.ts';
import { sync } from './sync.ts';

/** Pages copied at once; between two runs of them nothing is held. */
const RATE = 2048;

/**
 * Copies one committed state of a database, whoever writes to it meanwhile, into one file of mode 0600: written beside its
 * place as `<to>.part`, checked through, made durable, and only then given its name.
 *
 * @returns the size of the copy in bytes
 * @throws EngineError `exists` when there is such a file already, `damaged` when the copy is not whole, `store`
 */
export async function copyDatabase(from: string, to: string): Promise<number> {
  const part = `${to}.part`;
  claim(part, to);
  try {
    await copySnapshot(from, part);
    const [finding] = checkFile(part, 'indexes');
    if (finding) throw new EngineError('damaged', `${from} is damaged (${finding}): what was copied of it is no backup`);
    sync(part, 'file');
    if (existsSync(to)) throw taken(to);
    renameSync(part, to);
    sync(dirname(to), 'folder');
    return statSync(to).size;
  } catch (error) {
    rmSync(part, { force: true });
    throw copyError(from, to, error);
  }
}

function taken(to: string): EngineError {
  return new EngineError('exists', `${to} is there already and is not written over; choose another name`);
}

/** Nobody else writes to the same part, and nobody but its owner may read it. */
function claim(part: string, to: string): void {
  if (existsSync(to)) throw taken(to);
  try {
    closeSync(openSync(part, 'wx', 0o600));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new EngineError('store', `${part} cannot be made: ${message}`, { cause });
    throw new EngineError('exists', `${part} is there: another backup is writing it, or one was killed; remove it then`, { cause });
  }
}

/**
 * The open transaction keeps the source as it is at this moment: without it a copy would begin anew with every commit.
 * Its connection is not the one that writes, so no commit waits for it; the WAL only grows while it lasts.
 */
async function copySnapshot(from: string, part: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await backup(source, part, { rate: RATE });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(part);
  copy.exec('pragma journal_mode = delete'); // one file by itself: reading it makes no others beside it
  copy.close();
}

function copyError(from: string, to: string, error: unknown): unknown {
  if (error instanceof EngineError) return error;
  const { message } = error as Error;
  if (isDamage(error)) return new EngineError('damaged', `${from} is damaged (${message}): there is no backup of it`, { cause: error });
  return new EngineError('store', `${from} cannot be copied to ${to}: ${message}`, { cause: error });
}
