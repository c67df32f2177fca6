/** Acknowledgements, signed and serialised before anything is measured. */
import { type Account, enterpriseRequest, flagshipRequest, type SignedRequest } from '@tongbu/client';
import { enterprise, flagship } from '@tongbu/protocol';
import { KEYS, quantityOf, SELLER, VERSION } from '../pool.ts';

/** The edition of the wire. */
export type Edition = keyof typeof KEYS;

/** What a success answers, byte for byte. */
export const SUCCESS: Record<Edition, Buffer> = {
  enterprise: Buffer.from('{"code":0,"message":"OK"}'),
  flagship: Buffer.from('{"status":0}'),
};

/** The account of an edition at a port of this machine. */
export function accountOf(edition: Edition, port: number): Account {
  return { url: `http://127.0.0.1:${port}`, sid: SELLER, ...KEYS[edition] };
}

/**
 * The acknowledgement of listings that a new pool offers.
 *
 * @param listings one only on the flagship edition, whose `syncSuccess` has no list
 */
export function acknowledgement(edition: Edition, port: number, listings: readonly number[]): Buffer {
  const account = accountOf(edition, port);
  if (edition === 'enterprise') {
    const list = listings.map((listing) => ({ rec_id: listing, sync_stock: quantityOf(listing), stock_change_count: VERSION }));
    return bytesOf(enterpriseAck(account, list));
  }
  const [listing = 0] = listings;
  const info = { syn_stock: quantityOf(listing), stock_change_count: VERSION, ...RULE, is_syn_success: true, syn_result: '同步成功' };
  const body = flagship.writeCall(flagship.methods['sales.StockSync.syncSuccess'], { apiGoodsId: listing, info } as never);
  return bytesOf(flagshipRequest(account, 'sales.StockSync.syncSuccess', body, Date.now()));
}

/** The acknowledgement of listings as a pull gave them. */
export function enterpriseAck(
  account: Account,
  list: { rec_id: string | number; sync_stock: string | number; stock_change_count: string | number }[],
): SignedRequest {
  const fields = enterprise.writeCall(enterprise.methods.api_goods_stock_change_ack, { stock_sync_list: list } as never);
  return enterpriseRequest(account, 'api_goods_stock_change_ack', fields, Date.now());
}

/** What a shop sends back of the rule that made the quantity. */
const RULE = {
  stock_syn_rule_id: 1,
  stock_syn_rule_no: 'default',
  stock_syn_other: '',
  stock_syn_warehouses: '1',
  stock_syn_mask: 17344,
  stock_syn_percent: 100,
  stock_syn_plus: '0',
  stock_syn_min: '0',
  stock_syn_max: '0',
  is_auto_listing: false,
  is_auto_delisting: false,
};

/** A request as it travels. */
export function bytesOf({ url, headers, body }: SignedRequest): Buffer {
  const { host, pathname, search } = new URL(url);
  const bytes = Buffer.from(body);
  const lines = [`POST ${pathname}${search} HTTP/1.1`, `host: ${host}`, `content-length: ${bytes.length}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}
