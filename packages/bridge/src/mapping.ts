import type { ShipmentRecord, StockRecord } from '@tongbu/client';
import type { MappedCarrier, ShipmentToApply, StockToApply } from './shop.ts';

/** How the ERP's words become the shop's. Keys are the ERP's, values the shop's. */
export interface Mapping {
  /** A merchant code (`spec_no`) or the number of a listing → the SKU in the shop. What is not named keeps its own code. */
  goods: ReadonlyMap<string, string>;
  /** The seller's own code of a carrier (`logistics_code`) → the carrier in the shop. What is not named is a gap. */
  carriers: ReadonlyMap<string, MappedCarrier>;
  /** Number of a shop (`shop_no`) → what the shop calls it. What is not named keeps its number. */
  shops: ReadonlyMap<string, string>;
}

/** What is ignored on purpose, by name; `POS-*` stands for every name that begins so. */
export interface Ignored {
  /** Merchant codes, SKUs or numbers of listings. */
  listings: readonly string[];
  /** Order numbers of the shop (`tid`). */
  orders: readonly string[];
  /** The seller's own codes of carriers, such as that for collecting in person. */
  carriers: readonly string[];
}

/** A record that cannot be handed to the shop. */
export type Unmapped =
  /** Somebody decided so; `name` is what the configuration says. */
  | { ignored: string }
  /** The mapping does not say what the shop calls it. */
  | { gap: 'listing' | 'carrier'; subject: string; reason: string }
  /** What is in the parcel cannot be had now. */
  | { later: string };

/** What identifies a version of a listing for ever. */
export function stockKey(account: string, { listing, version }: StockRecord): string {
  return `${account}:stock:${listing}:${version}`;
}

/** What identifies a parcel for ever. */
export function shipmentKey(account: string, { shipment }: ShipmentRecord): string {
  return `${account}:${shipment}`;
}

/** A listing in the shop's words. */
export function mapStock(key: string, record: StockRecord, mapping: Mapping, ignored: Ignored): StockToApply | Unmapped {
  const { listing, shopNo, goodsId, specId, goodsNo, specNo, quantity, version, autoDelisting, autoListing } = record;
  const sku = mapping.goods.get(listing) ?? mapping.goods.get(specNo) ?? (specNo || mapping.goods.get(goodsNo) || goodsNo);
  const name = nameIn(ignored.listings, [listing, specNo, goodsNo, sku]);
  if (name !== undefined) return { ignored: name };
  if (sku === '') {
    const reason = `listing ${listing} has no merchant code; give it one in the shop, or name it under mapping.goods: "${listing}": <sku>`;
    return { gap: 'listing', subject: listing, reason };
  }
  const shop = mapping.shops.get(shopNo) ?? shopNo;
  return { key, listing, shopNo: shop, goodsId, specId, goodsNo, specNo, sku, quantity, version, autoDelisting, autoListing };
}

/**
 * A parcel in the shop's words.
 *
 * @param again whether an earlier attempt may have reached the shop
 */
export function mapShipment(
  key: string,
  record: ShipmentRecord,
  again: boolean,
  mapping: Mapping,
  ignored: Ignored,
): ShipmentToApply | Unmapped {
  const { shipment, shopNo, tid, oids, problem, part, trackingNumber, goodsCount, shippedAt } = record;
  const name = nameIn(ignored.orders, [tid]) ?? nameIn(ignored.carriers, [record.carrier.code]);
  if (name !== undefined) return { ignored: name };
  if (oids === null) return { later: problem ?? 'the ERP did not say what is in the parcel' };
  if (oids.length === 0 && part) return { later: `shipment ${shipment} is one parcel of several, and the ERP names no sub-order in it` };
  const carrier = mapping.carriers.get(record.carrier.code);
  if (!carrier) {
    const { code, name } = record.carrier;
    const reason = `carrier "${code}" (${name}) is not mapped; name it under mapping.carriers: "${code}": <the shop's code>`;
    return { gap: 'carrier', subject: code, reason };
  }
  return {
    ...{ key, shipment, tid, trackingNumber, carrier, count: goodsCount, shippedAt, again },
    shopNo: mapping.shops.get(shopNo) ?? shopNo,
    lines: oids.length === 0 ? 'whole order' : { oids },
  };
}

function nameIn(names: readonly string[], subjects: readonly string[]): string | undefined {
  return names.find((name) =>
    subjects.some((subject) => subject !== '' && (name.endsWith('*') ? subject.startsWith(name.slice(0, -1)) : subject === name)),
  );
}
