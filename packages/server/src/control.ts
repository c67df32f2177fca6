/** The socket through which commands talk to the server that owns a data folder: one JSON call a line, one reply a line. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Engine } from '@tongbu/engine';
import { answer, type Call, EngineError, replyTo } from '@tongbu/engine/outside';
import type { OwnVerbs } from './self.ts';

/** The operating system holds no longer socket path than this, in bytes. */
const LONGEST_PATH = 100;

/** What answers the calls. */
interface Answering {
  engine: Engine;
  /** The server's own verbs. */
  own?: OwnVerbs;
  /** Called after a verb that changes keys, shops or sellers. */
  onChange?: () => void;
}

/**
 * Serves the engine's verbs on a socket that only its owner may open (mode 0600).
 *
 * @returns stops it; calls in hand are answered first
 * @throws EngineError `input` when the path is too long for a socket
 */
export function serveControl(path: string, answering: Answering): Promise<() => Promise<void>> {
  if (process.platform !== 'win32' && Buffer.byteLength(path) > LONGEST_PATH) {
    throw new EngineError('input', `the path ${path} is too long for a socket; use a --data folder with a shorter path`);
  }
  const open = new Set<Socket>();
  const inHand = new Set<Promise<void>>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A command that goes away before its reply breaks the pipe; readline hands the socket's errors on.
    const gone = () => void socket.destroy();
    socket.on('error', gone);
    const lines = createInterface({ input: socket }).on('error', gone);
    lines.on('line', (line) => {
      const answered = answerLine(answering, socket, line).finally(() => inHand.delete(answered));
      inHand.add(answered);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    listenPrivately(server, path, () => resolve(() => stop(server, open, inHand)));
  });
}

const CHANGING = new Set([
  ...['addSeller', 'addKey', 'disableKey', 'setKeyShops', 'setKeyRights', 'rotateKey', 'endPreviousSecret'],
  ...['pauseShop', 'importRows', 'resetState'],
]);

async function answerLine({ engine, own = {}, onChange = () => {} }: Answering, socket: Socket, line: string): Promise<void> {
  const call = readCall(line);
  if (!call) {
    socket.destroy();
    return;
  }
  const { id, verb, input } = call;
  const reply = Object.hasOwn(own, verb) ? await replyTo(id, () => own[verb]?.(input)) : await answer(engine, call);
  if (CHANGING.has(verb === 'audited' ? (input as { verb: string }).verb : verb)) onChange();
  if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
}

/** A line of another program, or of a command of another version, ends nobody's server: null for what is no call. */
function readCall(line: string): (Call & { verb: string; input: object }) | null {
  try {
    const { id, verb, input } = JSON.parse(line) as Partial<Call>;
    return typeof id === 'number' && typeof verb === 'string' ? { id, verb, input: input ?? {} } : null;
  } catch {
    return null;
  }
}

/** A socket file that a killed server left is in the way; the lock says that nobody owns it. */
function listenPrivately(server: Server, path: string, done: () => void): void {
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const before = process.umask(0o177);
  server.listen(path, () => {
    if (process.platform !== 'win32') chmodSync(path, 0o600);
    done();
  });
  process.umask(before);
}

async function stop(server: Server, open: Set<Socket>, inHand: Set<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.all(inHand);
  for (const socket of open) socket.destroySoon();
  await closed;
}
