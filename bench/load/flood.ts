/** A seller that calls without pause, far over its limit. A process; see `child.ts`. */
import { enterpriseRequest } from '@tongbu/client';
import { answerCalls } from '../child.ts';
import { Connection } from './connection.ts';
import { bytesOf } from './requests.ts';

/** Who floods, and over how many connections. */
export interface Flooding {
  port: number;
  sid: string;
  key: string;
  secret: string;
  connections: number;
}

/** What the flood was answered since it was last asked to count. */
export interface Flooded {
  perSecond: number;
  /** The share that was refused for being too many. */
  refused: number;
}

let connections: Connection[] = [];
let began = 0;
let answered = 0;
let refused = 0;
let onRefused = () => {};
let refusedOnce = Promise.resolve();

const handlers = {
  /** Calls over every connection again and again, until it is told to stop. */
  async start({ port, connections: count, ...account }: Flooding): Promise<void> {
    const request = bytesOf(enterpriseRequest({ url: `http://127.0.0.1:${port}`, ...account }, 'logistics_sync_query', {}, Date.now()));
    connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
    refusedOnce = new Promise((resolve) => {
      onRefused = resolve;
    });
    for (const connection of connections) {
      connection.onAnswer = (body) => {
        answered++;
        if (body.includes('"code":1009')) {
          refused++;
          onRefused();
        }
        connection.send(request);
      };
      connection.send(request);
    }
  },

  /** Answered once the first call was refused for being too many. */
  untilRefused: (): Promise<void> => refusedOnce,

  /** Counts from now on. */
  async count(): Promise<void> {
    [began, answered, refused] = [performance.now(), 0, 0];
  },

  /** What was answered since. */
  async counted(): Promise<Flooded> {
    return { perSecond: answered / ((performance.now() - began) / 1000), refused: answered === 0 ? 0 : refused / answered };
  },

  async stop(): Promise<void> {
    for (const connection of connections) connection.close();
  },
};

/** The calls of this process. */
export type Flood = typeof handlers;

answerCalls(handlers);
