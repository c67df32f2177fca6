import type { StockChange } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { ruleSnapshots } from '../stock/rule.ts';
import { type Session, statement } from '../store/database.ts';
import { LONGEST_DELAY_MS } from './delay.ts';
import { STOCK_COLUMNS, type StockRow, stockChange } from './stock-row.ts';

/** Pending, not delayed, bound with a rule, not deleted, and neither switched off nor suspended: what a pull offers. */
const DUE = `version > acknowledged and rule_id is not null and status <> 0 and sync_disabled = 0 and suspended_until <= :now
    and (retry_at <= :now or retry_at > :now + ${LONGEST_DELAY_MS})`;

/**
 * Ids of listings that wait, over all shops the caller may see, in order, greater than `after` (promise B4).
 *
 * @param input.limit at most so many
 */
export async function waitingListings(
  { database, tally }: Context,
  { caller, after, limit, now }: { caller: Caller; after: number; limit: number; now: number },
): Promise<number[]> {
  tally.pulled(caller, 0, 'stock', now);
  return database.read(async (session) => {
    const found: number[] = [];
    for (const shop of await session.query<{ shop_id: number }>(activeShops, { seller: caller.seller, key: caller.key })) {
      const rows = await session.query<{ listing_id: number }>(dueIds, { seller: caller.seller, shop: shop.shop_id, after, limit, now });
      for (const row of rows) found.push(row.listing_id);
    }
    return found.sort((a, b) => a - b).slice(0, limit);
  });
}

const activeShops = statement(`
  select shop_id from shops where seller = :seller and disabled = 0 and ${seesShop('shop_id')} order by shop_id`);

// Each shop is read by itself, so that one index serves both editions and never walks another shop's rows.
const dueIds = statement(`
  select listing_id from listings where seller = :seller and shop_id = :shop and listing_id > :after and ${DUE}
  order by listing_id limit :limit`);

/**
 * Listings of one shop that wait, in order, after the listing `after` and then from the start again (promise B4).
 *
 * @returns null when the caller sees no such shop, or it is disabled
 */
export async function pullStock(
  { database, tally }: Context,
  { caller, shopNo, after, limit, now }: { caller: Caller; shopNo: string; after: number; limit: number; now: number },
): Promise<StockChange[] | null> {
  return database.read(async (session) => {
    const [shop] = await session.query<{ shop_id: number }>(activeShop, { seller: caller.seller, key: caller.key, shopNo });
    if (!shop) return null;
    tally.pulled(caller, shop.shop_id, 'stock', now);
    const from = (after: number, limit: number) =>
      session.query<StockRow>(dueRows, { seller: caller.seller, shop: shop.shop_id, after, limit, now });
    const rows = await from(after, limit);
    if (rows.length < limit && after > 0) {
      const wrapped = await from(0, limit - rows.length);
      rows.push(...wrapped.filter(({ listing_id }) => listing_id <= after));
    }
    const ruleOf = await ruleSnapshots(session, caller.seller);
    return rows.map((row) => stockChange(row, ruleOf(row.rule_id)));
  });
}

const activeShop = statement(`
  select shop_id from shops where seller = :seller and shop_no = :shopNo and disabled = 0 and ${seesShop('shop_id')}`);

const dueRows = statement(`
  select ${STOCK_COLUMNS} from listings l join shops s on s.seller = l.seller and s.shop_id = l.shop_id
  where l.seller = :seller and l.shop_id = :shop and l.listing_id > :after and ${DUE}
  order by l.listing_id limit :limit`);

/** A listing as it should be shown, or why it cannot be told. */
export type Calculated = { found: true; change: StockChange; syncable: boolean; suspendedUntil: number } | { found: false };

/**
 * What listings should show, with the versions to acknowledge, in the order asked for. Changes nothing.
 *
 * `syncable` is false for a listing that is deleted, unbound, without a rule or switched off; one is suspended besides while
 * `suspendedUntil` (epoch milliseconds) lies ahead.
 */
export async function calculateStock(
  { database }: Context,
  { caller, listings }: { caller: Caller; listings: number[] },
): Promise<Calculated[]> {
  return database.read(async (session) => {
    const ruleOf = await ruleSnapshots(session, caller.seller);
    const found: Calculated[] = [];
    for (const listing of listings) {
      const row = await findListing(session, caller, listing);
      found.push(
        row
          ? { found: true, change: stockChange(row, ruleOf(row.rule_id)), syncable: isSyncable(row), suspendedUntil: row.suspended_until }
          : { found: false },
      );
    }
    return found;
  });
}

function isSyncable({ rule_id, status, sync_disabled }: StockRow): boolean {
  return rule_id !== null && status !== 0 && sync_disabled === 0;
}

/** One listing, if the caller may see it. */
export async function findListing(session: Session, caller: Caller, listing: number): Promise<StockRow | undefined> {
  const rows = await session.query<StockRow>(oneRow, { seller: caller.seller, key: caller.key, listing });
  return rows[0];
}

const oneRow = statement(`
  select ${STOCK_COLUMNS} from listings l join shops s on s.seller = l.seller and s.shop_id = l.shop_id
  where l.seller = :seller and l.listing_id = :listing and ${seesShop('l.shop_id')}`);
