import type { Context } from '../context.ts';
import type { Row, Statement } from './database.ts';
import { migrate } from './migrate.ts';

/** What a database says of itself. */
export interface StoreFacts {
  /** Version of the database program, such as `3.51.3`. */
  version: string;
  /** How commits are made durable, as the connection that writes has it: `wal` and 2 (FULL) on SQLite. Null when not asked. */
  journalMode: string | null;
  synchronous: string | null;
  /** The last step of the schema that was taken, and the last one this program knows. */
  schema: number;
  newestSchema: number;
  /** Size: pages, how many of them are free, and bytes in each. */
  pages: number;
  freePages: number;
  pageBytes: number;
}

/**
 * The settings and the size of the database. Nothing is changed.
 *
 * @param input.writer also asks the connection that writes how it commits, in a transaction that writes nothing
 */
export async function describeStore({ database }: Context, { writer }: { writer: boolean }): Promise<StoreFacts> {
  const facts = await database.read(async (session) => {
    const [size] = await session.query<Pick<StoreFacts, 'version' | 'pages' | 'freePages' | 'pageBytes'>>(sizes);
    const [step] = await session.query<{ schema: number }>(steps);
    return { ...(size as NonNullable<typeof size>), schema: step?.schema ?? 0 };
  });
  const durability = writer
    ? await database.write(async (session) => {
        const [mode] = await session.query<{ journal_mode: string }>(journalMode);
        const [sync] = await session.query<{ synchronous: number | string }>(synchronous);
        return { journalMode: mode?.journal_mode ?? null, synchronous: sync ? String(sync.synchronous) : null };
      })
    : { journalMode: null, synchronous: null };
  return { ...facts, ...durability, newestSchema: await newestSchema() };
}

/** Counted by `migrate` itself, on a connection behind which there is nothing. */
async function newestSchema(): Promise<number> {
  let step = 0;
  const exec = (sql: string) => {
    if (sql.startsWith('insert into migrations')) step++;
  };
  await migrate({ dialect: 'sqlite', exec, all: (): Row[] => [{ done: step }] });
  return step;
}

/** What each database calls its own settings; nothing here is common to both. */
const own = (sqlite: string, postgres: string): Statement => ({ names: [], sqlite, postgres });

const sizes = own(
  `select sqlite_version() as version, (select page_count from pragma_page_count) as pages,
     (select freelist_count from pragma_freelist_count) as "freePages", (select page_size from pragma_page_size) as "pageBytes"`,
  `select current_setting('server_version') as version, pg_database_size(current_database()) / current_setting('block_size')::bigint as pages,
     0 as "freePages", current_setting('block_size')::bigint as "pageBytes"`,
);
const steps = own('select coalesce(max(step), 0) as schema from migrations', 'select coalesce(max(step), 0) as schema from migrations');
const journalMode = own('pragma journal_mode', `select 'wal' as journal_mode`);
const synchronous = own('pragma synchronous', `select current_setting('synchronous_commit') as synchronous`);
