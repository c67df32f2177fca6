import { z } from 'zod';
import { type Finding, type Shop, ShopDownError, type ShopKind, type StockOutcome, type StockToApply } from '../shop.ts';
import { type BySku, compareWaiting, skusOf, unknownListing } from './by-sku.ts';
import { namePattern, namePatternSetting } from './name-pattern.ts';
import { stockLocation } from './stock-location.ts';
import { type AskVendure, VendureRefusal, vendureApi } from './vendure/api.ts';
import { vendureParcels } from './vendure/parcels.ts';
import { findVariants, setStock } from './vendure/stock.ts';

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
    oid: namePatternSetting(OID),
    fulfillmentHandler: z.string().min(1).default('manual-fulfillment'),
    timeout: z.number().positive().max(600).default(30),
  })
  .refine(({ apiKey, username, password }) => (apiKey !== undefined) !== (username !== undefined && password !== undefined), {
    error: 'give either apiKey, or username and password',
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
  const locationOf = stockLocation('Vendure', given.stockLocation, (signal) => readLocations(ask, signal));
  const bySku: BySku = { shop: 'Vendure', thing: 'product variant', find: (skus, signal) => findVariants(ask, skus, signal) };
  const parcels = vendureParcels(ask, { tid: given.tid, oid: namePattern(given.oid, OID), handler: given.fulfillmentHandler });

  async function setAll(changes: readonly StockToApply[], signal: AbortSignal): Promise<StockOutcome[]> {
    const policy = { stockLocationId: await locationOf(signal), addsAllocated: given.quantityIs === 'sellable' };
    const variants = await findVariants(ask, skusOf(changes), signal);
    const outcomes: StockOutcome[] = changes.flatMap((change) => unknownListing(bySku, change, variants.get(change.sku)) ?? []);
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

    async check(waiting, signal) {
      const findings: Finding[] = [];
      try {
        await locationOf(signal);
        await checkHandler(ask, given.fulfillmentHandler, signal);
        findings.push({ level: 'ok', subject: given.url, text: 'Vendure answers, and lets the bridge read what it needs' });
      } catch (cause) {
        return [{ level: 'error', subject: given.url, text: (cause as Error).message }];
      }
      return [...findings, ...(await compareWaiting(bySku, waiting, parcels.refusal, signal))];
    },

    async close() {},
  };
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

async function readLocations(ask: AskVendure, signal: AbortSignal) {
  const { stockLocations } = await ask<{ stockLocations: { items: { id: string; name: string }[] } }>(
    'query StockLocations { stockLocations(options: { take: 100 }) { items { id name } } }',
    {},
    signal,
  );
  return stockLocations.items;
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
