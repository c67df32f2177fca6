import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { StoreFacts } from '@tongbu/engine';
import { word } from '../output/typed.ts';
import { bytes } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** A longer write-ahead log is not written back as it should be. */
const LARGE_LOG = 256 * 1024 * 1024;

const MAGIC = 'SQLite format 3\0';

/** The database file, and what it says of itself. */
export interface DatabaseFacts {
  file: string;
  exists: boolean;
  /** From the first bytes of the file: `wal`, `rollback`, or `none` for a file that is no database; null where it may not be read. */
  header: 'wal' | 'rollback' | 'none' | null;
  bytes: number;
  logBytes: number;
  store: StoreFacts | null;
  /** As the server's writing connection has it; null without a server. */
  writer: { journalMode: string | null; synchronous: string | null } | null;
  /** Why the database cannot be read. */
  trouble: string | null;
  /** Where backups lie, and the newest of them. */
  backups: string;
  newestBackup: string | null;
}

/** Looks at the file beside what was read from it. */
export function lookAtDatabase(
  file: string,
  read: Pick<DatabaseFacts, 'store' | 'writer' | 'trouble' | 'backups' | 'newestBackup'>,
): DatabaseFacts {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size;
  return {
    file,
    exists: size(file) !== undefined,
    header: headerOf(file),
    bytes: size(file) ?? 0,
    logBytes: size(`${file}-wal`) ?? 0,
    ...read,
  };
}

function headerOf(file: string): DatabaseFacts['header'] {
  try {
    const open = openSync(file, 'r');
    try {
      const head = Buffer.alloc(20);
      readSync(open, head, 0, 20, 0);
      if (head.toString('latin1', 0, 16) !== MAGIC) return 'none';
      return head[18] === 2 && head[19] === 2 ? 'wal' : 'rollback';
    } finally {
      closeSync(open);
    }
  } catch {
    return null;
  }
}

/** Whether the database can be read, and commits as it must (promise B1). */
export function judgeDatabase(facts: DatabaseFacts, say: Say): Finding {
  const { exists, header, store, writer, logBytes, trouble } = facts;
  const finding = new Finding('database', facts);
  const { backups, newestBackup } = facts;
  const goBack = newestBackup === null ? say('noBackup', { folder: backups }) : say('restoreNewest', { file: word(newestBackup) });
  if (!exists) return finding.warn(say('databaseNone'), say('begin'));
  if (header === 'none') return finding.wrong(say('notDatabase', { file: word(facts.file) }), goBack);
  if (!store) return finding.wrong(say('unreadable', { reason: trouble ?? '' }), goBack);
  const mode = writer?.journalMode ?? (header === 'wal' ? 'wal' : 'delete');
  const sync = writer?.synchronous ?? null;
  const spare = store.pages > 0 ? Math.floor((100 * store.freePages) / store.pages) : 0;
  finding.fact(
    say('databaseIs', {
      mode,
      sync: sync === null ? say('syncAtStart') : sync === '2' ? 'FULL' : `synchronous ${sync}`,
      size: bytes(facts.bytes),
      log: bytes(logBytes),
    }) + (spare > 0 ? say('spare', { percent: spare }) : ''),
  );
  if (mode !== 'wal') finding.wrong(say('notWal', { mode }), say(writer ? 'report' : 'startOnce'));
  if (sync !== null && sync !== '2') finding.wrong(say('notFull', { sync }), say('report'));
  if (logBytes > LARGE_LOG) finding.warn(say('largeLog', { log: bytes(logBytes) }), say('closeReaders'));
  return finding;
}
