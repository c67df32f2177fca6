import { existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { Folder } from '../folder.ts';
import { sync } from './sync.ts';

const PREPARED = /^tongbu-restored-([\dTZ]+)\.db$/;

/** Where a database lies that is restored and whole, but not yet in its place. Its presence decides: from then on it is the database. */
export function preparedFile({ in: at }: Folder, stamp: string): string {
  return at(`tongbu-restored-${stamp}.db`);
}

/**
 * Puts a prepared database into its place and keeps the one that was there, if one is prepared: at the end of a restore, or
 * at the next start where that was killed. The folder must be owned.
 *
 * @returns what the earlier database is called now; null where there was none, or nothing was prepared
 */
export function finishRestore(folder: Folder): string | null {
  const stamp = readdirSync(folder.path).flatMap((name) => PREPARED.exec(name)?.[1] ?? [])[0];
  if (stamp === undefined) return null;
  const kept = folder.in(`tongbu-replaced-${stamp}.db`);
  // A WAL belongs to the file it was written for: it must be gone before another file has that name.
  if (existsSync(`${folder.database}-wal`)) renameSync(`${folder.database}-wal`, `${kept}-wal`);
  rmSync(`${folder.database}-shm`, { force: true });
  if (existsSync(folder.database) && !existsSync(kept)) keep(folder.database, kept);
  sync(folder.path, 'folder');
  renameSync(preparedFile(folder, stamp), folder.database);
  rmSync(folder.doubt, { force: true });
  sync(folder.path, 'folder');
  return existsSync(kept) ? kept : null;
}

/** By a second name where the file system has them, so that at no moment a folder looks as if it had no database. */
function keep(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
}
