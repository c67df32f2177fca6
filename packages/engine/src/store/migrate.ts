import { EngineError } from '../error.ts';
import type { Row } from './database.ts';

/** What truly differs between the databases in a schema. */
export interface Dialect {
  /** A number that grows with every row. */
  growing: string;
  /** What makes (seller, growing number) the table's key. */
  growingKey: (column: string) => string;
}

const dialects: Record<'sqlite' | 'postgres', Dialect> = {
  // A rowid is the cheapest growing number SQLite has; `autoincrement` keeps it from ever being used twice.
  sqlite: { growing: 'integer primary key autoincrement', growingKey: (column) => `unique (seller, ${column})` },
  postgres: { growing: 'bigint generated always as identity', growingKey: (column) => `primary key (seller, ${column})` },
};

/**
 * The schema's history: numbered by place, forward only, unchanged once released. Each is loaded when a database needs it, which at
 * most starts none does.
 */
const migrations: (() => Promise<(dialect: Dialect) => string>)[] = [
  async () => (await import('./migrations/0001-pools.ts')).pools,
  async () => (await import('./migrations/0002-catalogue.ts')).catalogue,
  async () => (await import('./migrations/0003-orders.ts')).orders,
  async () => (await import('./migrations/0004-applied.ts')).applied,
  async () => (await import('./migrations/0005-levels.ts')).levels,
  async () => (await import('./migrations/0006-management.ts')).management,
  async () => (await import('./migrations/0007-sandbox.ts')).sandbox,
  async () => (await import('./migrations/0008-listings-in-order.ts')).listingsInOrder,
  async () => (await import('./migrations/0009-people.ts')).people,
  async () => (await import('./migrations/0010-key-rights.ts')).keyRights,
  async () => (await import('./migrations/0011-search.ts')).search,
  async () => (await import('./migrations/0012-figures.ts')).figures,
  async () => (await import('./migrations/0013-catalogue-search.ts')).catalogueSearch,
  async () => (await import('./migrations/0014-cancelled-version.ts')).cancelledVersion,
  async () => (await import('./migrations/0015-superseded-version.ts')).supersededVersion,
];

/** The plain connection a migration needs. */
export interface Migrated {
  dialect: keyof typeof dialects;
  exec(sql: string): void | Promise<void>;
  all(sql: string): Row[] | Promise<Row[]>;
}

/**
 * Brings the schema up to date, each step in a transaction of its own. Two programs that start together settle it in the
 * database: one waits for the other.
 *
 * @throws EngineError `schemaNewer` when the database has steps this program does not know
 */
export async function migrate(connection: Migrated): Promise<void> {
  await connection.exec(
    connection.dialect === 'sqlite'
      ? 'create table if not exists migrations (step bigint not null primary key)'
      : `begin; select pg_advisory_xact_lock(7016996765293437281);
         create table if not exists migrations (step bigint not null primary key); commit`,
  );
  while (await oneStep(connection));
}

async function oneStep(connection: Migrated): Promise<boolean> {
  await connection.exec(connection.dialect === 'sqlite' ? 'begin immediate' : 'begin; lock table migrations in exclusive mode');
  try {
    const rows = await connection.all('select coalesce(max(step), 0) as done from migrations');
    const done = Number(rows[0]?.['done']);
    if (done > migrations.length) {
      throw new EngineError(
        'schemaNewer',
        `the database is at schema step ${done}, this version of Tongbu knows ${migrations.length}; start the newer version`,
      );
    }
    const step = await migrations[done]?.();
    if (step) {
      await connection.exec(step(dialects[connection.dialect]));
      await connection.exec(`insert into migrations (step) values (${done + 1})`);
    }
    await connection.exec('commit');
    return step !== undefined;
  } catch (error) {
    await connection.exec('rollback');
    throw error;
  }
}
