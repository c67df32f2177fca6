import type { Dialect, Statement } from './statement.ts';

/** Values by name. Text is how numbers travel, too: no digit is lost, and the database turns it into what the column is. */
export type Values = Readonly<Record<string, string | null>>;

/** A row; every value as text, null where the database has none. */
export type Row = Record<string, string | null>;

/** A connection in a transaction. */
export interface Transaction {
  run(statement: Statement, values: Values): Promise<Row[]>;
}

/** A database of somebody else's: the shop's. */
export interface Database {
  dialect: Dialect;
  /**
   * Runs in one transaction, and alone among all bridges of the same `place` (an order, a SKU).
   *
   * @throws what the driver throws; nothing is written then
   */
  transaction<T>(place: string, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long one statement may take, in milliseconds, and how long to wait for a lock, in seconds. */
const STATEMENT_MS = 15_000;
const LOCK_SECONDS = 10;

/** What a failure of a statement says of the record it was run for. */
export function meaningOf(error: unknown): 'refused' | 'later' | 'down' {
  const { code, sqlState, errno } = error as { code?: string; sqlState?: string; errno?: number };
  // MySQL's driver has the SQLSTATE beside a code of its own; PostgreSQL's has it as the code.
  const state = sqlState ?? (/^[0-9A-Z]{5}$/.test(code ?? '') ? (code as string) : '');
  if (state === '40001' || state === '40P01' || state === '55P03' || errno === 1205) return 'later';
  // The data does not fit (22), a rule of the table forbids it (23), a trigger raised it (P0001, 45000).
  return /^2[23]/.test(state) || state === 'P0001' || state === '45000' ? 'refused' : 'down';
}

/** Opens a database by its address; its driver is loaded only then. Connects when it is first used. */
export async function openDatabase(url: string): Promise<Database> {
  return /^postgres(ql)?:/.test(url) ? openPostgres(url) : openMysql(url);
}

async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const asText = { getTypeParser: () => (value: unknown) => String(value) };
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    connectionTimeoutMillis: 10_000,
    types: asText as never,
  });
  // A connection that breaks says so to whoever waits for it, and the next one is new; unheard, the event would end the bridge.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    dialect: 'postgresql',
    async transaction(place, work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin isolation level read committed');
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`tongbu:${place}`]);
        const result = await work({
          run: async ({ text, names }, values) =>
            (
              await client.query(
                text,
                names.map((name) => values[name] ?? null),
              )
            ).rows as Row[],
        });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((cause: Error) => {
          broken = cause;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

async function openMysql(url: string): Promise<Database> {
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({
    ...{ uri: url, connectionLimit: 4, connectTimeout: 10_000, charset: 'utf8mb4' },
    // Every value as the text the server sent.
    typeCast: (field) => field.string(),
  });
  return {
    dialect: 'mysql',
    async transaction(place, work) {
      const connection = await pool.getConnection();
      const query = async (sql: string, values: (string | null)[] = []) =>
        (await connection.query({ sql, values, timeout: STATEMENT_MS }))[0];
      const lock = `left(concat('tongbu:', sha2(?, 256)), 60)`;
      let isBroken = false;
      try {
        const [held] = (await query(`select get_lock(${lock}, ${LOCK_SECONDS}) as held`, [place])) as Row[];
        if (held?.['held'] !== '1') throw Object.assign(new Error(`another bridge works on ${place}`), { sqlState: '40001' });
        await query('set transaction isolation level read committed');
        await query('start transaction');
        const run = async ({ text, names }: Statement, values: Values) => {
          const rows = await query(
            text,
            names.map((name) => values[name] ?? null),
          );
          return Array.isArray(rows) ? (rows as Row[]) : [];
        };
        const result = await work({ run });
        await query('commit');
        return result;
      } catch (error) {
        await query('rollback').catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        await query(`select release_lock(${lock})`, [place]).catch(() => {
          isBroken = true;
        });
        // A connection that ends lets go of its transaction and its locks.
        if (isBroken) connection.destroy();
        else connection.release();
      }
    },
    close: () => pool.end(),
  };
}
