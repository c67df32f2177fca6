/** Requests as bytes over kept connections, several in a row before the first is answered. */
import { connect, type Socket } from 'node:net';

/** An answer as it came: HTTP status and body. */
export interface HttpAnswer {
  status: number;
  body: string;
}

const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/** One connection; it is opened anew when the server has closed it. */
export class Pipe {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  /** Connections opened so far. */
  opened = 0;

  /** @param url `http://host:port` */
  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /**
   * Sends requests at once and waits for the answers, which come in the same order.
   *
   * @param timeoutMs how long nothing may come
   * @returns as many answers as came; fewer than requests when the server closed the connection, or fell silent
   */
  async exchange(requests: Uint8Array[], timeoutMs = 30_000): Promise<HttpAnswer[]> {
    const socket = await this.#open();
    return new Promise((resolve) => {
      const answers: HttpAnswer[] = [];
      let bytes: Buffer = Buffer.alloc(0);
      const done = () => {
        socket.removeAllListeners();
        socket.on('error', () => {});
        if (answers.length < requests.length) this.close();
        resolve(answers);
      };
      socket.setTimeout(timeoutMs);
      socket.on('timeout', done).on('error', done).on('close', done);
      socket.on('data', (chunk: Buffer) => {
        bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
        bytes = bytes.subarray(takeAnswers(bytes, answers));
        if (answers.length >= requests.length) done();
      });
      socket.write(Buffer.concat(requests));
    });
  }

  async #open(): Promise<Socket> {
    const kept = this.#socket;
    if (kept && !kept.destroyed && kept.writable && kept.readable) return kept;
    kept?.destroy();
    this.opened++;
    const socket = connect(this.#port, this.#host);
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.removeAllListeners('error');
    socket.setNoDelay();
    return socket;
  }

  /** Closes the connection; the next exchange opens another. */
  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

/** Takes whole answers off the front of what came. @returns how many bytes they took */
export function takeAnswers(bytes: Buffer, answers: HttpAnswer[]): number {
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(END_OF_HEADERS, at);
    if (end < 0) return at;
    const head = bytes.toString('latin1', at, end);
    const status = Number(head.slice(9, 12));
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const start = end + END_OF_HEADERS.length;
    if (bytes.length < start + length) return at;
    if (status >= 200) answers.push({ status, body: bytes.toString('utf8', start, start + length) });
    at = start + length;
  }
}
