import type { Quantity } from '@tongbu/model';
import type { z } from 'zod';

/**
 * A shop system, as the bridge sees it: one file in `shops/` for each.
 *
 * The bridge never calls `applyStock` twice at once with the same listing, nor `applyShipments` with the same order; different ones may
 * arrive at the same time. A call answers record by record. One that throws has confirmed nothing but what its {@link ShopDownError}
 * carries: the bridge waits, with growing pauses, and asks the ERP anew.
 */
export interface Shop {
  /** What logs call it: `vendure at https://shop.example/admin-api`. Never a secret in it. */
  readonly name: string;
  /** The most records the bridge hands over in one call. */
  readonly batch: { stock: number; shipments: number };
  /**
   * Connects, and compares with the shop what waits in the ERP now. Changes nothing.
   *
   * @returns one finding for the connection, one for each record the shop does not know, one for each setting that cannot work
   */
  check(waiting: Waiting, signal: AbortSignal): Promise<Finding[]>;
  /**
   * Makes the shop show these quantities. They are absolute: the same again changes nothing.
   *
   * @returns an outcome for each, in any order; a record that has none counts as not confirmed and is tried again
   * @throws ShopDownError when the shop cannot be reached, or asks to be left alone
   */
  applyStock(changes: readonly StockToApply[], signal: AbortSignal): Promise<StockOutcome[]>;
  /**
   * Tells the shop of parcels. A parcel is never made twice: what the shop already has under the same number for the same
   * lines is answered as `applied` with `already`, whoever made it.
   *
   * @returns as for stock
   * @throws ShopDownError as for stock
   */
  applyShipments(shipments: readonly ShipmentToApply[], signal: AbortSignal): Promise<ShipmentOutcome[]>;
  /** Lets go of connections; called once, after the last call has ended. */
  close(): Promise<void>;
}

/** What a listing of the shop should show. */
export interface StockToApply {
  /** `seller:edition:stock:listing:version`; the same on every attempt at this version. */
  key: string;
  /** The ERP's number of the listing (`rec_id`, `apiGoodsId`): digits, as text. */
  listing: string;
  /** The shop by the mapping, else its number in the ERP (`shop_no`); empty where the edition does not tell it. */
  shopNo: string;
  /** The shop's own keys and codes as it pushed them; empty where it pushed none. */
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  /** What the shop calls it: by the mapping, else `specNo`, else `goodsNo`. Always text: leading zeros count. */
  sku: string;
  /** A whole number of pieces, never negative. */
  quantity: Quantity;
  /** Grows with every change of the listing. A shop that can compare keeps the greatest it has seen. */
  version: number;
  /** True where a quantity of 0 is to take the goods off sale, and one above 0 to put them back; null where the edition does not tell. */
  autoDelisting: boolean | null;
  autoListing: boolean | null;
}

/** A parcel the shop should know of. */
export interface ShipmentToApply {
  /** `seller:edition:shipment`; the same on every attempt. Where a shop can store it, it is how a parcel is found again. */
  key: string;
  /** The ERP's number of the shipment (`sync_id`, `rec_id`): digits, as text. */
  shipment: string;
  /** As of a {@link StockToApply}. */
  shopNo: string;
  /** The shop's order number. */
  tid: string;
  /** What is in it: the whole order, or these sub-orders, of which there is at least one. */
  lines: 'whole order' | { oids: string[] };
  /** Pieces of the sub-order, only where the ERP splits by quantity; then `lines` names one. Null means all of them. */
  count: Quantity | null;
  trackingNumber: string;
  carrier: MappedCarrier;
  /** When it left, epoch milliseconds; null where the edition does not tell. */
  shippedAt: number | null;
  /** True where an earlier attempt may have reached the shop: look for the parcel before making it. */
  again: boolean;
}

/** A carrier in the shop's words. */
export interface MappedCarrier {
  /** What the shop calls it. */
  code: string;
  /** Its name for people. */
  name: string;
  /** Where a customer follows the parcel, `{number}` filled in; null where the mapping says nothing. */
  trackingUrl: string | null;
}

/** What the shop did not do, and why. The reason is for people: it names subject and value, and says what to do. */
export type Refusal<What extends string> =
  /** The shop refused, and will again until somebody does something. */
  | { key: string; outcome: 'failed'; reason: string }
  /** The shop does not know the listing, order, sub-order or carrier: a gap in the mapping. `subject` is its name in the shop's words. */
  | { key: string; outcome: 'unknown'; what: What; subject: string; reason: string }
  /** Not now: the same may succeed later. */
  | { key: string; outcome: 'later'; reason: string };

/** What became of one {@link StockToApply}. */
export type StockOutcome =
  /** The shop said that it shows `quantity` now; one other than was asked for is not a success. */
  { key: string; outcome: 'applied'; shopId: string; quantity: Quantity } | Refusal<'listing'>;

/** What became of one {@link ShipmentToApply}. */
export type ShipmentOutcome =
  /** The shop has the parcel, `shopId` is its number there; `already` where this call did not make it. */
  { key: string; outcome: 'applied'; shopId: string; already: boolean } | Refusal<'order' | 'sub-order' | 'carrier'>;

/** What waits in the ERP, mapped, for a check to compare. */
export interface Waiting {
  stock: StockToApply[];
  shipments: ShipmentToApply[];
}

/** One line of a check. */
export interface Finding {
  level: 'ok' | 'warning' | 'error';
  /** What it is about: an address, a SKU, an order. */
  subject: string;
  /** What was found, and what to do. */
  text: string;
}

/** How a {@link ShopDownError} is made. */
export interface ShopDownOptions extends ErrorOptions {
  retryAfterMs?: number;
  isFinal?: boolean;
  outcomes?: readonly (StockOutcome | ShipmentOutcome)[];
}

/** The shop cannot be worked with for now. Of the call nothing counts as confirmed but what stands in `outcomes`. */
export class ShopDownError extends Error {
  override readonly name = 'ShopDownError';
  /** How long the shop asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** True where waiting cannot help: the shop wants no calls any more (410), or the address is forbidden. The bridge ends. */
  readonly isFinal: boolean;
  /** What became of the records before it failed. */
  readonly outcomes: readonly (StockOutcome | ShipmentOutcome)[];

  constructor(message: string, { retryAfterMs, isFinal = false, outcomes = [], ...options }: ShopDownOptions = {}) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
    this.isFinal = isFinal;
    this.outcomes = outcomes;
  }
}

/** What a shop may use of the bridge. */
export interface ShopContext {
  /** Lines for people; facts beside them. Secrets never. */
  log(level: 'debug' | 'info' | 'warn', message: string, facts?: Record<string, unknown>): void;
  /** The variables of the bridge's own process, for programs it starts. Only `cli` reads them. */
  environment: Readonly<Record<string, string | undefined>>;
  /** The folder of the configuration file: relative paths in it start there. */
  folder: string;
}

/** A kind of shop that a configuration can name: `shop: { kind: webhook, … }`. Listed in `shops/index.ts`. */
export interface ShopKind<Settings> {
  /** What stands beside `kind` in the file. Strict: an unknown name is refused with its line. */
  settings: z.ZodType<Settings>;
  /** Opens it. May connect; need not. */
  open(settings: Settings, context: ShopContext): Promise<Shop>;
}
