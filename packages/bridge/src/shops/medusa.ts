import { z } from 'zod';
import { type Finding, type Shop, ShopDownError, type ShopKind, type StockOutcome, type StockToApply } from '../shop.ts';
import { type AskMedusa, MedusaRefusal, medusaApi } from './medusa/api.ts';
import { medusaParcels } from './medusa/parcels.ts';
import { findItems, type InventoryItem, setStock } from './medusa/stock.ts';
import { namePattern } from './name-pattern.ts';

const OID = /^(line\.(id|sku|metadata\.[A-Za-z_][A-Za-z0-9_]*)|order\.(id|display_id))$/;

const settings = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    apiKey: z.string().min(1),
    stockLocation: z.string().min(1).optional(),
    quantityIs: z.enum(['sellable', 'onHand']).default('sellable'),
    tid: z.enum(['id', 'display_id', 'custom_display_id']).default('id'),
    oid: z.string().default('{line.id}'),
    timeout: z.number().positive().max(600).default(30),
  })
  .superRefine(({ oid }, context) => {
    try {
      namePattern(oid, OID);
    } catch (cause) {
      context.addIssue({ code: 'custom', path: ['oid'], message: (cause as Error).message });
    }
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
  let chosen: Promise<string> | undefined;
  const parcels = medusaParcels(ask, { tid: given.tid, oid: namePattern(given.oid, OID) }, stockLocation);

  /** The stock location, looked up once. */
  async function stockLocation(signal: AbortSignal): Promise<string> {
    chosen ??= chooseLocation(ask, given.stockLocation, signal);
    try {
      return await chosen;
    } catch (cause) {
      chosen = undefined;
      throw cause;
    }
  }

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
    const policy = { locationId: await stockLocation(signal), addsReserved: given.quantityIs === 'sellable' };
    const items = await findItems(ask, skusOf(changes), signal);
    const outcomes: StockOutcome[] = [];
    for (const change of changes) {
      const [item] = items.get(change.sku) ?? [];
      const gap = unknownListing(change, items.get(change.sku));
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

    async check({ stock, shipments }, signal) {
      const findings: Finding[] = [];
      try {
        await stockLocation(signal);
        findings.push({ level: 'ok', subject: given.url, text: 'Medusa answers, and lets the bridge read what it needs' });
      } catch (cause) {
        return [{ level: 'error', subject: given.url, text: (cause as Error).message }];
      }
      for (let at = 0; at < stock.length; at += 50) {
        const some = stock.slice(at, at + 50);
        const items = await findItems(ask, skusOf(some), signal);
        for (const change of some) {
          const gap = unknownListing(change, items.get(change.sku));
          if (gap) findings.push({ level: 'warning', subject: change.sku, text: gap.reason });
        }
      }
      for (const shipment of shipments) {
        const refusal = await parcels.refusal(shipment, signal);
        if (refusal && 'reason' in refusal) findings.push({ level: 'warning', subject: shipment.tid, text: refusal.reason });
      }
      return findings;
    },

    async close() {},
  };
}

const skusOf = (changes: readonly StockToApply[]) => [...new Set(changes.map(({ sku }) => sku))];

/** Undefined where the shop has exactly one item of the SKU. */
function unknownListing({ key, sku }: StockToApply, { length: hits }: InventoryItem[] = []) {
  if (hits === 1) return undefined;
  const reason =
    hits === 0
      ? `Medusa has no inventory item with the SKU ${sku}`
      : `Medusa has ${hits} inventory items with the SKU ${sku}: give each its own`;
  return { key, outcome: 'unknown', what: 'listing', subject: sku, reason } as const;
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

/** The id of the stock location. @throws ShopDownError, final, when the setting does not lead to exactly one */
async function chooseLocation(ask: AskMedusa, wanted: string | undefined, signal: AbortSignal): Promise<string> {
  const query: [string, string][] = [
    ['fields', 'id,name'],
    ['limit', '100'],
  ];
  const { stock_locations: all } = await ask<{ stock_locations: { id: string; name: string }[] }>(
    { path: 'stock-locations', query },
    signal,
  );
  const hits = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  if (hits.length === 1 && hits[0]) return hits[0].id;
  const names = all.map(({ id, name }) => `${id} (${name})`).join(', ');
  const problem =
    wanted === undefined ? `Medusa has ${all.length} stock locations` : `Medusa has ${hits.length} stock locations called ${wanted}`;
  throw new ShopDownError(`${problem}: let stockLocation name one of ${names}`, { isFinal: true });
}
