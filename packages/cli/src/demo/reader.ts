import type { PretendShop } from './pretend-shop.ts';

/** What a pass of a shop tells. */
export interface PassEvents {
  /** The shop has pulled so much. */
  pulled(listings: number, shipments: number): void;
  /** Something failed and was left unacknowledged, as the enterprise edition wants it. */
  leftOut(what: { listing?: string; tid?: string }, reason: string): void;
  /** The shop is slow with a listing: a buyer comes meanwhile. */
  slow(specNo: string): Promise<void>;
}

/** A shop's side of the loop, in one edition: pull, apply, acknowledge what the shop confirmed. */
export type Pass = (shop: PretendShop, events: PassEvents) => Promise<void>;

/** How many records a demo shop takes in one pass, so that the terminal can be read. */
export const BATCH = 100;
