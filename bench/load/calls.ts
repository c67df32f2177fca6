/** One call after another, by the client or by hand. A process; see `child.ts`. */
import { type Account, createClient, enterpriseRequest, flagshipRequest, type SignedRequest } from '@tongbu/client';
import { answerCalls } from '../child.ts';
import { SHOP } from '../pool.ts';
import { accountOf } from './requests.ts';

/** What is called: the shortest answer there is, or a hundred rows. */
export type Called = 'ids' | 'rows';

/** Who calls: the client, or a signed `fetch` and `JSON.parse`. */
export type By = 'client' | 'hand';

/** So many calls, one after another. */
export interface Calls {
  port: number;
  called: Called;
  by: By;
  calls: number;
}

const handlers = {
  /** @returns how long each call took, in milliseconds */
  async call({ port, called, by, calls }: Calls): Promise<number[]> {
    const call = (by === 'client' ? byClient : byHand)(port, called);
    const took: number[] = [];
    for (let done = 0; done < calls; done++) {
      const began = performance.now();
      await call();
      took.push(performance.now() - began);
    }
    return took;
  },
};

/** The calls of this process. */
export type CallsProcess = typeof handlers;

const EVERY = { count: 10, position: 0 };
const ROWS = { shop_no: SHOP, limit: 100 };

function byClient(port: number, called: Called): () => Promise<unknown> {
  const edition = called === 'ids' ? 'flagship' : 'enterprise';
  const { url, sid: seller, key, secret } = accountOf(edition, port);
  const options = { url, seller, key, secret };
  const flagship = called === 'ids' ? createClient({ ...options, edition: 'flagship' }) : undefined;
  const enterprise = createClient({ ...options, edition: 'enterprise' });
  if (flagship) return () => flagship.call('sales.StockSync.getSelfWaitSyncIdListOpen', EVERY);
  return () => enterprise.call('api_goods_stock_change_query', ROWS);
}

function byHand(port: number, called: Called): () => Promise<unknown> {
  if (called === 'ids') {
    const account = accountOf('flagship', port);
    return () => fetched(flagshipRequest(account, 'sales.StockSync.getSelfWaitSyncIdListOpen', '[10,0]', Date.now()));
  }
  const account: Account = accountOf('enterprise', port);
  const fields = { shop_no: SHOP, limit: '100' };
  return () => fetched(enterpriseRequest(account, 'api_goods_stock_change_query', fields, Date.now()));
}

/** @throws Error for an answer that is no success */
async function fetched({ url, headers, body }: SignedRequest): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = JSON.parse(await response.text());
  if ((answer.status ?? answer.code) !== 0) throw new Error(`answered ${JSON.stringify(answer).slice(0, 200)}`);
  return answer;
}

answerCalls(handlers);
