import { setTimeout as pause } from 'node:timers/promises';
import { folder as page } from '@tongbu/console';
import type { OpenEngine } from '@tongbu/engine';
import { openFolder } from '@tongbu/engine/outside';
import type { RunningServer, ServerFacts, ServerOptions } from '@tongbu/server';
import type { Configuration } from './config.ts';
import { nearUrl } from './console-url.ts';
import { connectServer, socketOf } from './control-client.ts';
import { checkDataFolder } from './data-folder.ts';
import { CommandError, EXIT, isLocked } from './error.ts';
import { ownCommandLine } from './own-command-line.ts';

/** A server on a data folder that this process owns. */
export interface OpenServer extends Pick<RunningServer, 'api' | 'manage'>, Pick<OpenEngine, 'engine'> {
  /** Takes no new calls, finishes those in hand, lets go of the folder. */
  stop(): Promise<void>;
}

/** How long to wait for a command that works on the folder just now. */
const WAIT_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Opens a data folder and serves it: the signed API, the management listener with the console, the socket for commands.
 *
 * @param onLost called when the store's thread ends by itself: nothing can be served any more
 * @throws CommandError `unreachable` when another server owns the folder, `usage` when it cannot be used; ListenError when a port is taken, EngineError
 */
export async function openServer(
  data: string,
  { limits, ...options }: Pick<Configuration, 'limits'> & Omit<ServerOptions, 'engine' | 'socket' | 'limits'>,
  onLost: (error: Error) => void,
): Promise<OpenServer> {
  checkDataFolder(data);
  // The store opens in its own thread while the web server is loaded in this one.
  const [{ engine, close }, { GENEROUS, startServer, VENDOR }] = await Promise.all([own(data, onLost), import('@tongbu/server')]);
  try {
    const { api, manage, stop } = await startServer({
      page,
      ...options,
      limits: limits === 'vendor' ? VENDOR : GENEROUS,
      engine,
      socket: socketOf(data),
      commandLine: ownCommandLine(data),
    });
    const stopAll = async () => {
      await stop();
      await close();
    };
    return { engine, api, manage, stop: stopAll };
  } catch (error) {
    await close();
    throw error;
  }
}

async function own(data: string, onLost: (error: Error) => void): Promise<OpenEngine> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return await openFolder(data, onLost);
    } catch (error) {
      if (!isLocked(error)) throw error;
      const server = await connectServer(data);
      const facts = await server?.ask<ServerFacts | null>('describeServer', {}).catch(() => null);
      await server?.close();
      if (server)
        throw owned(`another Tongbu server is running on ${data}${facts ? `, its console at ${nearUrl(facts.manage)}/` : ''}`, error);
      if (performance.now() > until) throw owned(`another Tongbu command is working on ${data}`, error);
    }
    await pause(PAUSE_MS);
  }
}

function owned(who: string, cause: unknown): CommandError {
  return new CommandError(EXIT.unreachable, `${who}; stop it, or use another folder with --data`, { cause });
}
