/** Every engine test runs on both databases: `describe.each(databases)`. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { createEngine, type Engine } from '../src/engine.ts';
import { vaultOf } from '../src/sellers/vault.ts';
import type { Database } from '../src/store/database.ts';
import { openPostgres } from '../src/store/postgres.ts';
import { openSqlite } from '../src/store/sqlite.ts';

/** An engine over a database of its own, empty, and the database beneath. */
export interface TestEngine {
  engine: Engine;
  database: Database;
  /** Closes the database and opens it again, as a restart does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const vault = vaultOf(randomBytes(32), 'test key');
/** Of no use but to be quick. */
const passwordCost = { n: 16, r: 1, p: 1 };

/** Stands between the engine and its database, to watch or to disturb it. */
export type Wrap = (database: Database) => Database;

/** Memory where there is a file system of it: a commit costs nothing there, and no test needs the disk. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder of its own for a SQLite database, and how to remove it. */
export async function makeFolder(): Promise<{ path: string; drop: () => Promise<void> }> {
  const path = await mkdtemp(join(scratch, 'tongbu-engine-'));
  return { path, drop: () => rm(path, { recursive: true, force: true }) };
}

async function testEngine(open: () => Promise<Database>, drop: () => Promise<void>, wrap: Wrap): Promise<TestEngine> {
  let database = await open();
  const self: TestEngine = {
    engine: createEngine({ database: wrap(database), vault, passwordCost }),
    database,
    async restart() {
      await database.close();
      database = await open();
      self.database = database;
      self.engine = createEngine({ database: wrap(database), vault, passwordCost });
    },
    async close() {
      await database.close();
      await drop();
    },
  };
  return self;
}

const asItIs: Wrap = (database) => database;

async function onSqlite(wrap = asItIs): Promise<TestEngine> {
  const { path, drop } = await makeFolder();
  return testEngine(() => openSqlite(join(path, 'test.db')), drop, wrap);
}

/** An empty database on the test server, and how to remove it. */
export async function makePostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `t${randomBytes(8).toString('hex')}`;
  await runOn(server, `create database ${name}`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  return { url, drop: () => runOn(server, `drop database ${name} with (force)`) };
}

async function onPostgres(wrap = asItIs): Promise<TestEngine> {
  const { url, drop } = await makePostgres();
  return testEngine(() => openPostgres(url, 4), drop, wrap);
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** The databases a store must keep the same promises on. `TONGBU_TEST_DATABASE=sqlite` narrows the list. */
export const databases: { name: string; open: (wrap?: Wrap) => Promise<TestEngine> }[] = [
  { name: 'SQLite', open: onSqlite },
  { name: 'PostgreSQL', open: onPostgres },
].filter(({ name }) => (process.env['TONGBU_TEST_DATABASE'] ?? name).toLowerCase() === name.toLowerCase());
