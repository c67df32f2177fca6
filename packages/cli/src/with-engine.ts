import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, OpenEngine } from '@tongbu/engine';
import { byCommand, folderOf, openFolder } from '@tongbu/engine/outside';
import { connectServer } from './control-client.ts';
import { checkDataFolder } from './data-folder.ts';
import { CommandError, EXIT, isLocked, usage } from './error.ts';
import { userName } from './user-name.ts';

/** How long to wait for a folder that another command holds, or for a server that is just starting. */
const WAIT_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Works with the engine of a data folder: through the server that runs on it, or, where none does, on the database itself. Either way the audit says who
 * ran a command that changes who may do what.
 *
 * @param work also hears whether others are served by the engine meanwhile
 * @param options.create make the folder where there is none; otherwise a folder that does not exist is a mistake in its name
 * @param options.thread have the database in a thread of its own, where much is to be done beside it
 * @throws CommandError `usage` when there is no such folder, or it cannot be used, `unreachable` when others hold it or the server stops
 */
export async function withEngine<T>(
  data: string,
  work: (engine: Engine, isServing: boolean) => Promise<T>,
  { create = false, thread = false } = {},
): Promise<T> {
  checkDataFolder(data);
  if (!create && !existsSync(folderOf(data).database)) {
    throw usage(`there is no data in ${data}; name the folder with --data, or begin with: tongbu seller add <name>`);
  }
  const { engine, close, isServing } = await openEither(data, thread ? openFolder : openFolderHere);
  try {
    return await work(byCommand(engine, userName()), isServing);
  } finally {
    await close();
  }
}

/** The engine is loaded only where no server has it loaded already. */
async function openFolderHere(data: string): Promise<OpenEngine> {
  const engine = await import('@tongbu/engine');
  return engine.openFolderHere(data);
}

/** A server may come or go between the two ways, so both are tried until one holds. */
async function openEither(data: string, openHere: (data: string) => Promise<OpenEngine>): Promise<OpenEngine & { isServing: boolean }> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const server = await connectServer(data);
    if (server) return { ...server, isServing: true };
    try {
      return { ...(await openHere(data)), isServing: false };
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (performance.now() > until) throw held(data, error);
    }
    await pause(PAUSE_MS);
  }
}

function held(data: string, cause: unknown): CommandError {
  const message = `another Tongbu command is working on ${data}, and no server answers there; try again when it has ended`;
  return new CommandError(EXIT.unreachable, message, { cause });
}
