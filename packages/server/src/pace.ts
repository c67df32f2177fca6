import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** So many requests are begun in one turn of the loop; timers and everybody else's sockets come between turns. */
const MOST_A_TURN = 32;

/** So many requests may wait behind the one in hand of their connection. */
const MOST_WAITING = 16;

type Exchange = [request: IncomingMessage, response: ServerResponse];
type Handle = (...exchange: Exchange) => void;

/**
 * Lets a server begin its requests at a pace that leaves room for everybody (promise B12).
 *
 * Requests that a client sends without waiting for answers are begun one after another, so that one who does not read holds
 * one answer in memory and not a hundred; a connection with more than {@link MOST_WAITING} of them waiting is closed. Nothing
 * that was answered is lost by that: what has no answer is repeated.
 */
export function paceRequests(server: Server): void {
  const [handle] = server.listeners('request') as Handle[];
  const pace = new Pace(handle as Handle);
  server.removeAllListeners('request');
  server.on('request', (request, response) => pace.take([request, response]));
}

class Pace {
  readonly #handle: Handle;
  /** By connection that has a request in hand: those that wait behind it. */
  readonly #behind = new WeakMap<Socket, Exchange[]>();
  /** First of their connection, but too many for this turn. */
  readonly #nextTurn: Exchange[] = [];
  #begun = 0;

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  take(exchange: Exchange): void {
    const { socket } = exchange[0];
    if (socket.destroyed) return;
    const behind = this.#behind.get(socket);
    if (!behind) {
      this.#behind.set(socket, []);
      this.#beginSoon(exchange);
    } else if (behind.length < MOST_WAITING) behind.push(exchange);
    else socket.destroy();
  }

  #beginSoon(exchange: Exchange): void {
    if (this.#begun >= MOST_A_TURN) this.#nextTurn.push(exchange);
    else this.#begin(exchange);
  }

  #begin([request, response]: Exchange): void {
    if (this.#begun++ === 0) setImmediate(() => this.#turn());
    response.once('close', () => this.#ended(request.socket));
    this.#handle(request, response);
  }

  #turn(): void {
    this.#begun = 0;
    while (this.#begun < MOST_A_TURN) {
      const exchange = this.#nextTurn.shift();
      if (!exchange) return;
      if (!exchange[0].socket.destroyed) this.#begin(exchange);
    }
  }

  #ended(socket: Socket): void {
    const next = this.#behind.get(socket)?.shift();
    if (next && !socket.destroyed) this.#beginSoon(next);
    else this.#behind.delete(socket);
  }
}
