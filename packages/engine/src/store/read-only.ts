import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { EngineError } from '../error.ts';
import { bind, type Database, type Row, type Statement, type Value } from './database.ts';

/** How long a reading waits for whoever recovers or checkpoints the file just now. */
const BUSY_MS = 2_000;

/**
 * Opens a SQLite file to look at it: nothing is created, migrated, recovered into it or sealed, whatever state it is in.
 *
 * @param file path of the database
 * @param alone true when the caller holds the folder's lock, so that nobody writes meanwhile: a file without a write-ahead log
 * is then read without leaving one (and the shared memory beside it) behind
 * @returns a database whose `write` is refused with `store`
 * @throws EngineError `store` when it is missing, may not be read, or is no database
 */
export function openSqliteToRead(file: string, alone: boolean): Database {
  const connection = open(file, alone && !hasLog(file));
  const prepared = new Map<Statement, StatementSync>();
  const query = <R extends object = Row>(statement: Statement, values: Record<string, Value> = {}): R[] => {
    const made = prepared.get(statement) ?? connection.prepare(statement.sqlite);
    prepared.set(statement, made);
    return made.all(...bind(statement, values)) as R[];
  };
  const refuse = (): never => {
    throw new EngineError('store', `${file} is open to be read only`);
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(work) {
      const result = last.then(async () => {
        try {
          connection.exec('begin');
          return await work({ query, run: refuse });
        } catch (error) {
          throw failed(file, error);
        } finally {
          if (connection.isTransaction) connection.exec('rollback');
        }
      });
      last = result.catch(() => {});
      return result;
    },
    write: async () => refuse(),
    commits: null,
    journalEnd: async () => Number.MAX_SAFE_INTEGER,
    backup: async () => refuse(),
    async close() {
      await last;
      connection.close();
    },
  };
}

function open(file: string, unchanging: boolean): DatabaseSync {
  try {
    const name = unchanging ? new URL(`${pathToFileURL(file).href}?immutable=1`) : file;
    return new DatabaseSync(name, { readOnly: true, timeout: BUSY_MS });
  } catch (cause) {
    throw failed(file, cause);
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function failed(file: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  return new EngineError('store', `${file} cannot be read: ${(cause as Error).message}`, { cause });
}
