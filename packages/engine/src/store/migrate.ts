import { EngineError } from '../error.ts';
import type { Row } from './database.ts';
import { pools } from './migrations/0001-pools.ts';
import { catalogue } from './migrations/0002-catalogue.ts';
import { orders } from './migrations/0003-orders.ts';
import { applied } from './migrations/0004-applied.ts';
import { levels } from './migrations/0005-levels.ts';
import { management } from './migrations/0006-management.ts';
import { sandbox } from './migrations/0007-sandbox.ts';
import { listingsInOrder } from './migrations/0008-listings-in-order.ts';
import { people } from './migrations/0009-people.ts';
import { keyRights } from './migrations/0010-key-rights.ts';
import { search } from './migrations/0011-search.ts';
import { figures } from './migrations/0012-figures.ts';
import { catalogueSearch } from './migrations/0013-catalogue-search.ts';
import { cancelledVersion } from './migrations/0014-cancelled-version.ts';

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

/** The schema's history: numbered by place, forward only, unchanged once released. */
const migrations: ((dialect: Dialect) => string)[] = [
  pools,
  catalogue,
  orders,
  applied,
  levels,
  management,
  sandbox,
  listingsInOrder,
  people,
  keyRights,
  search,
  figures,
  catalogueSearch,
  cancelledVersion,
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
    const step = migrations[done];
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
