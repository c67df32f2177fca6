import { readJson, writeEach } from '@tongbu/protocol';
import type { Client } from '../client.ts';
import { AnswerError, RefusedError } from '../error.ts';
import type { CallOptions } from '../options.ts';
import type { PullOptions } from '../pool.ts';
import { batchesOf } from '../say.ts';
import type { StockRecord } from '../stock-record.ts';
import type { Unreadable } from '../unreadable.ts';
import { type Row, tokenOf } from './token.ts';

/** The vendor documents no limit of `batchCalcStock`; this many are taken everywhere we know of. */
const BATCH = 100;

/** Which of the listings are wanted, and what a record says of its shop. */
export interface Wanted {
  shop: string | undefined;
  /** Only listings of this shop; undefined: of all. */
  shopId: number | undefined;
  onSkip: PullOptions['onSkip'];
  onUnreadable: (unreadable: Unreadable) => void;
}

type Answer = { row: Row } | { listing: string; reason: string } | { unreadable: Unreadable };
type Calculate = (ids: readonly string[], wanted: Wanted, options: CallOptions) => Promise<StockRecord[]>;

/** What listings should show: a hundred a call by `batchCalcStock`; one by one by `calcStock` where the key has no right to that. */
export function quantitiesOf(call: Client<'flagship'>['call'], atOnce: number): Calculate {
  let inBatches = true;
  async function answersTo(ids: readonly string[], options: CallOptions): Promise<Answer[]> {
    if (inBatches) {
      try {
        return await batch(call, ids, options);
      } catch (error) {
        if (!isNotGranted(error)) throw error;
        inBatches = false;
      }
    }
    const answers: Answer[] = [];
    for (const some of batchesOf(ids, atOnce)) answers.push(...(await Promise.all(some.map((id) => single(call, id, options)))));
    return answers;
  }
  return async (ids, wanted, options) => {
    const records: StockRecord[] = [];
    for (const some of batchesOf(ids, BATCH)) {
      for (const answer of await answersTo(some, options)) {
        if ('unreadable' in answer) {
          if (!isOfAnotherShop(answer.unreadable, wanted)) wanted.onUnreadable(answer.unreadable);
          continue;
        }
        const record = 'row' in answer ? recordOf(answer.row, wanted) : answer;
        if (record === undefined) continue;
        if ('reason' in record) wanted.onSkip?.(record);
        else records.push(record);
      }
    }
    return records;
  };
}

async function batch(call: Client<'flagship'>['call'], ids: readonly string[], options: CallOptions): Promise<Answer[]> {
  const params = ids.map((api_goods_id) => ({ api_goods_id, force_sync: false }));
  const unread: Unreadable[] = [];
  const own = { ...options, onUnreadable: (each: Unreadable) => unread.push(each) };
  const { data } = await call('sales.StockSync.batchCalcStock', { params }, own);
  const rows = new Map(data.success_date.map((row) => [row.rec_id, row]));
  const reasons = new Map(data.error_date.map(({ rec_id, err_msg }) => [rec_id, err_msg]));
  const isTold = new Set(unread.map(({ id }) => id));
  const answers = ids.flatMap((listing): Answer[] => {
    const row = rows.get(listing);
    if (row) return [{ row }];
    if (isTold.has(listing)) return [];
    return [{ listing, reason: reasons.get(listing) ?? 'the server left it out of its answer' }];
  });
  return [...answers, ...unread.map((unreadable) => ({ unreadable }))];
}

async function single(call: Client<'flagship'>['call'], listing: string, options: CallOptions): Promise<Answer> {
  try {
    const { data } = await call('sales.StockSync.calcStock', { apiGoodsId: listing, forceSync: false }, options);
    return { row: data };
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'refused' && error.status === 100 && !isNotGranted(error)) {
      return { listing, reason: error.reason };
    }
    if (error instanceof AnswerError && error.isSuccess) {
      const { method, message, cause } = error;
      const reason = message.replace(`${method}: `, '').slice(0, 200);
      const { data } = readJson(cause.text) as { data?: unknown };
      return { unreadable: { id: listing, where: `${method}: data`, reason, raw: writeEach(data ?? null) } };
    }
    throw error;
  }
}

/** A row may be unreadable, and its shop plain to see. */
function isOfAnotherShop({ raw }: Unreadable, { shopId }: Wanted): boolean {
  const { shop_id: shop } = (JSON.parse(raw) ?? {}) as { shop_id?: unknown };
  return shopId !== undefined && /^\d+$/.test(String(shop)) && Number(shop) !== shopId;
}

const isNotGranted = (error: unknown) => error instanceof RefusedError && error.status === 100 && error.reason.includes('权限');

/** Undefined for a listing of another shop. */
function recordOf(row: Row, { shop = '', shopId }: Wanted): StockRecord | { listing: string; reason: string } | undefined {
  if (shopId !== undefined && row.shop_id !== shopId) return undefined;
  const version = Number(row.stock_change_count);
  if (!Number.isSafeInteger(version)) {
    return { listing: row.rec_id, reason: `its version ${row.stock_change_count} is longer than any that can be counted` };
  }
  return {
    listing: row.rec_id,
    version,
    quantity: row.syn_stock,
    shop: String(row.shop_id),
    shopNo: shop,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.outer_id,
    specNo: row.spec_outer_id,
    target: row.match_target_type,
    status: row.status,
    autoDelisting: row.is_auto_delisting,
    autoListing: row.is_auto_listing,
    token: tokenOf(row),
  };
}
