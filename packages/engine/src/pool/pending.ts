import type { Context } from '../context.ts';
import { surveyAll, surveyShipments } from '../figures/survey.ts';
import { earlier, NOTHING_SURVEYED } from '../figures/together.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** What waits in one shop. */
export interface PendingOfShop {
  shop: number;
  shopNo: string;
  name: string;
  disabled: number;
  /** Listings whose newest version is not acknowledged, and how many of them are delayed by a failure. */
  listings: number;
  listingsDelayed: number;
  /** Those of them that no pull offers, because they are switched off, suspended, deleted, unbound or without a rule. */
  listingsHeld: number;
  /** Shipments that wait, how many of them are delayed, and how many the shop gave up. */
  shipments: number;
  shipmentsDelayed: number;
  shipmentsFailed: number;
  /** Successes so far that named another quantity than the one offered (S7). */
  quantityDiffers: number;
  /** When the change that waits longest was made; null when nothing waits. Epoch milliseconds. */
  oldestAt: number | null;
}

/**
 * What waits in each of a seller's shops, by number. How many is counted as it changes; for the rest all that waits is looked at, in
 * slices, so that a million keep nobody waiting.
 *
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function pendingByShop(context: Context, { seller, now }: { seller: string; now: number }): Promise<PendingOfShop[]> {
  const shops = await context.database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<Counted>(select, { seller });
  });
  const stock = await surveyAll(context, { seller, now });
  const shipments = new Map((await surveyShipments(context, { seller, now })).map((found) => [found.shop, found]));
  return shops.map((shop) => {
    const { delayed, held, oldestAt, heldSince } = stock.get(shop.shop) ?? NOTHING_SURVEYED;
    const parcels = shipments.get(shop.shop);
    return {
      ...shop,
      listingsDelayed: delayed,
      listingsHeld: held,
      shipmentsDelayed: parcels?.delayed ?? 0,
      shipmentsFailed: parcels?.failed ?? 0,
      oldestAt: earlier(earlier(oldestAt, heldSince), parcels?.oldestAt ?? null),
    };
  });
}

/** What is counted as it changes. */
type Counted = Pick<PendingOfShop, 'shop' | 'shopNo' | 'name' | 'disabled' | 'listings' | 'shipments' | 'quantityDiffers'>;

const pendingOf = (pool: string) =>
  `(select coalesce(cast(sum(c.pending) as bigint), 0) from pool_counts c where c.seller = s.seller and c.shop_id = s.shop_id and c.pool = '${pool}')`;

const select = statement(`
  select s.shop_id as shop, s.shop_no as "shopNo", s.name, s.disabled, ${pendingOf('stock')} as listings,
    ${pendingOf('shipment')} as shipments, ${pendingOf('differs')} as "quantityDiffers"
  from shops s where s.seller = :seller order by s.shop_id`);
