import type { ListingStatus, ListingTarget, Quantity } from '@tongbu/model';

/**
 * One listing that waits: what the shop should show, and the version to acknowledge. Plain data, the same from both editions;
 * it survives JSON and may be kept in a file until it is acknowledged.
 */
export interface StockRecord {
  /** The listing's number at the ERP, `rec_id`: digits, as text, for it may be longer than a double holds. */
  listing: string;
  /** `stock_change_count`: grows with every change of this listing; of two records of one listing the larger is newer. */
  version: number;
  /** What the shop should show, absolute and never negative: exact decimal text, such as `12`. */
  quantity: Quantity;
  /** The shop's number at the ERP, digits; empty where the server did not say. */
  shop: string;
  /** `shop_no`; empty where neither the server nor the pull named it. */
  shopNo: string;
  /** The shop's own keys and codes of the goods, as it pushed them. */
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  /** What the listing is bound to; null where the server did not say. */
  target: ListingTarget | null;
  /** Whether the shop sells it; null on the enterprise edition. */
  status: ListingStatus | null;
  /** A quantity of 0 is to take the goods off sale; null on the enterprise edition. */
  autoDelisting: boolean | null;
  /** A quantity above 0 is to put goods back on sale that were off sale for lack of stock; null on the enterprise edition. */
  autoListing: boolean | null;
  /** What the acknowledgement has to send back; opaque, empty on the enterprise edition. */
  token: string;
}
