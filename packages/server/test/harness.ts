/** A real server on a real socket over a fresh data folder, with a clock that tests set. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edition, type Engine, folderOf, type JournalEntry, type NewKey, openFolder, type PendingOfShop } from '@tongbu/engine';
import { pino } from 'pino';
import { type ServerOptions, startServer } from '../src/index.ts';

/** Of no use but to be quick. */
const passwordCost = { n: 16, r: 1, p: 1 };

/** The credentials of the recorded requests. */
export const FLAGSHIP_KEY = { sid: 'demo', key: 'demo-app', secret: 's3cr3t:5alt' };
export const ENTERPRISE_KEY = { sid: 'demo', key: 'demo-app2', secret: 'e5ecret' };

export interface TestServer {
  engine: Engine;
  /** Base address of the signed API and of the management listener. */
  url: string;
  manageUrl: string;
  folder: string;
  /** The server's clock, epoch milliseconds; set it. */
  clock: { now: number };
  /** Everything that was logged, one JSON object a line. */
  log: string[];
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** What a test server is made of, beside its options. */
export interface TestSetup {
  /** Where the clock stands at first; now by default. */
  at?: number;
  /** Stands between the server and its engine. */
  wrap?: (engine: Engine) => Engine;
  /** Listen for commands in the folder. */
  socket?: boolean;
}

/** Starts a server for the seller `demo` with a key of each edition. */
export async function startTestServer(options: Partial<ServerOptions> = {}, setup: TestSetup = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbu-server-'));
  const { engine, close } = await openFolder(folder, undefined, { passwordCost });
  const clock = { now: setup.at ?? Date.now() };
  const log: string[] = [];
  const server = await startServer({
    engine: setup.wrap?.(engine) ?? engine,
    api: { host: '127.0.0.1', port: 0 },
    manage: { host: '127.0.0.1', port: 0 },
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    now: () => clock.now,
    holdMs: 1, // what a test is refused it need not wait for
    ...(setup.socket && { socket: folderOf(folder).socket }),
    ...options,
  });
  if (options.sandbox) await engine.markSandbox({ now: clock.now });
  await engine.addSeller({ seller: 'demo', now: clock.now });
  await addKey(engine, 'flagship', FLAGSHIP_KEY.key);
  await addKey(engine, 'enterprise', ENTERPRISE_KEY.key);
  return {
    engine,
    url: `http://127.0.0.1:${server.api.port}`,
    manageUrl: `http://127.0.0.1:${server.manage.port}`,
    folder,
    clock,
    log,
    stop: () => server.stop(),
    async close() {
      await server.stop();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Adds a key to `demo` with the secret of its edition, whatever else it is. */
export async function addKey(engine: Engine, edition: Edition, appKey: string, rest: Partial<NewKey> = {}): Promise<void> {
  const { secret } = edition === 'flagship' ? FLAGSHIP_KEY : ENTERPRISE_KEY;
  const free = { seller: 'demo', shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now: 0 };
  await engine.addKey({ ...free, edition, appKey, secret, ...rest });
}

/** Imports rows for a seller, `demo` by default, at the server's time. */
export async function put(server: TestServer, kind: string, records: Record<string, string>[], seller = 'demo'): Promise<void> {
  await server.engine.importRows({ seller, kind, records, now: server.clock.now, partial: false });
}

/**
 * Shops S1 and S2, one warehouse, and listings numbered from 1, in S1: the n-th shows the item `A<n>`, of which 10·n lie in
 * W1; its version is 1.
 */
export async function seedListings(server: TestServer, count: number, seller = 'demo'): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  await put(server, 'shops', [{ shop_no: 'S1' }, { shop_no: 'S2' }], seller);
  await put(server, 'warehouses', [{ warehouse_no: 'W1' }], seller);
  await put(
    server,
    'items',
    numbers.map((n) => ({ spec_no: `A${n}` })),
    seller,
  );
  await put(
    server,
    'levels',
    numbers.map((n) => ({ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: String(10 * n) })),
    seller,
  );
  await put(
    server,
    'listings',
    numbers.map((n) => ({ shop_no: 'S1', goods_id: `G${n}`, spec_no: `A${n}` })),
    seller,
  );
}

/** Everything that a request could have changed: the journal and what waits. */
export async function stateOf(server: TestServer, seller = 'demo'): Promise<{ journal: JournalEntry[]; pending: PendingOfShop[] }> {
  const journal = await server.engine.readJournal({ seller, before: null, limit: 10_000 });
  return { journal: journal.reverse(), pending: await server.engine.pendingByShop({ seller, now: server.clock.now }) };
}
