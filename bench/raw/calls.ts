/** The signed calls that keeping a shop in step takes, and nothing else: `fetch`, the same pages, the same calls at once as the client. */
import { type Edition, enterpriseRequest, flagshipRequest, type SignedRequest } from '@tongbu/client';
import { answerCalls } from '../child.ts';
import { KEYS, SELLER, SHOP } from '../pool.ts';

/** What the process can do. */
export type RawCalls = {
  /** Pulls and acknowledges until nothing waits. @returns seconds, and how many were acknowledged */
  drain(input: { edition: Edition; port: number }): Promise<{ seconds: number; acknowledged: number }>;
};

const PAGE = 100;
const AT_ONCE = 4;

interface Calculated {
  rec_id: number;
  syn_stock: number;
  stock_change_count: number;
  [field: string]: unknown;
}

async function send({ url, headers, body }: SignedRequest) {
  return (await (await fetch(url, { method: 'POST', headers, body })).json()) as Record<string, unknown>;
}

async function flagship(account: { url: string; sid: string; key: string; secret: string }): Promise<number> {
  const call = (method: string, body: unknown) => send(flagshipRequest(account, method, JSON.stringify(body), Date.now()));
  let acknowledged = 0;
  for (let position = 0; ; ) {
    const { data } = (await call('sales.StockSync.getSelfWaitSyncIdListOpen', [PAGE, position])) as {
      data: { id_list: number[]; position: number };
    };
    if (data.id_list.length === 0) return acknowledged;
    position = data.position;
    const asked = data.id_list.map((id) => ({ api_goods_id: id, force_sync: false }));
    const { data: calculated } = (await call('sales.StockSync.batchCalcStock', [asked])) as { data: { success_date: Calculated[] } };
    const waiting = [...calculated.success_date];
    const work = async () => {
      for (let each = waiting.pop(); each; each = waiting.pop()) {
        const { rec_id, ...rest } = each;
        const info = { ...rest, stock_syn_other: '', is_syn_success: true, is_manual: false, syn_result: '' };
        const { status } = await call('sales.StockSync.syncSuccess', [rec_id, info]);
        if (status === 0) acknowledged += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

async function enterprise(account: { url: string; sid: string; key: string; secret: string }): Promise<number> {
  const call = (name: string, fields: Record<string, string>) => send(enterpriseRequest(account, name, fields, Date.now()));
  for (let acknowledged = 0; ; ) {
    const { stock_change_list: rows } = (await call('api_goods_stock_change_query', { shop_no: SHOP, limit: String(PAGE) })) as {
      stock_change_list: Record<string, string>[];
    };
    if (rows.length === 0) return acknowledged;
    const list = rows.map(({ rec_id, sync_stock, stock_change_count }) => ({ rec_id, sync_stock, stock_change_count }));
    const { code } = await call('api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(list) });
    if (code === 0) acknowledged += rows.length;
  }
}

const handlers: RawCalls = {
  async drain({ edition, port }) {
    const { key, secret } = KEYS[edition];
    const account = { url: `http://127.0.0.1:${port}`, sid: SELLER, key, secret };
    const began = performance.now();
    const acknowledged = await (edition === 'flagship' ? flagship(account) : enterprise(account));
    return { seconds: (performance.now() - began) / 1000, acknowledged };
  },
};

answerCalls(handlers);
