import type { Folder } from '../folder.ts';

/** A moment as a part of file names, in order of time: `20261123T044741Z`. */
export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Where a backup made at this moment lies, unless told otherwise. */
export function backupFile(folder: Folder, atMs: number): string {
  return `${folder.backups}/tongbu-${stampOf(atMs)}.db`;
}
