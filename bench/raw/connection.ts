import { DatabaseSync } from 'node:sqlite';

/** Opens a database with the settings of the product's writing connection (`engine/src/store/sqlite.ts`), read back. */
export function openRaw(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('pragma busy_timeout = 5000; pragma cache_size = -32768; pragma temp_store = memory');
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 1000');
  const settings = database.prepare('select journal_mode, synchronous from pragma_journal_mode, pragma_synchronous').get();
  if (settings?.['journal_mode'] !== 'wal' || settings?.['synchronous'] !== 2) {
    throw new Error(`${file}: the baseline wants WAL and FULL, has ${JSON.stringify(settings)}`);
  }
  return database;
}
