/** The other end of the server's control socket: verbs become lines of JSON. */
import { connect, type Socket } from 'node:net';
import { relative, resolve as resolvePath } from 'node:path';
import { createInterface } from 'node:readline';
import type { OpenEngine } from '@tongbu/engine';
import { folderOf, Remote, type Reply } from '@tongbu/engine/outside';
import type { diagnosis } from '@tongbu/protocol';
import { checkDataFolder } from './data-folder.ts';
import { CommandError, EXIT } from './error.ts';

/** The socket of a data folder, by the shorter of its names: the operating system holds only about 100 bytes. */
export function socketOf(data: string): string {
  const absolute = resolvePath(folderOf(data).socket);
  const near = relative(process.cwd(), absolute);
  return Buffer.byteLength(near) < Buffer.byteLength(absolute) ? near : absolute;
}

/** The engine of a server that runs, and whatever else it can be asked. */
export interface ServerEngine extends OpenEngine {
  /** Calls a verb by its name, also one that only a server has. */
  ask<R>(verb: string, input: object): Promise<R>;
}

/**
 * Talks to the server that owns a data folder.
 *
 * @returns null when no server answers there: no socket, or one that a killed server left
 * @throws CommandError `unreachable` when the socket may not be opened
 */
export async function connectServer(data: string): Promise<ServerEngine | null> {
  const path = socketOf(data);
  const socket = await open(path);
  if (!socket) return null;
  const remote = new Remote((call) => void socket.write(`${JSON.stringify(call)}\n`));
  const broken = () => {}; // followed by 'close'; readline hands the socket's errors on
  const lines = createInterface({ input: socket.on('error', broken) }).on('error', broken);
  lines.on('line', (line) => remote.receive(readReply(line)));
  socket.on('close', () => remote.fail(stopped(data)));
  const close = () => new Promise<void>((closed) => (socket.closed ? closed() : void socket.once('close', () => closed()).end()));
  return { engine: remote.engine, ask: (verb, input) => remote.ask(verb, input), close };
}

/** A refused request in the server's memory, and its number there. */
export type NumberedRefusal = diagnosis.KeptRefusal & { number: number };

/** What the server that owns a data folder remembers of refused requests. */
export interface RefusalMemory {
  /** The newest first, without queries and bodies. */
  list(): Promise<NumberedRefusal[]>;
  /** One, whole; null when newer ones took its place. */
  read(number: number): Promise<NumberedRefusal | null>;
}

/**
 * Reads the memory of refusals of the server that owns a data folder.
 *
 * @throws CommandError `unreachable` when no server runs there, or it stops; EngineError when it is too old to remember any
 */
export async function withRefusals<T>(data: string, work: (memory: RefusalMemory) => Promise<T>): Promise<T> {
  return withServer(data, 'only a running server remembers what it refused', ({ ask }) =>
    work({ list: () => ask('listRefusals', {}), read: (number) => ask('readRefusal', { number }) }),
  );
}

/**
 * Works with the server that owns a data folder, its own verbs included.
 *
 * @param why said, after "no server runs on …, and", where none does
 * @throws CommandError `unreachable` when no server runs there, or it stops; `usage` when no folder is there
 */
export async function withServer<T>(data: string, why: string, work: (server: ServerEngine) => Promise<T>): Promise<T> {
  checkDataFolder(data);
  const server = await connectServer(data);
  if (!server) throw new CommandError(EXIT.unreachable, `no server runs on ${data}, and ${why}`);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

const ABSENT = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'EINVAL', 'ENAMETOOLONG']);

function open(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (ABSENT.has(error.code ?? '')) resolve(null);
      else reject(new CommandError(EXIT.unreachable, `the server's socket ${path} cannot be opened: ${error.message}`, { cause: error }));
    });
  });
}

/** A verb that gives nothing comes back without a value, for JSON leaves it out. */
function readReply(line: string): Reply {
  const reply = JSON.parse(line) as Reply;
  return 'failed' in reply ? reply : { id: reply.id, value: (reply as { value?: unknown }).value };
}

function stopped(data: string): CommandError {
  return new CommandError(
    EXIT.unreachable,
    `the server on ${data} stopped before it answered; it is unknown whether this was done. Run the command again: it is safe to repeat`,
  );
}
