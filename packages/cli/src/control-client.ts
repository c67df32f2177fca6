/** The other end of the server's control socket: verbs become lines of JSON. */
import { connect, type Socket } from 'node:net';
import { relative, resolve as resolvePath } from 'node:path';
import { createInterface } from 'node:readline';
import type { OpenEngine } from '@tongbu/engine';
import { EngineError, folderOf, Remote, type Reply } from '@tongbu/engine/outside';
import type { diagnosis } from '@tongbu/protocol';
import { CommandError, EXIT } from './error.ts';

/** The socket of a data folder, by the shorter of its names: the operating system holds only about 100 bytes. */
export function socketOf(data: string): string {
  const absolute = resolvePath(folderOf(data).socket);
  const near = relative(process.cwd(), absolute);
  return Buffer.byteLength(near) < Buffer.byteLength(absolute) ? near : absolute;
}

/**
 * Talks to the server that owns a data folder.
 *
 * @returns null when no server answers there: no socket, or one that a killed server left
 * @throws CommandError `unreachable` when the socket may not be opened
 */
export async function connectServer(data: string): Promise<OpenEngine | null> {
  const path = socketOf(data);
  const socket = await open(path);
  if (!socket) return null;
  const remote = new Remote((call) => void socket.write(`${JSON.stringify(call)}\n`));
  const broken = () => {}; // followed by 'close'; readline hands the socket's errors on
  const lines = createInterface({ input: socket.on('error', broken) }).on('error', broken);
  lines.on('line', (line) => remote.receive(readReply(line)));
  socket.on('close', () => remote.fail(stopped(data)));
  const close = () => new Promise<void>((closed) => (socket.closed ? closed() : void socket.once('close', () => closed()).end()));
  return { engine: remote.engine, close };
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
  const socket = await open(socketOf(data));
  if (!socket) throw new CommandError(EXIT.unreachable, `no server runs on ${data}, and only a running server remembers what it refused`);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const fail = () => {
    for (const { reject } of waiting.values()) reject(stopped(data));
  };
  const lines = createInterface({ input: socket.on('error', fail) }).on('error', fail);
  lines.on('line', (line) => {
    const reply = readReply(line);
    if ('failed' in reply) waiting.get(reply.id)?.reject(new EngineError('input', reply.failed.message));
    else waiting.get(reply.id)?.resolve(reply.value as never);
    waiting.delete(reply.id);
  });
  socket.on('close', fail);
  const ask = <R>(verb: string, input: object) =>
    new Promise<R>((resolve, reject) => {
      const id = waiting.size + 1;
      waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      socket.write(`${JSON.stringify({ id, verb, input })}\n`);
    });
  try {
    return await work({ list: () => ask('listRefusals', {}), read: (number) => ask('readRefusal', { number }) });
  } finally {
    socket.destroy();
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
