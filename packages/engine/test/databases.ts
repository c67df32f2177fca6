/** Every engine test runs on both databases: `describe.each(databases)`. */
import { randomBytes } from 'node:crypto';
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

async function testEngine(open: () => Promise<Database>, drop: () => Promise<void>): Promise<TestEngine> {
  let database = await open();
  const self: TestEngine = {
    engine: createEngine({ database, vault }),
    database,
    async restart() {
      await database.close();
      database = await open();
      self.database = database;
      self.engine = createEngine({ database, vault });
    },
    async close() {
      await database.close();
      await drop();
    },
  };
  return self;
}

async function onSqlite(): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbu-engine-'));
  return testEngine(
    () => openSqlite(join(folder, 'test.db')),
    () => rm(folder, { recursive: true, force: true }),
  );
}

async function onPostgres(): Promise<TestEngine> {
  const server = inject('postgresUrl');
  const name = `t${randomBytes(8).toString('hex')}`;
  await runOn(server, `create database ${name}`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  return testEngine(
    () => openPostgres(url, 4),
    () => runOn(server, `drop database ${name} with (force)`),
  );
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** The databases a store must keep the same promises on. `TONGBU_TEST_DATABASE=sqlite` narrows the list. */
export const databases: { name: string; open: () => Promise<TestEngine> }[] = [
  { name: 'SQLite', open: onSqlite },
  { name: 'PostgreSQL', open: onPostgres },
].filter(({ name }) => (process.env['TONGBU_TEST_DATABASE'] ?? name).toLowerCase() === name.toLowerCase());
