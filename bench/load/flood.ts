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

let connections: Connection[] = [];
let began = 0;
let answered = 0;
let refused = 0;

const handlers = {
  /** Calls over every connection again and again, until it is told to stop. */
  async start({ port, connections: count, ...account }: Flooding): Promise<void> {
    const request = bytesOf(enterpriseRequest({ url: `http://127.0.0.1:${port}`, ...account }, 'logistics_sync_query', {}, Date.now()));
    connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
    [began, answered, refused] = [performance.now(), 0, 0];
    for (const connection of connections) {
      connection.onAnswer = (body) => {
        answered++;
        if (body.includes('"code":1009')) refused++;
        connection.send(request);
      };
      connection.send(request);
    }
  },

  /** @returns how many calls a second were answered, and the share of them that was refused for being too many */
  async stop(): Promise<{ perSecond: number; refused: number }> {
    for (const connection of connections) connection.close();
    return { perSecond: answered / ((performance.now() - began) / 1000), refused: answered === 0 ? 0 : refused / answered };
  },
};

/** The calls of this process. */
export type Flood = typeof handlers;

answerCalls(handlers);
