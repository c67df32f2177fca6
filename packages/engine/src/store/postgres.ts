import pg from 'pg';
import { EngineError } from '../error.ts';
import { CommitTimes } from './commit-times.ts';
import { bind, type Database, type Row, type Session, type Statement, type Value } from './database.ts';
import { migrate } from './migrate.ts';

/** The transaction was rolled back because others were in its way; nothing happened, and it may simply run again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 5;

/**
 * Numbers of the journal's rows are taken before their transactions commit, and these commit in any order. So whoever may write
 * leaves a mark until it has ended: the last number that was taken before it began. An advisory lock, shared by all who began at the
 * same number, tells everybody without a row being written. Those of other programs lie below {@link MARKS}.
 */
const MARKS = 2n ** 62n;
const BEGIN_WRITING = `begin; select pg_advisory_xact_lock_shared(${MARKS} + last_value) from journal_seq_seq`;

/** The last number that was taken, and the lowest mark of those who have not ended. In this order: who takes a number has left its mark. */
const LAST_TAKEN = 'select last_value as last from journal_seq_seq';
const LOWEST_MARK = `
  select min((classid::bigint << 32) + objid::bigint) - ${MARKS} as lowest from pg_locks
  where locktype = 'advisory' and objsubid = 1 and database = (select oid from pg_database where datname = current_database())
    and classid::bigint >= ${MARKS >> 32n} and classid::bigint < ${(MARKS >> 32n) + 2n ** 21n}`;

/** Every bigint of ours is below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Opens a PostgreSQL database (15 to 18): schema migrated, `synchronous_commit` on for every connection.
 *
 * @param url a connection string
 * @param connections how many connections at most; 8 by default
 * @throws EngineError `store` when it cannot be reached, `schemaNewer` when the schema is newer than this program
 */
export async function openPostgres(url: string, connections = 8): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, options: '-c synchronous_commit=on' });
  // A broken connection is replaced, and its query fails; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const client = await pool.connect();
    try {
      await migrate({
        dialect: 'postgres',
        exec: async (sql) => void (await client.query(sql)),
        all: async (sql) => (await client.query<Row>(sql)).rows,
      });
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw storeError(error);
  }
  return new Postgres(pool);
}

class Postgres implements Database {
  readonly commits = new CommitTimes();
  readonly #pool: pg.Pool;
  readonly #names = new Map<Statement, string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#transaction('begin isolation level repeatable read read only', work);
  }

  write<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#transaction(BEGIN_WRITING, work, this.commits);
  }

  async #transaction<T>(begin: string, work: (session: Session) => Promise<T>, commits?: CommitTimes): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(begin, work, commits);
      } catch (error) {
        if (tries >= TRIES || !TRY_AGAIN.has((error as { code?: string }).code ?? '')) throw storeError(error);
      }
    }
  }

  async #once<T>(begin: string, work: (session: Session) => Promise<T>, commits?: CommitTimes): Promise<T> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      await client.query(begin);
      const value = await work({
        query: async <R extends object>(statement: Statement, values?: Record<string, Value>) =>
          (await this.#send(client, statement, values)).rows as R[],
        run: async (statement, values) => (await this.#send(client, statement, values)).rowCount ?? 0,
      });
      const began = performance.now();
      await client.query('commit');
      commits?.note(began, 1);
      broken = false;
      return value;
    } catch (error) {
      broken = !(await client.query('rollback').then(
        () => true,
        () => false,
      ));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async journalEnd(): Promise<number> {
    try {
      const [taken] = (await this.#pool.query<{ last: number }>(LAST_TAKEN)).rows;
      const [marked] = (await this.#pool.query<{ lowest: number | null }>(LOWEST_MARK)).rows;
      return Math.min(taken?.last ?? 0, marked?.lowest ?? Number.MAX_SAFE_INTEGER);
    } catch (error) {
      throw storeError(error);
    }
  }

  #send(client: pg.PoolClient, statement: Statement, values: Record<string, Value> = {}): Promise<pg.QueryResult> {
    let name = this.#names.get(statement);
    if (name === undefined) {
      name = `tongbu_${this.#names.size}`;
      this.#names.set(statement, name);
    }
    return client.query({ name, text: statement.postgres, values: bind(statement, values) });
  }

  async backup(): Promise<number> {
    throw new EngineError('input', 'PostgreSQL is backed up with its own tools: pg_dump, or a base backup with its WAL');
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

function storeError(error: unknown): unknown {
  if (error instanceof EngineError || error instanceof TypeError || error instanceof RangeError) return error;
  return new EngineError('store', `PostgreSQL: ${(error as Error).message}`, { cause: error });
}
