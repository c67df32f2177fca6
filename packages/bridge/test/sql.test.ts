/** The sql shop on a real PostgreSQL and a real MariaDB, each with the tables of a small shop. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from 'mysql2/promise';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../../test/free-port.ts';
import { sql } from '../src/shops/sql.ts';
import { meaningOf, openDatabase } from '../src/sql/database.ts';
import { readStatement } from '../src/sql/statement.ts';
import { type ShopOnTrial, shopPromises } from './shop-promises.ts';

const STATEMENTS = {
  stock: {
    find: 'select id, quantity from products where sku = :sku',
    set: 'update products set quantity = :quantity, version = :version where sku = :sku and version < :version',
  },
  shipments: {
    lines: 'select oid from order_lines where order_no = :tid',
    find: 'select oid, parcel as id, tracking as "trackingNumber" from parcels where order_no = :tid',
    insert: 'insert into parcels (parcel, order_no, oid, tracking, carrier) values (:key, :tid, :oid, :trackingNumber, :carrier)',
    after: `update orders set state = 'shipped' where order_no = :tid`,
  },
};
const TABLES = [
  'create table products (id integer primary key, sku varchar(40) unique, quantity integer not null, version bigint not null)',
  'create table orders (order_no varchar(40) primary key, state varchar(20))',
  'create table order_lines (order_no varchar(40), oid varchar(40), primary key (order_no, oid))',
  'create table parcels (parcel varchar(100), order_no varchar(40), oid varchar(40), tracking varchar(40), carrier varchar(20), primary key (parcel, oid))',
  `insert into products values (7, '007', 1, 0), (8, 'B', 1, 0)`,
];

type Run = (text: string) => Promise<Record<string, unknown>[]>;

/** The tables, and statements that write them and look into them without the adapter. */
async function tiny(url: string, run: Run, rest: Pick<ShopOnTrial, 'close'> & Partial<ShopOnTrial>): Promise<ShopOnTrial> {
  for (const table of TABLES) await run(table);
  const find = url.startsWith('mysql') ? STATEMENTS.shipments.find.replaceAll('"', '`') : STATEMENTS.shipments.find;
  const settings = sql.settings.parse({ url, stock: STATEMENTS.stock, shipments: { ...STATEMENTS.shipments, find } });
  let orders = 0;
  return {
    open: () => sql.open(settings, { log: () => {}, environment: {}, folder: '/tmp' }),
    skus: ['007', 'B'],
    carrier: { code: 'sf', name: '顺丰', trackingUrl: null },
    async placeOrder() {
      orders += 1;
      const [tid, ...oids] = [`O${orders}`, `O${orders}-1`, `O${orders}-2`] as [string, string, string];
      await run(`insert into orders values ('${tid}', 'paid')`);
      for (const oid of oids) await run(`insert into order_lines values ('${tid}', '${oid}')`);
      return { tid, oids };
    },
    shown: async (sku) => String((await run(`select quantity from products where sku = '${sku}'`))[0]?.['quantity']),
    async parcels(tid) {
      const rows = (await run(`select parcel, oid, tracking from parcels where order_no = '${tid}' order by oid`)) as Record<
        string,
        string
      >[];
      const parcels = new Map<string, { trackingNumber: string; oids: string[] }>();
      for (const { parcel = '', oid = '', tracking = '' } of rows) {
        const known = parcels.get(parcel);
        if (known) known.oids.push(oid);
        else parcels.set(parcel, { trackingNumber: tracking, oids: [oid] });
      }
      return [...parcels.values()];
    },
    ...rest,
  };
}

shopPromises('sql, PostgreSQL', async () => {
  const admin = new pg.Client(inject('postgresUrl'));
  await admin.connect();
  const name = `bridge_${process.pid}_${Date.now()}`;
  await admin.query(`create database ${name}`);
  const url = inject('postgresUrl').replace(/\/postgres$/, `/${name}`);
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  return tiny(url, async (text) => (await pool.query(text)).rows, {
    async takeDown() {
      await admin.query(`alter database ${name} with allow_connections false`);
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      return async () => void (await admin.query(`alter database ${name} with allow_connections true`));
    },
    async close() {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  });
});

test('a connection to PostgreSQL that breaks within a transaction fails that one, and the bridge goes on with the next', async () => {
  const database = await openDatabase(inject('postgresUrl'));
  const inOne = (text: string) => database.transaction('O1', (transaction) => transaction.run({ text, names: [] }, {}));
  const error = await inOne('select pg_terminate_backend(pg_backend_pid())').catch((cause: unknown) => cause);
  expect(meaningOf(error)).toBe('down');
  expect(await inOne('select 1 as one')).toEqual([{ one: '1' }]);
  await database.close();
});

const mariadbd = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/libexec/mariadbd'].find((path) => existsSync(path));

/** A server of its own: a folder that goes with it, a free port on loopback. */
async function startMariadb(): Promise<{
  port: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  remove(): void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-mariadb-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const id = (flag: string) => Number(spawnSync('id', [flag, 'mysql'], { encoding: 'utf8' }).stdout);
    chownSync(folder, id('-u'), id('-g'));
  }
  const as = isRoot ? ['--user=mysql'] : [];
  const install = spawnSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...as],
    { encoding: 'utf8' },
  );
  if (install.status !== 0) throw new Error(install.stderr + install.stdout);
  const port = await freePort();
  let child: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    const options = [
      `--datadir=${folder}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${folder}/socket`,
      '--innodb-buffer-pool-size=16M',
    ];
    child = spawn(mariadbd as string, ['--no-defaults', ...options, ...as], { stdio: 'ignore' });
    for (let attempt = 0; ; attempt += 1) {
      const pool = createPool({ host: '127.0.0.1', port, user: 'root' });
      const works = await pool.query('create database if not exists shop').then(
        () => true,
        () => false,
      );
      await pool.end();
      if (works) return;
      if (attempt > 100) throw new Error('mariadbd does not answer');
      await new Promise((done) => setTimeout(done, 200));
    }
  };
  const stop = (signal: NodeJS.Signals = 'SIGTERM') =>
    new Promise<void>((done) => {
      child?.once('exit', () => done());
      child?.kill(signal);
    });
  await start();
  return { port, start, stop, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a connection dies of within a transaction, and what the shop does to be there again. */
type Death = [string, (server: Awaited<ReturnType<typeof startMariadb>>, connection: string, run: Run) => Promise<unknown>];

if (mariadbd === undefined) {
  test.skip('sql, MariaDB: mariadbd is not installed; apt-get install mariadb-server', () => {});
} else {
  shopPromises('sql, MariaDB', async () => {
    const server = await startMariadb();
    const url = `mysql://root@127.0.0.1:${server.port}/shop`;
    const pool = createPool({ uri: url });
    const run: Run = async (text) => (await pool.query(text))[0] as never;
    return tiny(url, run, {
      async takeDown() {
        await server.stop();
        return () => server.start();
      },
      async close() {
        await pool.end();
        await server.stop();
        server.remove();
      },
    });
  });

  describe('a connection to MariaDB that breaks within a transaction fails that one, and the bridge goes on with the next', () => {
    let server: Awaited<ReturnType<typeof startMariadb>>;
    let other: ReturnType<typeof createPool>;
    beforeAll(async () => {
      server = await startMariadb();
      other = createPool({ host: '127.0.0.1', port: server.port, user: 'root' });
    });
    afterAll(async () => {
      await other.end();
      await server.stop();
      server.remove();
    });

    const kill: Death = ['killed between two statements', (_server, connection, run) => run(`kill ${connection}`)];
    const idle: Death = [
      'killed, and the bridge hears of it before it asks again',
      async (_server, connection, run) => {
        await run(`kill ${connection}`);
        const left = () => run(`select id from information_schema.processlist where id = ${connection}`);
        await vi.waitUntil(async () => (await left()).length === 0, { timeout: 10_000 });
      },
    ];
    const stop: Death = ['the server stops, and starts again', ({ stop, start }) => stop().then(start)];
    const crash: Death = ['the server crashes, and starts again', ({ stop, start }) => stop('SIGKILL').then(start)];

    test.each([kill, idle, stop, crash])('%s', async (_how, die) => {
      const database = await openDatabase(`mysql://root@127.0.0.1:${server.port}/shop`);
      const error = await database
        .transaction('O1', async ({ run }) => {
          const [own] = await run({ text: 'select connection_id() as id', names: [] }, {});
          await die(server, String(own?.['id']), async (text) => (await other.query(text))[0] as never);
          await run({ text: 'select 1', names: [] }, {});
        })
        .catch((cause: unknown) => cause);
      expect(meaningOf(error)).toBe('down');
      expect(await database.transaction('O1', ({ run }) => run({ text: 'select 1 as one', names: [] }, {}))).toEqual([{ one: '1' }]);
      await database.close();
    });

    test('killed by its own statement', async () => {
      const database = await openDatabase(`mysql://root@127.0.0.1:${server.port}/shop`);
      const inOne = (text: string) => database.transaction('O1', ({ run }) => run({ text, names: [] }, {}));
      expect(meaningOf(await inOne('kill connection_id()').catch((cause: unknown) => cause))).toBe('down');
      expect(await inOne('select 1 as one')).toEqual([{ one: '1' }]);
      await database.close();
    });
  });
}

describe('statements', () => {
  const known = ['sku', 'quantity'];

  test.each<[string, 'postgresql' | 'mysql', string, string[]]>([
    ['set a = :quantity where b = :sku or c = :sku', 'postgresql', 'set a = $1 where b = $2 or c = $2', ['quantity', 'sku']],
    ['set a = :quantity where b = :sku or c = :sku', 'mysql', 'set a = ? where b = ? or c = ?', ['quantity', 'sku', 'sku']],
    [
      `select ':x', ":y", \`:z\` -- :c\n, /* :d */ :sku::text`,
      'postgresql',
      `select ':x', ":y", \`:z\` -- :c\n, /* :d */ $1::text`,
      ['sku'],
    ],
    [`select 'it''s :x' || :sku`, 'postgresql', `select 'it''s :x' || $1`, ['sku']],
    [`select 'a\\' || :sku || ':x'`, 'postgresql', `select 'a\\' || $1 || ':x'`, ['sku']],
    [`select 'a\\':x', :sku`, 'mysql', `select 'a\\':x', ?`, ['sku']],
  ])('%s for %s', (text, dialect, written, names) => {
    expect(readStatement(text, dialect, known)).toEqual({ text: written, names });
  });

  test('a name nobody knows is refused with those that are known, in the place where it stands', () => {
    const read = sql.settings.safeParse({
      url: 'mysql://h/d',
      stock: { find: 'select :skuu', set: 'select 1' },
      shipments: STATEMENTS.shipments,
    });
    expect(read.error?.issues[0]).toMatchObject({ path: ['stock', 'find'], message: expect.stringMatching(/:skuu .*:sku/) });
  });
});
