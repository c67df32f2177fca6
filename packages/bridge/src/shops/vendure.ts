import { z } from 'zod';
import { type Finding, type Shop, ShopDownError, type ShopKind, type StockOutcome, type StockToApply } from '../shop.ts';
import { namePattern } from './name-pattern.ts';
import { type AskVendure, VendureRefusal, vendureApi } from './vendure/api.ts';
import { vendureParcels } from './vendure/parcels.ts';
import { findVariants, setStock, type Variant } from './vendure/stock.ts';

const TID = /^(code|id|customFields\.[A-Za-z_][A-Za-z0-9_]*)$/;
const OID = /^(line\.(id|sku|customFields\.[A-Za-z_][A-Za-z0-9_]*)|order\.(code|id))$/;

const settings = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    apiKey: z.string().min(1).optional(),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    channelToken: z.string().min(1).optional(),
    stockLocation: z.string().min(1).optional(),
    quantityIs: z.enum(['sellable', 'onHand']).default('sellable'),
    tid: z.string().regex(TID, 'write code, id, or customFields.<name>').default('code'),
    oid: z.string().default('{line.id}'),
    fulfillmentHandler: z.string().min(1).default('manual-fulfillment'),
    timeout: z.number().positive().max(600).default(30),
  })
  .refine(({ apiKey, username, password }) => (apiKey !== undefined) !== (username !== undefined && password !== undefined), {
    error: 'give either apiKey, or username and password',
  })
  .superRefine(({ oid }, context) => {
    try {
      namePattern(oid, OID);
    } catch (cause) {
      context.addIssue({ code: 'custom', path: ['oid'], message: (cause as Error).message });
    }
  });

/** What a configuration says of a Vendure shop; `docs/shop-adapters.md` explains each setting. */
export type VendureSettings = z.output<typeof settings>;

/**
 * Vendure 3: stock on hand by SKU, and a fulfillment for each parcel. The bridge talks to its admin API and holds no code of it.
 *
 * @see https://docs.vendure.io
 */
export const vendure: ShopKind<VendureSettings> = { settings, open: async (given) => openVendure(given) };

function openVendure(given: VendureSettings): Shop {
  const ask = vendureApi(given);
  const parcels = vendureParcels(ask, { tid: given.tid, oid: namePattern(given.oid, OID), handler: given.fulfillmentHandler });
  let chosen: Promise<string> | undefined;

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

  async function setAll(changes: readonly StockToApply[], signal: AbortSignal): Promise<StockOutcome[]> {
    const policy = { stockLocationId: await stockLocation(signal), addsAllocated: given.quantityIs === 'sellable' };
    const variants = await findVariants(ask, skusOf(changes), signal);
    const outcomes: StockOutcome[] = changes.flatMap((change) => unknownListing(change, variants.get(change.sku)));
    let left = changes.filter(({ sku }) => variants.get(sku)?.length === 1);
    while (left.length > 0) {
      // Two listings may show one variant: it is set for one after the other, never twice in one call.
      const round = new Map(left.map((change) => [change.sku, change]));
      const wanted = [...round.values()].flatMap((change) => (variants.get(change.sku) ?? []).map((variant) => ({ change, variant })));
      outcomes.push(...(await setStock(ask, wanted, policy, signal)));
      left = left.filter((change) => round.get(change.sku) !== change);
    }
    return outcomes;
  }

  return {
    name: `vendure at ${given.url}`,
    batch: { stock: 20, shipments: 5 },

    async applyStock(changes, signal) {
      try {
        return await setAll(changes, signal);
      } catch (cause) {
        if (!(cause instanceof VendureRefusal)) throw cause;
      }
      // One of them is poison to Vendure. They are absolute: setting them again, one by one, finds it and harms no other.
      const alone = [];
      for (const change of changes) alone.push(...(await orLater(change.key, setAll([change], signal))));
      return alone;
    },

    async applyShipments(shipments, signal) {
      const outcomes = [];
      for (const shipment of shipments) outcomes.push(await orLater(shipment.key, parcels.ship(shipment, signal)));
      return outcomes.flat();
    },

    async check({ stock, shipments }, signal) {
      const findings: Finding[] = [];
      try {
        await stockLocation(signal);
        await checkHandler(ask, given.fulfillmentHandler, signal);
        findings.push({ level: 'ok', subject: given.url, text: 'Vendure answers, and lets the bridge read what it needs' });
      } catch (cause) {
        return [{ level: 'error', subject: given.url, text: (cause as Error).message }];
      }
      for (let at = 0; at < stock.length; at += 50) {
        const some = stock.slice(at, at + 50);
        const variants = await findVariants(ask, skusOf(some), signal);
        for (const change of some) {
          for (const { reason } of unknownListing(change, variants.get(change.sku)))
            findings.push({ level: 'warning', subject: change.sku, text: reason });
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

/** None where the shop has exactly one variant of the SKU. */
function unknownListing({ key, sku }: StockToApply, { length: hits }: Variant[] = []) {
  if (hits === 1) return [];
  const reason =
    hits === 0
      ? `Vendure has no product variant with the SKU ${sku}`
      : `Vendure has ${hits} product variants with the SKU ${sku}: give each its own`;
  return [{ key, outcome: 'unknown', what: 'listing', subject: sku, reason } as const];
}

/** A question that Vendure refuses is asked again later; what stops all questions goes on as it is. */
async function orLater<Outcome>(key: string, work: Promise<Outcome | Outcome[]>) {
  try {
    return [await work].flat() as Outcome[];
  } catch (cause) {
    if (!(cause instanceof VendureRefusal)) throw cause;
    return [{ key, outcome: 'later', reason: cause.message } as const];
  }
}

/** The id of the stock location. @throws ShopDownError, final, when the setting does not lead to exactly one */
async function chooseLocation(ask: AskVendure, wanted: string | undefined, signal: AbortSignal): Promise<string> {
  const { stockLocations } = await ask<{ stockLocations: { items: { id: string; name: string }[] } }>(
    'query StockLocations { stockLocations(options: { take: 100 }) { items { id name } } }',
    {},
    signal,
  );
  const all = stockLocations.items;
  const hits = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  if (hits.length === 1 && hits[0]) return hits[0].id;
  const names = all.map(({ id, name }) => `${id} (${name})`).join(', ');
  const problem =
    wanted === undefined ? `Vendure has ${all.length} stock locations` : `Vendure has ${hits.length} stock locations called ${wanted}`;
  throw new ShopDownError(`${problem}: let stockLocation name one of ${names}`, { isFinal: true });
}

/** @throws ShopDownError, final, when there is no such handler, or it does not take what the bridge gives it */
async function checkHandler(ask: AskVendure, code: string, signal: AbortSignal): Promise<void> {
  const { fulfillmentHandlers: all } = await ask<{ fulfillmentHandlers: { code: string; args: { name: string }[] }[] }>(
    'query Handlers { fulfillmentHandlers { code args { name } } }',
    {},
    signal,
  );
  const takes = all.find((handler) => handler.code === code)?.args.map(({ name }) => name);
  if (takes?.includes('method') && takes.includes('trackingCode')) return;
  const problem = takes ? `does not take method and trackingCode` : `is not among ${all.map((handler) => handler.code).join(', ')}`;
  throw new ShopDownError(`Vendure's fulfillment handler ${code} ${problem}: change fulfillmentHandler`, { isFinal: true });
}
