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
  /** Null leaves these three as they are; a new listing has none, and 0. */
  pictureUrl: string | null;
  price: Quantity | null;
  /** What the shop shows now, as it says. */
  stock: Quantity | null;
  /** Why the listing cannot be taken as it was written, when it cannot; it changes nothing and is journalled. */
  refused?: string;
}

/** What the push of one listing did. */
export interface ListingResult {
  /** `rec_id`; 0 where it was refused. */
  listing: number;
  effect: 'created' | 'changed' | 'unchanged' | 'refused';
}
