/** A real server on a real socket over a fresh data folder, with a clock that tests set. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, openFolder } from '@tongbu/engine';
import { pino } from 'pino';
import { type ServerOptions, startServer } from '../src/index.ts';

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
  close(): Promise<void>;
}

/** Starts a server for the seller `demo` with a key of each edition. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbu-server-'));
  const { engine, close } = await openFolder(folder);
  const clock = { now: Date.now() };
  const log: string[] = [];
  const server = await startServer({
    engine,
    api: { host: '127.0.0.1', port: 0 },
    manage: { host: '127.0.0.1', port: 0 },
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    now: () => clock.now,
    ...options,
  });
  await engine.addSeller({ seller: 'demo', now: clock.now });
  const key = { seller: 'demo', shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now: clock.now };
  await engine.addKey({ ...key, edition: 'flagship', appKey: FLAGSHIP_KEY.key, secret: FLAGSHIP_KEY.secret });
  await engine.addKey({ ...key, edition: 'enterprise', appKey: ENTERPRISE_KEY.key, secret: ENTERPRISE_KEY.secret });
  return {
    engine,
    url: `http://127.0.0.1:${server.api.port}`,
    manageUrl: `http://127.0.0.1:${server.manage.port}`,
    folder,
    clock,
    log,
    async close() {
      await server.stop();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
