/** The operator at the server that runs: the engine's verbs through the socket in the data folder, as `tongbu import` calls them. */
import type { Engine } from '@tongbu/engine';
import { connectServer } from '../../packages/cli/src/control-client.ts';

/**
 * Does something with the engine of a folder that a server owns.
 *
 * @throws Error when no server answers there, or it ends before it has answered
 */
export async function operate<T>(folder: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const server = await connectServer(folder);
  if (!server) throw new Error(`no server answers on ${folder}`);
  try {
    return await work(server.engine);
  } finally {
    await server.close();
  }
}
