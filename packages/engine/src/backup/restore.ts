import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createEngine } from '../engine.ts';
import { EngineError } from '../error.ts';
import { type Folder, folderOf } from '../folder.ts';
import { takeLock } from '../lock.ts';
import { openVault, type Vault } from '../sellers/vault.ts';
import { openSqlite } from '../store/sqlite.ts';
import { checkFile } from './check.ts';
import { copyDatabase } from './copy.ts';
import { RAISE, type Raised } from './raise.ts';
import { stampOf } from './stamp.ts';
import { finishRestore, preparedFile } from './swap.ts';
import { sync } from './sync.ts';

/** What a restore did. */
export interface Restored extends Raised {
  /** By how much ids and versions were raised. */
  raised: number;
  /** What the database that was there is called now; null where there was none. */
  kept: string | null;
}

/**
 * Restores a backup into a data folder whose server is stopped. Killed at any moment, the folder is as it was before or
 * restored wholly. The database that was there is kept under another name.
 *
 * @param input.raise ids and versions rise by so much above every earlier restore; more than was issued since the backup,
 *   a million by default
 * @param input.now epoch milliseconds
 * @throws EngineError `locked` when a server owns the folder, `input` when the file is no backup or the raise too large,
 *   `keyFile` when the folder's key file is not the one of the backup, `schemaNewer`, `damaged` when the backup is, `store`
 */
export async function restoreFolder(
  path: string,
  file: string,
  { raise = RAISE, now }: { raise?: number; now: number },
): Promise<Restored> {
  const folder = folderOf(path);
  const facts = readFacts(file);
  if (!existsSync(folder.key)) {
    throw new EngineError('keyFile', `put the key file that belongs to the backup at ${folder.key} first; a backup does not hold it`);
  }
  const release = await takeLock(folder.lock);
  try {
    finishRestore(folder); // one that was killed
    const vault = openVault(folder.key, false);
    vault.open(facts.seal);
    // An earlier restore has issued what lies above the backup: this one goes above that.
    const total = Math.max(facts.raised, readRaised(folder)) + raise;
    const draft = folder.in('tongbu-restoring.db');
    removeDatabase(draft);
    await copyDatabase(file, draft);
    const done = await raiseIn(draft, vault, { by: total - facts.raised, now }).catch((error) => {
      removeDatabase(draft);
      throw error;
    });
    writeRaised(folder, total);
    sync(draft, 'file');
    renameSync(draft, preparedFile(folder, stampOf(now)));
    sync(path, 'folder');
    return { ...done, raised: total - facts.raised, kept: finishRestore(folder) };
  } finally {
    release();
  }
}

async function raiseIn(draft: string, vault: Vault, raise: { by: number; now: number }): Promise<Raised> {
  const database = await openSqlite(draft);
  try {
    return await createEngine({ database, vault }).raiseNumbers(raise);
  } finally {
    await database.close();
  }
}

function removeDatabase(file: string): void {
  for (const end of ['', '.part', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true });
}

/** What a backup says of itself. */
function readFacts(file: string): { seal: string; raised: number } {
  if (!existsSync(file)) throw new EngineError('input', `${file}: there is no such file`);
  try {
    const backup = new DatabaseSync(resolve(file), { readOnly: true, timeout: 5000 });
    try {
      const facts = backup.prepare(`select name, value from facts where seller = ''`).all();
      const fact = (name: string) => facts.find((each) => each['name'] === name)?.['value'] as string | undefined;
      const seal = fact('seal');
      if (seal === undefined) throw new Error('it holds no seal of a key file');
      return { seal, raised: Number(fact('raised') ?? 0) };
    } finally {
      backup.close();
    }
  } catch (cause) {
    const [finding] = checkFile(file, 'pages');
    if (finding) throw new EngineError('damaged', `${file} is damaged (${finding}); choose another backup`, { cause });
    throw new EngineError('input', `${file} is no backup of Tongbu: ${(cause as Error).message}`, { cause });
  }
}

/** How much was raised in this folder so far. It lies beside the database, for that one may be damaged or go back in time. */
function readRaised(folder: Folder): number {
  if (!existsSync(folder.raised)) return 0;
  const total = Number(readFileSync(folder.raised, 'utf8'));
  if (Number.isSafeInteger(total) && total >= 0) return total;
  throw new EngineError(
    'input',
    `${folder.raised} must hold by how much earlier restores raised ids; remove it, and raise by more than they did`,
  );
}

/** Before the restored database counts: noted and not done raises the next one more than it must, and nothing else. */
function writeRaised(folder: Folder, total: number): void {
  writeFileSync(`${folder.raised}.new`, `${total}\n`, { mode: 0o600, flush: true });
  renameSync(`${folder.raised}.new`, folder.raised);
  sync(folder.path, 'folder');
}
