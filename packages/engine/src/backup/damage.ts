import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../folder.ts';
import { checkFile } from './check.ts';

/**
 * What to tell of a damaged database: what SQLite found, and what to restore. Looks through the backups, newest first, until
 * one is whole.
 *
 * @param path the data folder
 */
export function describeDamage(path: string, finding: string): string {
  const { database, backups } = folderOf(path);
  const whole = newestWhole(backups);
  const advice = whole
    ? `the newest whole backup is ${whole}; restore it with: tongbu restore ${word(whole)} --data ${word(path)}`
    : `there is no whole backup in ${backups}; restore one from elsewhere with: tongbu restore <file> --data ${word(path)}`;
  return `${database} is damaged (${finding}); ${advice}`;
}

function newestWhole(backups: string): string | undefined {
  const newestFirst = filesOf(backups).sort((a, b) => b.at - a.at || (a.file < b.file ? 1 : -1));
  return newestFirst.find(({ file }) => checkFile(file, 'pages').length === 0)?.file;
}

function filesOf(backups: string): { file: string; at: number }[] {
  try {
    return readdirSync(backups).flatMap((name) => {
      const file = join(backups, name);
      const { mtimeMs, size } = statSync(file);
      return name.endsWith('.db') && size > 0 ? [{ file, at: mtimeMs }] : [];
    });
  } catch {
    return []; // no such folder: no backup was made yet
  }
}

function word(path: string): string {
  return /^[\w.,:/@%+\\\-\u00a1-\uffff]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
