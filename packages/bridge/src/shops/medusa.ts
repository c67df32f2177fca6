import { z } from 'zod';
import type { Finding, Shop, ShopKind, StockOutcome, StockToApply } from '../shop.ts';
import { type BySku, compareWaiting, skusOf, unknownListing } from './by-sku.ts';
import { type AskMedusa, MedusaRefusal, medusaApi } from './medusa/api.ts';
import { medusaParcels } from './medusa/parcels.ts';
import { findItems, type InventoryItem, setStock } from './medusa/stock.ts';
import { namePattern, namePatternSetting } from './name-pattern.ts';
import { stockLocation } from './stock-location.ts';

const OID = /^(line\.(id|sku|metadata\.[A-Za-z_][A-Za-z0-9_]*)|order\.(id|display_id))$/;

const settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1),
  stockLocation: z.string().min(1).optional(),
  quantityIs: z.enum(['sellable', 'onHand']).default('sellable'),
  tid: z.enum(['id', 'display_id', 'custom_display_id']).default('id'),
  oid: namePatternSetting(OID),
  timeout: z.number().positive().max(600).default(30),
});

/** What a configuration says of a Medusa shop; `docs/shop-adapters.md` explains each setting. */
export type MedusaSettings = z.output<typeof settings>;

/**
 * Medusa 2: stocked quantity by SKU, and a fulfillment with a shipment for each parcel, through its admin API.
 *
 * @see https://docs.medusajs.com/api/admin
 */
export const medusa: ShopKind<MedusaSettings> = { settings, open: async (given) => openMedusa(given) };

function openMedusa(given: MedusaSettings): Shop {
  const ask = medusaApi(given);
  const locationOf = stockLocation('Medusa', given.stockLocation, (signal) => readLocations(ask, signal));
  const parcels = medusaParcels(ask, { tid: given.tid, oid: namePattern(given.oid, OID) }, locationOf);
  const bySku: BySku = { shop: 'Medusa', thing: 'inventory item', find: (skus, signal) => findItems(ask, skus, signal) };

  let last: Promise<unknown> = Promise.resolve();

  /**
   * Stock and parcels one after the other: Medusa takes a parcel in several steps, and between them what it says is reserved has already left. Stock
   * that is set in that moment would be too much by it, and Medusa would say that it is right.
   */
  function inTurn<Outcome>(key: string, work: () => Promise<Outcome>) {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return orLater(key, turn);
  }

  async function setEach(changes: readonly StockToApply[], signal: AbortSignal): Promise<StockOutcome[]> {
    const policy = { locationId: await locationOf(signal), addsReserved: given.quantityIs === 'sellable' };
    const items = await findItems(ask, skusOf(changes), signal);
    const outcomes: StockOutcome[] = [];
    for (const change of changes) {
      const [item] = items.get(change.sku) ?? [];
      const gap = unknownListing(bySku, change, items.get(change.sku));
      const set = () => setStock(ask, change, item as InventoryItem, policy, signal);
      outcomes.push(gap ?? (await inTurn(change.key, set)));
    }
    return outcomes;
  }

  return {
    name: `medusa at ${given.url}`,
    batch: { stock: 20, shipments: 5 },

    async applyStock(changes, signal) {
      try {
        return await setEach(changes, signal);
      } catch (cause) {
        if (!(cause instanceof MedusaRefusal)) throw cause;
      }
      // One of the SKUs is poison to Medusa: looked for one by one, it harms no other.
      const outcomes = [];
      for (const change of changes) {
        const alone = setEach([change], signal).then(([outcome]) => outcome as StockOutcome);
        outcomes.push(await orLater(change.key, alone));
      }
      return outcomes;
    },

    async applyShipments(shipments, signal) {
      const outcomes = [];
      for (const shipment of shipments) outcomes.push(await inTurn(shipment.key, () => parcels.ship(shipment, signal)));
      return outcomes;
    },

    async check(waiting, signal) {
      const findings: Finding[] = [];
      try {
        await locationOf(signal);
        findings.push({ level: 'ok', subject: given.url, text: 'Medusa answers, and lets the bridge read what it needs' });
      } catch (cause) {
        return [{ level: 'error', subject: given.url, text: (cause as Error).message }];
      }
      return [...findings, ...(await compareWaiting(bySku, waiting, parcels.refusal, signal))];
    },

    async close() {},
  };
}

/** A question that Medusa refuses is asked again later; what stops all questions goes on as it is. */
async function orLater<Outcome>(key: string, work: Promise<Outcome>) {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof MedusaRefusal)) throw cause;
    return { key, outcome: 'later', reason: cause.message } as const;
  }
}

async function readLocations(ask: AskMedusa, signal: AbortSignal) {
  const query: [string, string][] = [
    ['fields', 'id,name'],
    ['limit', '100'],
  ];
  const { stock_locations } = await ask<{ stock_locations: { id: string; name: string }[] }>({ path: 'stock-locations', query }, signal);
  return stock_locations;
}
