import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection that sends bytes and takes answers apart no further than it must: the client shares two cores
 * with what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer | undefined;
  /** Called with the body of each answer; a failure has the status line before it. */
  onAnswer: (body: Buffer, status: number) => void = () => {};
  onLost: (error: Error) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.onLost(new Error('the server closed a connection')));
    socket.on('error', (error) => this.onLost(error));
  }

  /** @param port of 127.0.0.1 */
  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  send(request: Buffer): void {
    this.#socket.write(request);
  }

  /** Sends a request and waits for its answer. */
  ask(request: Buffer): Promise<{ status: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      this.onAnswer = (body, status) => resolve({ status, body });
      this.onLost = reject;
      this.send(request);
    });
  }

  close(): void {
    this.onLost = () => {};
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const bytes = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    const headEnd = bytes.indexOf(HEAD_END);
    const head = headEnd < 0 ? '' : bytes.toString('latin1', 0, headEnd);
    const end = headEnd + HEAD_END.length + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (headEnd < 0 || bytes.length < end) {
      this.#received = bytes;
      return;
    }
    this.#received = undefined;
    this.onAnswer(bytes.subarray(headEnd + HEAD_END.length, end), Number(head.slice(9, 12)));
  }
}
