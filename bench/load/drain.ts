/** The client of one connection: pulls, then acknowledges what it pulled. A process; see `child.ts`. */
import { enterpriseRequest } from '@tongbu/client';
import { answerCalls } from '../child.ts';
import { SHOP } from '../pool.ts';
import { Connection } from './connection.ts';
import { accountOf, bytesOf, enterpriseAck, SUCCESS } from './requests.ts';

/** How often to pull and acknowledge, and how many listings each time. */
export interface Turns {
  port: number;
  turns: number;
  size: number;
}

/** How long each call took, in milliseconds. */
export interface Drained {
  pullMs: number[];
  ackMs: number[];
}

interface Offered {
  stock_change_list: { rec_id: string; sync_stock: string; stock_change_count: string }[];
}

const handlers = {
  /** @throws Error where a pull gives fewer listings than asked for, or an acknowledgement is no success */
  async drain({ port, turns, size }: Turns): Promise<Drained> {
    const account = accountOf('enterprise', port);
    const connection = await Connection.open(port);
    const drained: Drained = { pullMs: [], ackMs: [] };
    for (let turn = 0; turn < turns; turn++) {
      const fields = { shop_no: SHOP, limit: String(size) };
      const pull = bytesOf(enterpriseRequest(account, 'api_goods_stock_change_query', fields, Date.now()));
      const pulled = await timed(connection, pull, drained.pullMs);
      const { stock_change_list: list } = JSON.parse(pulled.toString()) as Offered;
      if (list?.length !== size) throw new Error(`a pull gave ${list?.length} of ${size} listings: ${pulled.toString().slice(0, 200)}`);
      const named = list.map(({ rec_id, sync_stock, stock_change_count }) => ({ rec_id, sync_stock, stock_change_count }));
      const answer = await timed(connection, bytesOf(enterpriseAck(account, named)), drained.ackMs);
      if (!answer.equals(SUCCESS.enterprise)) throw new Error(`an acknowledgement was answered ${answer}`);
    }
    connection.close();
    return drained;
  },
};

/** The calls of this process. */
export type Drain = typeof handlers;

async function timed(connection: Connection, request: Buffer, into: number[]): Promise<Buffer> {
  const began = performance.now();
  const { body } = await connection.ask(request);
  into.push(performance.now() - began);
  return body;
}

answerCalls(handlers);
