import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement, type Value } from '../store/database.ts';
import { isDue } from './delay.ts';
import { STOCK_COLUMNS, type StockRow } from './stock-row.ts';
import { afterPrefix, type Page, readPage, type Walk } from './walk.ts';

/**
 * What is asked for of listings: `pending` waits for the shop, and of that `failed` was reported as failed last, `held` is offered to
 * nobody because it is switched off, suspended, deleted or unbound, or no rule acts on it; `unbound` has neither item nor suite.
 */
export const LISTING_STATES = ['all', 'pending', 'failed', 'held', 'unbound'] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** A listing as operators see it. Times are epoch milliseconds. */
export interface ListingRecord {
  listing: number;
  shopNo: string;
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
 * @param input.search those whose merchant code or goods id begins with it; null for all
 * @param input.cursor what the page before gave; null for the first
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listListings(
  { database }: Context,
  { seller, state, shopNo, search, cursor, limit, now }: Asked & { seller: string; cursor: string | null; limit: number; now: number },
): Promise<Page<ListingRecord>> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const walks = await walksFor(session, seller, { state, shopNo, search }, now);
    const { rows, next } = await readPage(session, walks, { cursor, limit });
    return { rows: rows.map((row) => recordOf(row, now)), next };
  });
}

/** One listing; null when the seller has none of that number. */
export async function showListing(
  { database }: Context,
  { seller, listing, now }: { seller: string; listing: number; now: number },
): Promise<ListingRecord | null> {
  const [row] = await database.read(async (session) => session.query<Row>(one, { seller, listing }));
  return row ? recordOf(row, now) : null;
}

interface Asked {
  state: ListingState;
  shopNo: string | null;
  search: string | null;
}

type Row = StockRow & { goods_name: string; spec_name: string; reason: string };

async function walksFor(session: Session, seller: string, { state, shopNo, search }: Asked, now: number): Promise<Walk<Row>[]> {
  const all = await session.query<{ shop_id: number; shop_no: string }>(shopsOf, { seller });
  const shops = all.filter(({ shop_no }) => shopNo === null || shop_no === shopNo).map(({ shop_id }) => shop_id);
  const isAsked = KEEPS[state];
  const keeps = (row: Row) => isAsked(row, now) && (shopNo === null || row.shop_no === shopNo);
  if (search !== null) {
    const range = { seller, prefix: search, end: afterPrefix(search) };
    const byId = shops.map((shop) => walk(byGoodsId, { ...range, shop }, BY_GOODS, (row) => keeps(row) && row.goods_id.startsWith(search)));
    // What the code has found already is left out of what the goods id finds.
    for (const each of byId) each.keeps = and(each.keeps, (row) => !row.match_code.startsWith(search));
    return [walk(byCode, range, BY_CODE, (row) => keeps(row) && row.match_code.startsWith(search)), ...byId];
  }
  if (state === 'failed') return shops.map((shop) => walk(failed, { seller, shop }, BY_NUMBER, keeps));
  if (state === 'pending' || state === 'held') return shops.map((shop) => walk(pending, { seller, shop }, BY_NUMBER, keeps));
  if (shopNo !== null) return shops.map((shop) => walk(ofShop, { seller, shop }, BY_GOODS, keeps));
  return [walk(everything, { seller }, BY_NUMBER, keeps)];
}

const isPending = (row: Row) => row.version > row.acknowledged;
const isHeld = (row: Row, now: number) => row.status === 0 || row.sync_disabled === 1 || row.rule_id === null || row.suspended_until > now;
const isBound = (row: Row) => row.item_id !== null || row.suite_id !== null;

const KEEPS: Record<ListingState, (row: Row, now: number) => boolean> = {
  all: () => true,
  pending: isPending,
  failed: (row) => row.retry_steps > 0,
  held: (row, now) => isPending(row) && isHeld(row, now),
  unbound: (row) => !isBound(row),
};

type Order = Pick<Walk<Row>, 'start' | 'position'>;

const BY_NUMBER: Order = { start: { after: 0 }, position: (row) => ({ after: row.listing_id }) };
const BY_GOODS: Order = {
  start: { afterGoods: '', afterSpec: '' },
  position: (row) => ({ afterGoods: row.goods_id, afterSpec: row.spec_id }),
};
const BY_CODE: Order = {
  start: { afterCode: '', after: 0 },
  position: (row) => ({ afterCode: row.match_code, after: row.listing_id }),
};

function walk(statement: Walk<Row>['statement'], values: Record<string, Value>, order: Order, keeps: (row: Row) => boolean): Walk<Row> {
  return { statement, values, ...order, keeps };
}

function and(one: (row: Row) => boolean, other: (row: Row) => boolean) {
  return (row: Row) => one(row) && other(row);
}

function recordOf(row: Row, now: number): ListingRecord {
  return {
    listing: row.listing_id,
    shopNo: row.shop_no,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    status: row.status,
    syncDisabled: row.sync_disabled === 1,
    bound: isBound(row),
    suspendedUntil: row.suspended_until > now ? row.suspended_until : null,
    version: row.version,
    acknowledged: row.acknowledged,
    quantity: row.quantity,
    changedAt: row.changed_at,
    lastQuantity: row.last_quantity,
    lastAt: row.last_at,
    pending: isPending(row),
    failures: row.retry_steps,
    reason: row.reason,
    retryAt: isDue(row.retry_at, now) ? null : row.retry_at,
  };
}

const shopsOf = statement('select shop_id, shop_no from shops where seller = :seller order by shop_id');

// `cross join` keeps the order: along the index of the listings, each with its shop.
const SELECT = `
  select ${STOCK_COLUMNS}, l.goods_name, l.spec_name, l.reason
  from listings l cross join shops s
  where s.seller = l.seller and s.shop_id = l.shop_id and l.seller = :seller`;

const one = statement(`${SELECT} and l.listing_id = :listing`);
const everything = statement(`${SELECT} and l.listing_id > :after order by l.listing_id limit :limit`);
const pending = statement(`
  ${SELECT} and l.shop_id = :shop and l.version > l.acknowledged and l.listing_id > :after order by l.listing_id limit :limit`);
const failed = statement(`
  ${SELECT} and l.shop_id = :shop and l.retry_steps > 0 and l.listing_id > :after order by l.listing_id limit :limit`);
const ofShop = statement(`
  ${SELECT} and l.shop_id = :shop and (l.goods_id, l.spec_id) > (:afterGoods, :afterSpec)
  order by l.goods_id, l.spec_id limit :limit`);
const byGoodsId = statement(`
  ${SELECT} and l.shop_id = :shop and l.goods_id >= :prefix and l.goods_id < :end and (l.goods_id, l.spec_id) > (:afterGoods, :afterSpec)
  order by l.goods_id, l.spec_id limit :limit`);
const byCode = statement(`
  ${SELECT} and l.match_code >= :prefix and l.match_code < :end and (l.match_code, l.listing_id) > (:afterCode, :after)
  order by l.match_code, l.listing_id limit :limit`);
