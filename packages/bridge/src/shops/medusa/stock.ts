import type { StockOutcome, StockToApply } from '../../shop.ts';
import type { AskMedusa } from './api.ts';

/** An inventory item and what it has, at each location. */
export interface InventoryItem {
  id: string;
  sku: string | null;
  location_levels?: { location_id: string; stocked_quantity: number; reserved_quantity: number }[] | null;
}

const FIELDS: [string, string] = ['fields', 'id,sku,*location_levels'];

const PAGE = 100;

/** How often a quantity is calculated again because orders moved what it was calculated from. */
const ATTEMPTS = 5;

/** The inventory items that have these SKUs, exactly: none, one, or several for each. */
export async function findItems(ask: AskMedusa, skus: string[], signal: AbortSignal): Promise<Map<string, InventoryItem[]>> {
  const found = new Map(skus.map((sku) => [sku, [] as InventoryItem[]]));
  for (let offset = 0; ; offset += PAGE) {
    const query: [string, string][] = [...[...found.keys()].map((sku): [string, string] => ['sku[]', sku]), FIELDS];
    query.push(['limit', String(PAGE)], ['offset', String(offset)]);
    const { inventory_items: items, count } = await ask<{ inventory_items: InventoryItem[]; count: number }>(
      { path: 'inventory-items', query },
      signal,
    );
    for (const item of items) found.get(item.sku ?? '')?.push(item);
    if (items.length === 0 || offset + PAGE >= count) return found;
  }
}

/** How a quantity becomes stocked quantity. */
export interface StockPolicy {
  locationId: string;
  /** Whether what open orders have reserved is added: the customer then sees exactly the quantity. */
  addsReserved: boolean;
}

/**
 * Sets what an item has at the location; the first time it is stocked there.
 *
 * Orders reserve stock at any moment: what Medusa answers is compared with what the sum was made from, and the sum made again when they
 * differ. So `applied` means that Medusa itself showed the quantity.
 */
export async function setStock(
  ask: AskMedusa,
  { key, sku, quantity }: StockToApply,
  found: InventoryItem,
  { locationId, addsReserved }: StockPolicy,
  signal: AbortSignal,
): Promise<StockOutcome> {
  let item = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const level = levelOf(item);
    const stocked = Number(quantity) + reserved(level);
    const levels = `inventory-items/${encodeURIComponent(item.id)}/location-levels`;
    const question = level
      ? { path: `${levels}/${encodeURIComponent(locationId)}`, body: { stocked_quantity: stocked } }
      : { path: levels, body: { location_id: locationId, stocked_quantity: stocked } };
    ({ inventory_item: item } = await ask<{ inventory_item: InventoryItem }>({ ...question, query: [FIELDS] }, signal));
    const now = levelOf(item);
    if (now && String(now.stocked_quantity - reserved(now)) === quantity) return { key, outcome: 'applied', shopId: item.id, quantity };
  }
  const reason = `${sku}: Medusa shows another stock than was set; orders may be moving it faster than it can be set`;
  return { key, outcome: 'later', reason };

  function levelOf({ location_levels: levels }: InventoryItem) {
    return levels?.find((level) => level.location_id === locationId);
  }
  function reserved(level: { reserved_quantity: number } | undefined): number {
    return addsReserved ? (level?.reserved_quantity ?? 0) : 0;
  }
}
