import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '@tongbu/engine';
import { openFolder } from '@tongbu/engine/outside';
import { pino } from 'pino';
import { startServer } from '../start.ts';
import { openAccount, type SandboxAccount } from './account.ts';
import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { SHOP_STATE } from './fresh.ts';
import { moveStock } from './move.ts';
import { resetSandbox } from './reset.ts';
import { createSandbox } from './sandbox.ts';
import { type Played, playScene, type SceneName } from './scenes.ts';

/** How a sandbox is started. */
export interface StartTongbu {
  /** `sid`; `sandbox` by default. */
  seller?: string;
  /** Port of the signed API on 127.0.0.1; a free one by default. */
  port?: number;
  /** Port of the management listener; a free one by default. */
  managePort?: number;
  /** The folder of the console's built files, to have it on the management listener; none by default. */
  page?: URL;
}

/** A sandbox that runs in this process, all its own. */
export interface Tongbu extends SandboxAccount {
  /** Base of the signed API: `<url>/openapi`, `<url>/openapi2/<name>.php`. */
  url: string;
  /** Base of the management API: `<manageUrl>/api/…`, called with `token`. */
  manageUrl: string;
  /** Its data folder, for `tongbu` commands; gone after the stop. */
  folder: string;
  /** The ERP's side: import, adjust, ship, read. */
  engine: Engine;
  /** What goes wrong on request. */
  faults: Faults;
  /** The server's clock; put it forward and back. */
  clock: SandboxClock;
  /** Sets how many pieces of an item lie in the warehouse `main`; its listing waits for the shop then. */
  move(specNo: string, stock: number): Promise<void>;
  /** Lets parcels of a documented kind leave: orders are pushed and shipped, and records wait for the shop. */
  ship(scene: SceneName): Promise<Played>;
  /** Keeps everything as it is now under a name. */
  save(name: string): Promise<void>;
  /** Puts a saved state back, `shop` by default; faults are gone and the clock is right again. */
  reset(name?: string): Promise<void>;
  /** Stops it; what it held is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a fresh sandbox for an integration's own tests: the real server on a temporary folder, a seller with one shop and ten
 * listings that wait, a key of each edition, and a token of the management API.
 *
 * ```ts
 * const tongbu = await startTongbu();
 * const { key, secret } = tongbu.keys.enterprise;
 * // … point the shop under test at tongbu.url …
 * tongbu.faults.add({ kind: 'cut-after', times: 1 });
 * await tongbu.reset();
 * await tongbu.stop();
 * ```
 *
 * @throws ListenError when the port is taken
 */
export async function startTongbu({ seller = 'sandbox', port = 0, managePort = 0, page }: StartTongbu = {}): Promise<Tongbu> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbu-sandbox-'));
  const sandbox = createSandbox();
  const { faults, clock } = sandbox;
  const { engine, close } = await openFolder(folder);
  const host = '127.0.0.1';
  const end = async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const account = await openAccount(engine, { seller, now: clock.now() });
    const log = pino({ level: 'silent' });
    const manage = { host, port: managePort };
    const server = await startServer({ engine, api: { host, port }, manage, log, sandbox, ...(page && { page }) });
    return {
      ...account,
      url: `http://${server.api.host}:${server.api.port}`,
      manageUrl: `http://${server.manage.host}:${server.manage.port}`,
      folder,
      engine,
      faults,
      clock,
      move: (specNo, stock) => moveStock(engine, { seller, specNo, stock, now: clock.now() }),
      ship: (scene) => playScene({ engine, seller, now: clock.now() }, scene),
      async save(name) {
        await engine.saveState({ seller, name, now: clock.now() });
      },
      reset: (state = SHOP_STATE) => resetSandbox(sandbox, { engine, seller, state }),
      async stop() {
        await server.stop();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
