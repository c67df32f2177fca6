/** The load: acknowledgements over many connections in a closed loop. A process; see `child.ts`. */
import { answerCalls } from '../child.ts';
import { percentile } from '../figures.ts';
import { Connection } from './connection.ts';
import { acknowledgement, type Edition, SUCCESS } from './requests.ts';

/** Which acknowledgements: so many requests of so many listings each, from one listing on. */
export interface Batches {
  edition: Edition;
  port: number;
  first: number;
  requests: number;
  size: number;
}

/** What a round of load saw. */
export interface Loaded {
  requests: number;
  /** From the first byte sent to the last answer. */
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

let edition: Edition = 'enterprise';
let port = 0;
let prepared: Buffer[] = [];

const handlers = {
  /** Signs and serialises the requests of the next round. */
  prepare({ first, requests, size, ...at }: Batches): void {
    ({ edition, port } = at);
    prepared = Array.from({ length: requests }, (_, request) => {
      const listings = Array.from({ length: size }, (_, place) => first + request * size + place);
      return acknowledgement(edition, port, listings);
    });
  },

  /** Sends what was prepared. @throws Error at the first answer that is no success */
  async run({ connections: count }: { connections: number }): Promise<Loaded> {
    const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
    try {
      return await sendAll(connections);
    } finally {
      for (const connection of connections) connection.close();
    }
  },
};

/** The calls of this process. */
export type Load = typeof handlers;

function sendAll(connections: Connection[]): Promise<Loaded> {
  const requests = prepared.length;
  const latencies = new Float64Array(requests);
  const success = SUCCESS[edition];
  let sent = 0;
  let answered = 0;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    for (const connection of connections) {
      let sentAt = 0;
      const next = () => {
        if (sent === requests) return;
        sentAt = performance.now();
        connection.send(prepared[sent++] as Buffer);
      };
      connection.onLost = reject;
      connection.onAnswer = (body, status) => {
        latencies[answered++] = performance.now() - sentAt;
        if (status !== 200 || !body.equals(success)) reject(new Error(`an acknowledgement was answered ${status} ${body}`));
        else if (answered === requests) resolve(loaded(latencies, (performance.now() - began) / 1000));
        else next();
      };
      next();
    }
  });
}

function loaded(latencies: Float64Array, seconds: number): Loaded {
  const at = (share: number) => percentile(latencies, share);
  return { requests: latencies.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

answerCalls(handlers);
