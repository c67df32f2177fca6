/** Sockets that take their time, in every way there is, each opened by hand. */
import { connect, type Socket } from 'node:net';

/** What a slow socket does. */
export type Slowness = 'slow headers' | 'slow body' | 'slow reader' | 'idle';

/** All of them, in turn. */
export const SLOWNESSES: readonly Slowness[] = ['slow headers', 'slow body', 'slow reader', 'idle'];

/** Requests that a slow reader sends at once: more answers than it could want, few enough to be carried. */
const UNREAD = 3;
/** A byte each second keeps a naive time-out from ever being reached. */
const DRIP_MS = 1000;

const HEAD = 'POST /openapi HTTP/1.1\r\nHost: tongbu.test\r\n';

/** Opens slow sockets and counts those that are still open. */
export class SlowSockets {
  readonly #open = new Map<Socket, Slowness>();
  readonly #url: URL;
  #drip: NodeJS.Timeout | undefined;
  /** Connections that never came about. */
  refused = 0;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** Sockets that the server has not closed. */
  get open(): number {
    return this.#open.size;
  }

  /** How many of each kind are open. */
  byKind(): string {
    const counts = SLOWNESSES.map((kind) => [kind, [...this.#open.values()].filter((each) => each === kind).length] as const);
    return counts
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ');
  }

  /**
   * Opens one.
   *
   * @param pull a whole request with a long answer, for slow readers
   */
  add(kind: Slowness, pull: Uint8Array): Promise<void> {
    this.#drip ??= setInterval(() => this.#dripAll(), DRIP_MS);
    return new Promise((resolve) => {
      const socket = connect({ host: this.#url.hostname, port: Number(this.#url.port) });
      let connected = false;
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#open.delete(socket);
        if (!connected) this.refused++;
        resolve();
      });
      socket.on('connect', () => {
        connected = true;
        this.#open.set(socket, kind);
        if (kind === 'slow headers') socket.write(HEAD);
        if (kind === 'slow body') socket.write(`${HEAD}Content-Length: 100000\r\n\r\n[`);
        if (kind === 'slow reader') socket.pause().write(Buffer.concat(Array<Uint8Array>(UNREAD).fill(pull)));
        if (kind === 'idle') socket.write(`${HEAD}Content-Length: 0\r\n\r\n`);
        if (kind !== 'slow reader') socket.resume();
        resolve();
      });
    });
  }

  #dripAll(): void {
    for (const [socket, kind] of this.#open) {
      if (kind === 'slow headers') socket.write('X');
      if (kind === 'slow body') socket.write(' ');
      // Read a little now and then; a reader that reads nothing never learns that it was closed.
      if (kind === 'slow reader') socket.read(1);
    }
  }

  /** Closes what is left. */
  close(): void {
    clearInterval(this.#drip);
    for (const socket of this.#open.keys()) socket.destroy();
  }
}
