import type { Context } from '../context.ts';
import { LONGEST_DELAY_MS } from '../pool/delay.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** Where a survey stands: after this listing of this shop. */
export interface SurveyPlace {
  shop: number;
  listing: number;
}

/** What a slice of the pending listings of one shop told. Times are epoch milliseconds. */
export interface SurveyedListings {
  shop: number;
  pending: number;
  /** Failed last; delayed by that now; and offered to nobody because switched off, suspended, deleted, unbound or without a rule. */
  failed: number;
  delayed: number;
  held: number;
  /** When the oldest that is not held was made, and since when the oldest that may be pulled now is offered; null where there is none. */
  oldestAt: number | null;
  dueSince: number | null;
}

/**
 * Looks at the next pending listings, shop by shop in order of their numbers. However many wait, a slice is short, so that whoever
 * wants to know everything goes on and lets others go between.
 *
 * @param input.after null to begin
 * @param input.limit listings of a slice
 * @returns the shops of the slice; one that is cut comes again in the next. `next` is null at the end
 */
export async function surveyListings(
  { database }: Context,
  { seller, after, limit, now }: { seller: string; after: SurveyPlace | null; limit: number; now: number },
): Promise<{ shops: SurveyedListings[]; next: SurveyPlace | null }> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const place = after ?? { shop: 0, listing: 0 };
    const shops: SurveyedListings[] = [];
    let left = limit;
    let last: SurveyPlace | null = null;
    // Shop by shop, so that each is read along its index and the first is cut where the last slice ended.
    for (const { shop } of await session.query<{ shop: number }>(shopsFrom, { seller, from: place.shop })) {
      const from = shop === place.shop ? place.listing : 0;
      const [found] = await session.query<SurveyedListings & { last: number | null }>(slice, {
        seller,
        shop,
        after: from,
        limit: left,
        now,
      });
      if (!found || found.last === null) continue;
      const { last: listing, ...counts } = found;
      shops.push({ ...counts, shop });
      last = { shop, listing };
      left -= counts.pending;
      if (left <= 0) return { shops, next: last };
    }
    return { shops, next: null };
  });
}

const isDelayed = `retry_at > :now and retry_at <= :now + ${LONGEST_DELAY_MS}`;
const isHeld = 'sync_disabled = 1 or status = 0 or rule_id is null or suspended_until > :now';

const shopsFrom = statement('select shop_id as shop from shops where seller = :seller and shop_id >= :from order by shop_id');

const slice = statement(`
  select count(*) as pending, coalesce(sum(failed), 0) as failed, coalesce(sum(delayed), 0) as delayed, coalesce(sum(held), 0) as held,
    min(case when held = 0 then changed_at end) as "oldestAt",
    min(case when held = 0 and delayed = 0 then since end) as "dueSince", max(listing_id) as last
  from (
    select listing_id, changed_at, case when retry_steps > 0 then 1 else 0 end as failed, case when ${isDelayed} then 1 else 0 end as delayed, case when ${isHeld} then 1 else 0 end as held,
      case when retry_at > changed_at and retry_at <= :now then retry_at else changed_at end as since
    from listings where seller = :seller and shop_id = :shop and version > acknowledged and listing_id > :after
    order by listing_id limit :limit) page`);

/** What waits of shipments in one shop, and what was given up. Times are epoch milliseconds. */
export interface SurveyedShipments {
  shop: number;
  delayed: number;
  failed: number;
  oldestAt: number | null;
}

/** The shipments of every shop: they are counted along indexes that hold only those that wait or failed. */
export async function surveyShipments(
  { database }: Context,
  { seller, now }: { seller: string; now: number },
): Promise<SurveyedShipments[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<SurveyedShipments>(shipments, { seller, now });
  });
}

// Numbers are issued in order, so the oldest that waits is the one with the lowest.
const shipments = statement(`
  select s.shop_id as shop,
    (select count(*) from shipments p where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'pending' and p.retry_at > 0
      and p.${isDelayed.replaceAll(' retry_at', ' p.retry_at')}) as delayed,
    (select count(*) from shipments p where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'failed') as failed,
    (select p.created_at from shipments p where p.seller = s.seller and p.shop_id = s.shop_id and p.state = 'pending'
      order by p.shipment_id limit 1) as "oldestAt"
  from shops s where s.seller = :seller order by s.shop_id`);
