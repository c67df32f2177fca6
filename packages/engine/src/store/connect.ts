/** Connections to a SQLite file, with the settings that durability rests on. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EngineError } from '../error.ts';

/** SQLite before this has a race in WAL mode that can lose a commit. */
const OLDEST = [3, 51, 3];

/**
 * Opens a SQLite file, made when missing.
 *
 * @throws EngineError `store` when it cannot be opened, or this SQLite is too old
 */
export function connect(file: string, readOnly = false): DatabaseSync {
  try {
    const connection = new DatabaseSync(file, { readOnly });
    checkVersion(connection);
    return connection;
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('store', `${file} cannot be opened: ${(cause as Error).message}`, { cause });
  }
}

const COMMON = 'pragma busy_timeout = 5000; pragma temp_store = memory';

/**
 * Most of the database that a connection keeps in memory, in KiB; the operating system keeps the rest. The writer has room for what
 * its largest transaction changes: 500 listings, each with pages of its own in the table and six indexes. A reader forgets all it
 * has read with the next commit, so that more would only be memory that a long reading leaves behind.
 */
const CACHE = { writer: 32_768, reader: 8_192 };

/** A connection that only reads, and so sees what is committed. */
export function connectReader(file: string): DatabaseSync {
  const connection = connect(file, true);
  connection.exec(`${COMMON}; pragma cache_size = -${CACHE.reader}`);
  return connection;
}

/** Sets what makes a commit durable: WAL, `synchronous=FULL`. */
export function configureWriter(connection: DatabaseSync): void {
  connection.exec(`${COMMON}; pragma cache_size = -${CACHE.writer}`);
  // Checkpoints are made by Sqlite.#checkpoint: SQLite's own tell nobody when they fail.
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0');
}

function checkVersion(connection: DatabaseSync): void {
  const version = String(connection.prepare('select sqlite_version() as version').get()?.['version']);
  const parts = version.split('.').map(Number);
  const order = OLDEST.map((part, i) => Math.sign((parts[i] ?? 0) - part)).find((sign) => sign !== 0) ?? 0;
  if (order < 0) {
    throw new EngineError('store', `SQLite ${version} can lose a commit in WAL mode; run Node 22.23 or later (SQLite ${OLDEST.join('.')})`);
  }
}

/**
 * Reads the settings back after the first write (promise B1): one that was quietly ignored must not pass for durability. And
 * syncs the folder, in which SQLite has made its files.
 *
 * @throws EngineError `store`
 */
export function checkDurability(connection: DatabaseSync, file: string): void {
  const mode = connection.prepare('pragma journal_mode').get()?.['journal_mode'];
  const synchronous = connection.prepare('pragma synchronous').get()?.['synchronous'];
  if (synchronous !== 2 || mode !== 'wal') {
    throw new EngineError('store', `${file}: wants journal_mode=wal and synchronous=2 (FULL), has ${mode} and ${synchronous}`);
  }
  syncFolder(dirname(file));
}

/**
 * Makes the names of the database and its WAL durable. SQLite does so too when it begins a WAL, but tells nobody when that
 * fails, and a WAL that a power cut leaves without its name is lost with all that was answered from it.
 */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // has no way to flush a folder
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (cause) {
    throw new EngineError('store', `the data folder ${path} cannot be synced: ${(cause as Error).message}`, { cause });
  } finally {
    closeSync(folder);
  }
}
