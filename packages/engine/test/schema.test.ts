/** The schema: migrations meet, newer ones are refused, and on PostgreSQL the seller stands first in every key. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { Database } from '../src/store/database.ts';
import { openPostgres } from '../src/store/postgres.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { databases, makeFolder, makePostgres } from './databases.ts';
import { codeOf, seedListings, sql, waiting } from './shop.ts';

/** Every step there is, each in a file of its own. */
const steps = readdirSync(new URL('../src/store/migrations/', import.meta.url)).map((_, place) => ({ step: place + 1 }));

/** A place where a database may be opened again and again; `install` opens and closes it as another program would. */
interface Place {
  open: () => Promise<Database>;
  install: () => Promise<unknown>;
  drop: () => Promise<void>;
}

const places: Record<string, () => Promise<Place>> = {
  async SQLite() {
    const { path, drop } = await makeFolder();
    const file = join(path, 'test.db');
    return { open: () => openSqlite(file), install: () => inThread(file), drop };
  },
  async PostgreSQL() {
    const { url, drop } = await makePostgres();
    const open = () => openPostgres(url, 2);
    return { open, install: async () => (await open()).close(), drop };
  },
};

/** SQLite waits for another writer by standing still, so each needs a thread of its own. */
function inThread(file: string): Promise<void> {
  const store = new URL('../src/store/sqlite.ts', import.meta.url).href;
  const code = `import { workerData } from 'node:worker_threads'; const { openSqlite } = await import(${JSON.stringify(store)});
    await (await openSqlite(workerData)).close();`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: file,
    execArgv: ['--conditions=source', '--no-warnings'],
  });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

describe.each(databases)('the schema on $name', ({ name, open }) => {
  const tables =
    name === 'SQLite'
      ? "select name, sql as text from sqlite_schema where name not like 'sqlite%' order by name"
      : `select table_name || '.' || column_name as name, data_type as text from information_schema.columns
         where table_schema = 'public' order by 1`;

  test('installed again it stays as it is, with what it holds', async () => {
    const t = await open();
    await seedListings(t.engine, 2);
    const before = await sql(t.database, tables);
    await t.restart();
    await t.restart();
    expect(await sql(t.database, tables)).toEqual(before);
    expect(await sql(t.database, 'select step from migrations')).toEqual(steps);
    expect(await waiting(t.engine)).toEqual([1, 2]);
    await t.close();
  });

  test('twenty programs that install it at once all succeed, and it is installed once', async () => {
    const place = await (places[name] as (typeof places)[string])();
    await Promise.all(Array.from({ length: 20 }, () => place.install()));
    const database = await place.open();
    expect(await sql(database, 'select step from migrations')).toEqual(steps);
    await database.close();
    await place.drop();
  });

  test('a schema newer than this program is refused with schemaNewer and left as it is', async () => {
    const place = await (places[name] as (typeof places)[string])();
    const database = await place.open();
    await sql(database, 'insert into migrations (step) values (99)');
    await database.close();
    expect(await codeOf(place.open())).toBe('schemaNewer');
    expect(await codeOf(place.open())).toBe('schemaNewer');
    await place.drop();
  });

  test.runIf(name === 'PostgreSQL')('every key and unique index begins with the seller', async () => {
    const t = await open();
    const indexes = await sql<{ table: string; column: string; is_primary: boolean }>(
      t.database,
      `select c.relname as table, a.attname as column, i.indisprimary as is_primary
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where n.nspname = 'public' and (i.indisunique or i.indisprimary) and c.relname <> 'migrations'`,
    );
    const all = await sql<{ name: string }>(
      t.database,
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migrations'",
    );
    expect(all.length).toBeGreaterThan(10);
    expect(indexes.filter(({ column }) => column !== 'seller')).toEqual([]);
    const keyed = new Set(indexes.filter(({ is_primary }) => is_primary).map(({ table }) => table));
    expect(all.filter(({ name }) => !keyed.has(name))).toEqual([]);
    await t.close();
  });

  test.runIf(name === 'PostgreSQL')('columns hold text and bigint only', async () => {
    const t = await open();
    const types = await sql(
      t.database,
      "select distinct data_type from information_schema.columns where table_schema = 'public' order by 1",
    );
    expect(types).toEqual([{ data_type: 'bigint' }, { data_type: 'text' }]);
    await t.close();
  });
});

test.runIf(process.env['TONGBU_TEST_DATABASE'] !== 'sqlite')(
  'B10 a PostgreSQL that cannot be reached is an error of the store',
  async () => {
    expect(await codeOf(openPostgres('postgres://nobody:x@127.0.0.1:1/none'))).toBe('store');
  },
);
