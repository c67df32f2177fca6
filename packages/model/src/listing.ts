import type { Quantity } from './quantity.ts';
import type { ListingStatus } from './stock-change.ts';

/** A listing (平台货品) as a shop pushes it; the shop, `goodsId` and `specId` say which one it is. */
export interface PushedListing {
  goodsId: string;
  specId: string;
  /** The merchant codes by which it is matched: `specNo`, or `goodsNo` where that is empty. */
  goodsNo: string;
  specNo: string;
  goodsName: string;
  specName: string;
  status: ListingStatus;
  pictureUrl: string;
  price: Quantity;
  /** What the shop shows now, as it says. */
  stock: Quantity;
}

/** What the push of one listing did. */
export interface ListingResult {
  /** `rec_id`. */
  listing: number;
  isNew: boolean;
  /** True where anything stored is another than before. */
  changed: boolean;
}
