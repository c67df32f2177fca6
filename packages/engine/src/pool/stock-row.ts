import type { ListingStatus, RuleSnapshot, StockChange } from '@tongbu/model';
import type { StockState } from './rules.ts';

/** The columns of {@link StockRow}, for statements over `listings l join shops s`. */
export const STOCK_COLUMNS = `l.listing_id, l.shop_id, s.shop_no, l.goods_id, l.spec_id, l.goods_no, l.spec_no, l.match_code,
  l.item_id, l.suite_id, l.rule_id, l.status, l.sync_disabled, l.suspended_until, l.version, l.quantity, l.acknowledged, l.changed_at, l.last_quantity, l.last_at,
  l.shown, l.retry_at, l.retry_steps, l.failure_signed_at, l.cancel_signed_at`;

/** A listing as the database holds it. */
export interface StockRow {
  listing_id: number;
  shop_id: number;
  shop_no: string;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  match_code: string;
  item_id: number | null;
  suite_id: number | null;
  rule_id: number | null;
  status: number;
  sync_disabled: number;
  suspended_until: number;
  version: number;
  quantity: string;
  acknowledged: number;
  changed_at: number;
  last_quantity: string | null;
  last_at: number | null;
  shown: string;
  retry_at: number;
  retry_steps: number;
  failure_signed_at: number;
  cancel_signed_at: number;
}

/** Stored numbers of the states of a listing; the same as on the wire. */
export const STATUS: Record<ListingStatus, number> = { deleted: 0, onSale: 1, offSale: 2 };
const STATUS_OF = Object.fromEntries(Object.entries(STATUS).map(([word, number]) => [number, word])) as Record<number, ListingStatus>;

/** The row in the model's words. */
export function stockChange(row: StockRow, rule: RuleSnapshot): StockChange {
  const target = row.item_id !== null ? 'item' : row.suite_id !== null ? 'suite' : 'none';
  return {
    listing: row.listing_id,
    shop: row.shop_id,
    shopNo: row.shop_no,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    matchCode: target === 'none' ? '' : row.match_code,
    target,
    targetId: row.item_id ?? row.suite_id ?? 0,
    status: STATUS_OF[row.status] as ListingStatus,
    version: row.version,
    quantity: row.quantity,
    lastQuantity: row.last_quantity,
    lastAt: row.last_at,
    shown: row.shown,
    rule,
  };
}

/** The part of a row that the rules decide on. */
export function stockState(row: StockRow): StockState {
  return {
    version: row.version,
    acknowledged: row.acknowledged,
    quantity: row.quantity,
    changedAt: row.changed_at,
    lastQuantity: row.last_quantity,
    lastAt: row.last_at,
    retryAt: row.retry_at,
    retrySteps: row.retry_steps,
    failureSignedAt: row.failure_signed_at,
    cancelSignedAt: row.cancel_signed_at,
  };
}
