/** The socket through which commands talk to the server that owns a data folder: one JSON call a line, one reply a line. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { answer, type Call, type Engine, EngineError } from '@tongbu/engine';

/** The operating system holds no longer socket path than this, in bytes. */
const LONGEST_PATH = 100;

/**
 * Serves the engine's verbs on a socket that only its owner may open (mode 0600).
 *
 * @param onChange called after a verb that changes keys, shops or sellers
 * @returns stops it; calls in hand are answered first
 * @throws EngineError `input` when the path is too long for a socket
 */
export function serveControl(engine: Engine, path: string, onChange: () => void): Promise<() => Promise<void>> {
  if (process.platform !== 'win32' && Buffer.byteLength(path) > LONGEST_PATH) {
    throw new EngineError('input', `the path ${path} is too long for a socket; use a --data folder with a shorter path`);
  }
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => void answerLine(engine, socket, line, onChange));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    listenPrivately(server, path, () => resolve(() => stop(server, open)));
  });
}

const CHANGING = new Set(['addSeller', 'addKey', 'disableKey', 'importRows']);

async function answerLine(engine: Engine, socket: Socket, line: string, onChange: () => void): Promise<void> {
  let call: Call;
  try {
    call = JSON.parse(line) as Call;
  } catch {
    socket.destroy();
    return;
  }
  const reply = await answer(engine, call);
  if (CHANGING.has(call.verb)) onChange();
  if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
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

function stop(server: Server, open: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.end();
  });
}
