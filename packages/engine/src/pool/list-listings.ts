import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { isDue } from './delay.ts';
import { type FoundListing, type ListingFilter, listingWalks, oneListing } from './listing-search.ts';
import { isInState, type Standing, standingOf } from './listing-states.ts';
import { readOn } from './read-on.ts';
import { type Page, readPage } from './walk.ts';

/** A listing as operators see it. Times are epoch milliseconds. */
export interface ListingRecord {
  listing: number;
  shopNo: string;
  /** Whether its shop is paused: then nothing of it is offered. */
  shopPaused: boolean;
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  goodsName: string;
  specName: string;
  /** 0 deleted, 1 on sale, 2 off sale. */
  status: number;
  syncDisabled: boolean;
  /** Bound to an item or suite. */
  bound: boolean;
  /** Until when it is left out of pulls; null when it is not. */
  suspendedUntil: number | null;
  /** How it stands, in one word. */
  standing: Standing;
  version: number;
  acknowledged: number;
  quantity: string;
  changedAt: number;
  /** What the shop acknowledged last, and when; null while it never did. */
  lastQuantity: string | null;
  lastAt: number | null;
  pending: boolean;
  /** Failures since the last change, the shop's last word on them, and until when it is not offered; null when it is. */
  failures: number;
  reason: string;
  retryAt: number | null;
}

/**
 * A seller's listings, a page at a time: in order of shops and numbers, or of codes where a text or a shop's whole list is asked for.
 *
 * @param input.shopNo of this shop alone; null for all. One that does not exist has none
 * @param input.search see {@link ListingFilter}, as for the rest of the filter; null for all
 * @param input.cursor what the page before gave; null for the first
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listListings(
  { database }: Context,
  { seller, cursor, limit, now, ...filter }: ListingFilter & { seller: string; cursor: string | null; limit: number; now: number },
): Promise<Page<ListingRecord>> {
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    const { rows, next } = await readPage(session, await listingWalks(session, seller, filter, now), page);
    return { rows: rows.map((row) => listingRecord(row, now)), next };
  });
}

/** One listing; null when the seller has none of that number. */
export async function showListing(
  { database }: Context,
  { seller, listing, now }: { seller: string; listing: number; now: number },
): Promise<ListingRecord | null> {
  const [row] = await database.read(async (session) => session.query<FoundListing>(oneListing, { seller, listing }));
  return row ? listingRecord(row, now) : null;
}

function listingRecord(row: FoundListing, now: number): ListingRecord {
  return {
    listing: row.listing_id,
    shopNo: row.shop_no,
    shopPaused: row.shop_disabled === 1,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    status: row.status,
    syncDisabled: row.sync_disabled === 1,
    bound: !isInState('unbound', row, now),
    suspendedUntil: row.suspended_until > now ? row.suspended_until : null,
    standing: standingOf(row, now),
    version: row.version,
    acknowledged: row.acknowledged,
    quantity: row.quantity,
    changedAt: row.changed_at,
    lastQuantity: row.last_quantity,
    lastAt: row.last_at,
    pending: isInState('pending', row, now),
    failures: row.retry_steps,
    reason: row.reason,
    retryAt: isDue(row.retry_at, now) ? null : row.retry_at,
  };
}
