import type { Context } from '../context.ts';
import { LONGEST_DELAY_MS } from '../pool/delay.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { NOTHING_SURVEYED, type SurveyedListings, type SurveyedShop, together } from './together.ts';

/** Where a survey stands: after this listing of this shop. */
export interface SurveyPlace {
  shop: number;
  listing: number;
}

/** Listings of a slice: a few milliseconds. Of fewer, each would cost more; of more, an acknowledgement would wait for it. */
const SLICE = 4000;

/**
 * Looks at the next pending listings, shop by shop in order of their numbers. However many wait, a slice is short and lets others go
 * first, so that whoever wants to know everything goes on at once.
 *
 * @param input.after null to begin
 * @param input.limit listings of a slice; default 4000
 * @returns the shops of the slice; one that is cut comes again in the next. `next` is null at the end
 */
export async function surveyListings(
  { database }: Context,
  { seller, after, limit = SLICE, now }: { seller: string; after: SurveyPlace | null; limit?: number; now: number },
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
  }, PATIENT);
}

/** Who looks at everything has time; shops that acknowledge have not. */
const PATIENT = { patient: true };

/** Looks at all pending listings, as {@link surveyListings} does, slice by slice: what was found of each shop by its number. */
export async function surveyAll(context: Context, { seller, now }: { seller: string; now: number }): Promise<Map<number, SurveyedShop>> {
  const found = new Map<number, SurveyedShop>();
  let after: SurveyPlace | null = null;
  do {
    const slice: Awaited<ReturnType<typeof surveyListings>> = await surveyListings(context, { seller, after, now });
    for (const { shop, ...counts } of slice.shops) found.set(shop, together(found.get(shop) ?? NOTHING_SURVEYED, counts));
    after = slice.next;
  } while (after);
  return found;
}

const isDelayed = `retry_at > :now and retry_at <= :now + ${LONGEST_DELAY_MS}`;
const isHeld = 'sync_disabled = 1 or status = 0 or rule_id is null or suspended_until > :now';

const shopsFrom = statement('select shop_id as shop from shops where seller = :seller and shop_id >= :from order by shop_id');

const slice = statement(`
  select count(*) as pending, coalesce(sum(failed), 0) as failed, coalesce(sum(delayed), 0) as delayed, coalesce(sum(held), 0) as held,
    min(case when held = 0 then changed_at end) as "oldestAt",
    min(case when held = 0 and delayed = 0 then since end) as "dueSince", min(case when held = 1 then changed_at end) as "heldSince",
    max(listing_id) as last
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
