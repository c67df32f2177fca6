import type { Quantity } from './quantity.ts';

/** What the shop says of a change or a shipment. There is no fourth word. */
export type Outcome = 'success' | 'retry' | 'fail';

/** A shop's word on one listing. */
export interface StockAcknowledgement {
  /** Number of the listing; null when the client sent none that can be read. */
  listing: number | null;
  outcome: 'success' | 'fail';
  /** The version the shop names; null when it names none, which acknowledges nothing (S2). */
  version: number | null;
  /** The quantity the shop says it shows; null when it said nothing. */
  quantity: Quantity | null;
  message: string;
  /** Why the element cannot be read, when it cannot; it changes nothing and is journalled. */
  refused?: string;
}

/**
 * What an acknowledgement of stock did.
 *
 * | effect | meaning |
 * | --- | --- |
 * | cleared | the current version is acknowledged; the listing leaves the pool |
 * | superseded | an older version is acknowledged; the newer change stays pending |
 * | repeated | the version was acknowledged before, or the failure was counted before; nothing changed |
 * | delayed | the failure was counted; the listing is offered again later |
 * | stale | a failure of a version that is not the current one; nothing changed |
 * | never issued | no such version exists; nothing changed |
 * | unversioned | no version named; nothing changed |
 * | unknown | no such listing for this caller; nothing changed |
 * | refused | the element could not be read; nothing changed |
 */
export type StockEffect =
  | 'cleared'
  | 'superseded'
  | 'repeated'
  | 'delayed'
  | 'stale'
  | 'never issued'
  | 'unversioned'
  | 'unknown'
  | 'refused';

/** The answer to one {@link StockAcknowledgement}. */
export interface StockResult {
  effect: StockEffect;
  /** True when the right version came with another quantity than the one offered (S7). */
  quantityDiffers: boolean;
}

/** A shop's word on one shipment. */
export interface ShipmentAcknowledgement {
  /** Number of the shipment; null when the client sent none that can be read. */
  shipment: number | null;
  outcome: Outcome;
  message: string;
  /** Why the element cannot be read, when it cannot; it changes nothing and is journalled. */
  refused?: string;
}

/**
 * What an acknowledgement of a shipment did.
 *
 * | effect | meaning |
 * | --- | --- |
 * | done, failed | the record has that state now |
 * | delayed | offered again later |
 * | repeated | said before; nothing changed |
 * | settled | the record has a state this outcome cannot change |
 * | unknown, refused | as for stock |
 */
export type ShipmentEffect = 'done' | 'failed' | 'delayed' | 'repeated' | 'settled' | 'unknown' | 'refused';
