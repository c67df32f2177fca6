import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { LONGEST_DELAY_MS } from './delay.ts';

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

/** What waits in each of a seller's shops, by number. */
export async function pendingByShop({ database }: Context, { seller, now }: { seller: string; now: number }): Promise<PendingOfShop[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<PendingOfShop>(select, { seller, now });
  });
}

const delayed = (table: string) => `${table}.retry_at > :now and ${table}.retry_at <= :now + ${LONGEST_DELAY_MS}`;

const pendingOf = (pool: string) =>
  `(select coalesce(cast(sum(c.pending) as bigint), 0) from pool_counts c where c.seller = s.seller and c.shop_id = s.shop_id and c.pool = '${pool}')`;

const select = statement(`
  select s.shop_id as shop, s.shop_no as "shopNo", s.name, s.disabled,
    ${pendingOf('stock')} as listings,
    (select count(*) from listings l where l.seller = s.seller and l.shop_id = s.shop_id and l.version > l.acknowledged
      and ${delayed('l')}) as "listingsDelayed",
    (select count(*) from listings l where l.seller = s.seller and l.shop_id = s.shop_id and l.version > l.acknowledged
      and (l.sync_disabled = 1 or l.status = 0 or l.rule_id is null or l.suspended_until > :now)) as "listingsHeld",
    ${pendingOf('shipment')} as shipments,
    (select count(*) from shipments p where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'pending' and p.retry_at > 0
      and ${delayed('p')}) as "shipmentsDelayed",
    (select count(*) from shipments p where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'failed') as "shipmentsFailed",
    ${pendingOf('differs')} as "quantityDiffers",
    (select min(at) from (
      select min(l.changed_at) as at from listings l
        where l.seller = s.seller and l.shop_id = s.shop_id and l.version > l.acknowledged
      union all
      select min(p.created_at) from shipments p
        where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'pending') oldest) as "oldestAt"
  from shops s where s.seller = :seller order by s.shop_id`);
