import type { Carrier, Quantity } from '@tongbu/model';

/**
 * One parcel number to report to the shop. Plain data, the same from both editions; it survives JSON. Its content never changes:
 * a correction comes as another record under another number, so `shipment` says whether the shop was told before.
 */
export interface ShipmentRecord {
  /** The record's number, `sync_id` or `rec_id`: digits, as text. */
  shipment: string;
  /** `shop_no`; on the flagship edition, whose list does not name it, the one of the pull, or empty. */
  shopNo: string;
  /** The ERP's order, digits; empty where the server did not say. */
  tradeId: string;
  /** The shop's order number. */
  tid: string;
  /**
   * The sub-orders in this parcel; empty means the whole order. Null where the list could not be had ({@link problem} says
   * why): ship nothing, and acknowledge it as `retry`.
   */
  oids: string[] | null;
  /** Why `oids` is null; else null. */
  problem: string | null;
  /** True for one parcel of several. */
  part: boolean;
  trackingNumber: string;
  /** The seller's own code and the carrier's name; `type` is the vendor's `logistics_type`, 0 on the flagship edition, whose list has none. */
  carrier: Carrier;
  /** 1 pay first, 2 cash on delivery, 3 instalments; null where the server did not say. */
  deliveryTerm: number | null;
  /** How many pieces, only in shops that split by quantity; null elsewhere. */
  goodsCount: Quantity | null;
  /** When the parcel left, epoch milliseconds; null on the flagship edition. */
  shippedAt: number | null;
  /** When the record was made, epoch milliseconds; null where the server did not say. */
  createdAt: number | null;
}
