import type { Quantity } from './quantity.ts';

/** What a listing (平台货品, the vendor's platform goods) is bound to. */
export type ListingTarget = 'none' | 'item' | 'suite';

/** The state a shop gave its listing: `deleted` 0, `onSale` 1, `offSale` 2 on the wire. */
export type ListingStatus = 'deleted' | 'onSale' | 'offSale';

/**
 * The rule (库存同步策略) as it stood when the quantity was calculated.
 *
 * `id` and `no` are opaque to clients; they send them back as they came.
 */
export interface RuleSnapshot {
  id: number;
  no: string;
  /** Numbers of the warehouses whose stock counts. */
  warehouses: number[];
  /** Which quantities join the physical stock: the bits of `stock_syn_mask`. */
  mask: number;
  percent: number;
  plus: Quantity;
  min: Quantity;
  /** `'0'` means no maximum. */
  max: Quantity;
  autoListing: boolean;
  autoDelisting: boolean;
}

/**
 * One listing that waits: what the shop should show, and the version to acknowledge.
 *
 * `version` and `quantity` were written together (promise S4); acknowledge the version that came with the quantity.
 */
export interface StockChange {
  /** `rec_id`, `apiGoodsId`. */
  listing: number;
  shop: number;
  shopNo: string;
  /** The shop's own keys and codes, as it pushed them. */
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  /** The merchant code by which the listing was matched; empty when it is not. */
  matchCode: string;
  target: ListingTarget;
  /** Number of the item or suite; 0 when unbound. */
  targetId: number;
  status: ListingStatus;
  /** `stock_change_count`. */
  version: number;
  /** A whole number, never negative. */
  quantity: Quantity;
  /** The quantity of the last accepted success; null when there was none. */
  lastQuantity: Quantity | null;
  /** When that was, in epoch milliseconds; null when there was none. */
  lastAt: number | null;
  /** What the shop is believed to show. */
  shown: Quantity;
  rule: RuleSnapshot;
}
