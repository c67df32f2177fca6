import type { Finding, ShipmentOutcome, ShipmentToApply, StockToApply, Waiting } from '../shop.ts';

/** SKUs asked of a shop at once when everything that waits is compared. */
const ASKED_AT_ONCE = 50;

/** Each SKU once. */
export const skusOf = (changes: readonly StockToApply[]): string[] => [...new Set(changes.map(({ sku }) => sku))];

/** A shop that finds what it sells by SKU: what of it waits for nothing there. */
export interface BySku {
  /** `Vendure`. */
  shop: string;
  /** What a SKU belongs to there: `product variant`. */
  thing: string;
  /** Reads all that have one of these SKUs, by SKU. */
  find(skus: string[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly unknown[]>>;
}

/** The gap in the mapping, where the shop has not exactly one thing of the SKU. */
export function unknownListing({ shop, thing }: BySku, { key, sku }: StockToApply, { length: hits }: readonly unknown[] = []) {
  if (hits === 1) return undefined;
  const reason =
    hits === 0 ? `${shop} has no ${thing} with the SKU ${sku}` : `${shop} has ${hits} ${thing}s with the SKU ${sku}: give each its own`;
  return { key, outcome: 'unknown', what: 'listing', subject: sku, reason } as const;
}

/**
 * What waits now, compared with the shop.
 *
 * @param refusal what would keep this shipment from being applied; undefined where nothing does
 * @returns a warning for each record that the shop does not know, or would refuse
 */
export async function compareWaiting(
  bySku: BySku,
  { stock, shipments }: Waiting,
  refusal: (shipment: ShipmentToApply, signal: AbortSignal) => Promise<ShipmentOutcome | undefined>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let at = 0; at < stock.length; at += ASKED_AT_ONCE) {
    const some = stock.slice(at, at + ASKED_AT_ONCE);
    const found = await bySku.find(skusOf(some), signal);
    for (const change of some) {
      const gap = unknownListing(bySku, change, found.get(change.sku));
      if (gap) findings.push({ level: 'warning', subject: change.sku, text: gap.reason });
    }
  }
  for (const shipment of shipments) {
    const refused = await refusal(shipment, signal);
    if (refused && 'reason' in refused) findings.push({ level: 'warning', subject: shipment.tid, text: refused.reason });
  }
  return findings;
}
