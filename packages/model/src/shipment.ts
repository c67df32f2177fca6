import type { Quantity } from './quantity.ts';

/**
 * Where a shipment record stands.
 *
 * `pending` is offered; `failed` was given up by the shop and waits for a person; the other three are final.
 */
export type ShipmentState = 'pending' | 'done' | 'failed' | 'cancelled' | 'replaced';

/** One parcel number to report to the shop: fixed content under its own number (promise L1). */
export interface Shipment {
  /** `sync_id`, `rec_id`. */
  shipment: number;
  shop: number;
  shopNo: string;
  /** The ERP's order, `trade_id`. */
  tradeId: number;
  /** The shop's order number. */
  tid: string;
  /** Sub-orders in this parcel; empty means the whole order. */
  oids: string[];
  /** True for a split shipment. */
  part: boolean;
  trackingNumber: string;
  carrier: Carrier;
  /** 1 pay first, 2 cash on delivery, 3 instalments. */
  deliveryTerm: number;
  /** How many pieces, only in shops that split by quantity; null elsewhere. */
  goodsCount: Quantity | null;
  /** When the parcel left, epoch milliseconds. */
  shippedAt: number;
  createdAt: number;
  state: ShipmentState;
  /** How often the shop asked for it again; starts at 0. */
  retries: number;
  /** The shop's last words on it. */
  message: string;
}

/** The carrier as the seller names it, and as the vendor numbers it. */
export interface Carrier {
  /** The seller's own code, `logistics_code`. */
  code: string;
  /** The name of the carrier. */
  name: string;
  /** `logistics_type`; 0 when unknown. */
  type: number;
}
