/** Servers that are a function, for tests of the client: they answer as the vendor might, and as nobody should. */
import { type Client, createClient, type Edition } from '../src/index.ts';

const ACCOUNTS = {
  flagship: { edition: 'flagship', seller: 'demo', key: 'demo-app', secret: 's3cr3t:5alt' },
  enterprise: { edition: 'enterprise', seller: 'demo', key: 'demo-app2', secret: 'e5ecret' },
} as const;

// biome-ignore lint/suspicious/noExplicitAny: a request has whatever members its interface has
type Ask = (name: string, request: any, page: { size: number; page: number }) => unknown;

/** A client in front of a server that is a function: the interface, the arguments or fields (lists read), and the page. */
export function client(edition: Edition, answer: Ask): { client: Client; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (url: unknown, init: unknown) => {
    const { searchParams, pathname } = new URL(String(url));
    const body = String((init as RequestInit).body);
    const name = edition === 'flagship' ? (searchParams.get('method') as string) : pathname.replace(/^.*\/|\.php$/g, '');
    const request = edition === 'flagship' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    for (const field of ['stock_sync_list', 'logistics_list']) if (request[field]) request[field] = JSON.parse(request[field]);
    asked.push(name.replace(/^.*\./, ''));
    const page = { size: Number(searchParams.get('page_size')), page: Number(searchParams.get('page_no')) };
    const said = answer(asked.at(-1) as string, request, page);
    if (said instanceof Error) throw said;
    return new Response(typeof said === 'string' ? said : JSON.stringify(said));
  };
  return { client: createClient({ ...ACCOUNTS[edition], url: 'http://vendor.test', fetch, patienceMs: 0 }), asked };
}

/** Everything a pull offers. */
export async function all<R>(pull: AsyncIterable<R[]>, act: (page: R[]) => unknown = () => {}): Promise<R[]> {
  const records: R[] = [];
  for await (const page of pull) {
    records.push(...page);
    await act(page);
  }
  return records;
}

/** 1, 2 … to. */
export const range = (to: number) => Array.from({ length: to }, (_, i) => i + 1);
/** The reports of a shop that did it all. */
export const success = <R>(records: R[]) => records.map((record) => ({ record, outcome: 'success' as const }));
/** A row of `api_goods_stock_change_query`. */
export const stockRow = (n: number, version = 1) => ({
  rec_id: `${n}`,
  sync_stock: '5',
  stock_change_count: `${version}`,
  goods_id: 'G',
  spec_id: 'S',
});
/** A row of `logistics_sync_query`. */
export const trade = (n: number, more = {}) => ({
  rec_id: n,
  tid: `T${n}`,
  logistics_no: `ZT${n}`,
  logistics_type: 5,
  is_part_sync: '0',
  ...more,
});
/** A row of `getSyncListExt`. */
export const syncRow = (n: number, more = {}) => ({
  ...{ sync_id: n, tid: `T${n}`, logistics_no: `ZT${n}`, logistics_code: 'ZTO', logistics_name: '中通' },
  ...{ is_part_sync: 0, oids: '', trade_id: n, platform_id: 127, ...more },
});

/** A row of `calcStock` and `batchCalcStock`, as the vendor prints it: numbers as text, codes as numbers. */
export const calculated = (rec_id: number, more = {}) => ({
  ...{ rec_id, shop_id: 1, platform_id: 127, sub_platform_id: 0, goods_id: 'G', spec_id: 'S', outer_id: '', spec_outer_id: '' },
  ...{
    match_code: '',
    match_target_type: 1,
    match_target_id: 1,
    status: '1',
    stock_num: '0.0000',
    syn_stock: '7.0000',
    stock_change_count: '2',
  },
  ...{ last_syn_num: -1, last_syn_time: null, list_time: '', delist_time: '', stock_syn_rule_id: -10000, stock_syn_rule_no: '' },
  ...{
    stock_syn_warehouses: 450,
    stock_syn_mask: 33263,
    stock_syn_percent: 100,
    stock_syn_plus: '1.0000',
    stock_syn_min: 1,
    stock_syn_max: 550,
  },
  ...{ is_auto_listing: 1, is_auto_delisting: '0', mask: 4, ...more },
});
