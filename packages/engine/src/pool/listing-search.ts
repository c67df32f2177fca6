/** How listings are found: each filter along the index that serves it best. */
import { type AskedReason, isAsked, likeReason } from '../figures/reason.ts';
import { type Session, type Statement, statement, type Value } from '../store/database.ts';
import { isInState, type ListingState, stateSql } from './listing-states.ts';
import { STOCK_COLUMNS, type StockRow } from './stock-row.ts';
import { afterPrefix, containing, contains, type Walk } from './walk.ts';

/** Which listings are wanted; what is null or left out is not asked. */
export interface ListingFilter extends AskedReason {
  state: ListingState;
  /** Of this shop alone. */
  shopNo: string | null;
  /**
   * Whose number or code of item or suite it is, or with whose merchant code (of the goods or the specification), goods id or
   * specification id it begins; found by indexes.
   */
  search: string | null;
  /** In whose name of goods or specification it stands; upper and lower case of Latin letters are alike. */
  name?: string | null;
  /** Whose newest change was made then or later, or before; epoch milliseconds. */
  since?: number | null;
  until?: number | null;
}

/** A listing as it is found. */
export type FoundListing = StockRow & {
  shop_disabled: number;
  goods_name: string;
  spec_name: string;
  reason: string;
  cancelled_version: number;
  superseded_version: number;
};

type Found = FoundListing;

/** The ways along which a seller's listings are found, one after another. */
export async function listingWalks(session: Session, seller: string, filter: ListingFilter, now: number): Promise<Walk<Found>[]> {
  const all = await session.query<{ shop_id: number; shop_no: string }>(shopsOf, { seller });
  const shops = all.filter(({ shop_no }) => filter.shopNo === null || shop_no === filter.shopNo).map(({ shop_id }) => shop_id);
  if (shops.length === 0) return [];
  const keeps = keeper(filter, now);
  if (filter.search !== null) return searchWalks(session, seller, shops, filter.search, keeps);
  const { state, shopNo } = filter;
  const along = state in INDEX_OF ? INDEX_OF[state as keyof typeof INDEX_OF] : shopNo === null ? 'everything' : 'ofShop';
  const isPlain = PLAIN.has(state) && [filter.name, filter.reason, filter.since, filter.until].every((asked) => (asked ?? null) === null);
  const byShop = along !== 'everything' && along !== 'unsynced';
  return (byShop ? shops : [null]).map((shop): Walk<Found> => {
    const values = { seller, ...(shop !== null && { shop }) };
    if (isPlain) return { statement: plain(along), values, ...orderOf(along), keeps };
    const { found, far } = leaping(along, state);
    const taken = Object.fromEntries(Object.entries(narrowing(filter, now)).filter(([name]) => found.names.includes(name)));
    return { statement: found, values: { ...values, ...taken }, ...orderOf(along), keeps, leap: { far, end: endOf(along) } };
  });
}

function keeper(filter: ListingFilter, now: number): (row: Found) => boolean {
  const { state, shopNo, name = null, since = null, until = null } = filter;
  return (row) =>
    isInState(state, row, now) &&
    (shopNo === null || row.shop_no === shopNo) &&
    (name === null || contains(row.goods_name, name) || contains(row.spec_name, name)) &&
    isAsked(row.reason, 'stock', isInState('failed', row, now), filter) &&
    (since === null || row.changed_at >= since) &&
    (until === null || row.changed_at < until);
}

/** What a whole code or number means is found first; then what begins with it. Each leaves out what those before it have found. */
async function searchWalks(session: Session, seller: string, shops: number[], search: string, wanted: (row: Found) => boolean) {
  const number = /^[1-9]\d{0,9}$/.test(search) ? Number(search) : 0;
  const [item] = await session.query<{ item: number }>(itemOf, { seller, search });
  const [suite] = await session.query<{ suite: number }>(suiteOf, { seller, search });
  const range = { seller, prefix: search, end: afterPrefix(search) };
  const walks: Walk<Found>[] = [];
  const found: ((row: Found) => boolean)[] = [];
  const add = (statement: Statement, values: Record<string, Value>, order: Order, matches: (row: Found) => boolean) => {
    const before = [...found];
    walks.push({ statement, values, ...order, keeps: (row) => wanted(row) && matches(row) && !before.some((each) => each(row)) });
  };
  const look = (matches: (row: Found) => boolean, ...ways: (readonly [Statement, Record<string, Value>, Order])[]) => {
    for (const way of ways) add(...way, matches);
    found.push(matches);
  };
  look((row) => row.listing_id === number, [one, { seller, listing: number }, BY_NUMBER]);
  if (item) look((row) => row.item_id === item.item, [byItem, { seller, item: item.item }, BY_NUMBER]);
  if (suite) look((row) => row.suite_id === suite.suite, [bySuite, { seller, suite: suite.suite }, BY_NUMBER]);
  look((row) => row.match_code.startsWith(search), [byCode, range, BY_CODE]);
  look((row) => row.goods_id.startsWith(search), ...shops.map((shop) => [byGoodsId, { ...range, shop }, BY_GOODS] as const));
  look((row) => row.spec_id.startsWith(search), [bySpecId, range, BY_SPEC_ID]);
  look((row) => row.goods_no.startsWith(search), [byGoodsNo, range, BY_GOODS_NO]);
  look((row) => row.spec_no.startsWith(search), [bySpecNo, range, BY_SPEC_NO]);
  return walks;
}

type Order = Pick<Walk<Found>, 'start' | 'position'>;

const BY_NUMBER: Order = { start: { after: 0 }, position: (row) => ({ after: row.listing_id }) };
const BY_GOODS: Order = {
  start: { afterGoods: '', afterSpec: '' },
  position: (row) => ({ afterGoods: row.goods_id, afterSpec: row.spec_id }),
};
const byText = (column: 'match_code' | 'spec_id' | 'goods_no' | 'spec_no'): Order => ({
  start: { afterCode: '', after: 0 },
  position: (row) => ({ afterCode: row[column], after: row.listing_id }),
});
const [BY_CODE, BY_SPEC_ID, BY_GOODS_NO, BY_SPEC_NO] = [byText('match_code'), byText('spec_id'), byText('goods_no'), byText('spec_no')];

/** Indexes that hold only a few of the listings. */
const INDEX_OF = {
  pending: 'pending',
  held: 'pending',
  superseded: 'pending',
  failed: 'failed',
  suspended: 'unsynced',
  disabled: 'unsynced',
  deleted: 'unsynced',
  unbound: 'unsynced',
} as const satisfies Partial<Record<ListingState, Along>>;

/** States that their index holds whole: nothing has to be left out. */
const PLAIN: ReadonlySet<ListingState> = new Set(['all', 'pending', 'failed']);

/** Condition and order of each index. */
const ALONG = {
  everything: { where: '', by: 'number' },
  unsynced: {
    where: 'and (l.rule_id is null or l.status = 0 or l.sync_disabled = 1 or l.suspended_until > 0)',
    by: 'number',
  },
  pending: { where: 'and l.shop_id = :shop and l.version > l.acknowledged', by: 'number' },
  failed: { where: 'and l.shop_id = :shop and l.retry_steps > 0', by: 'number' },
  ofShop: { where: 'and l.shop_id = :shop', by: 'goods' },
} as const;
type Along = keyof typeof ALONG;

const orderOf = (along: Along) => (ALONG[along].by === 'goods' ? BY_GOODS : BY_NUMBER);
const endOf = (along: Along): Record<string, Value> =>
  ALONG[along].by === 'goods' ? { afterGoods: afterPrefix(''), afterSpec: '' } : { after: Number.MAX_SAFE_INTEGER };

const shopsOf = statement('select shop_id, shop_no from shops where seller = :seller order by shop_id');
const itemOf = statement('select item_id as item from items where seller = :seller and spec_no = :search');
const suiteOf = statement('select suite_id as suite from suites where seller = :seller and suite_no = :search');

// `cross join` keeps the order: along the index of the listings, each with its shop.
const SELECT = `
  select ${STOCK_COLUMNS}, s.disabled as shop_disabled, l.goods_name, l.spec_name, l.reason, l.cancelled_version, l.superseded_version
  from listings l cross join shops s
  where s.seller = l.seller and s.shop_id = l.shop_id and l.seller = :seller`;

/** One listing by its number. */
export const oneListing = statement(`${SELECT} and l.listing_id = :listing`);
const one = statement(`${SELECT} and l.listing_id = :listing and l.listing_id > :after limit :limit`);

const kept = new Map<string, { found: Statement; far: Statement }>();
const plains = new Map<Along, Statement>();

const POSITION = {
  number: { columns: 'l.listing_id', after: 'l.listing_id > :after', until: 'l.listing_id <= :until_after' },
  goods: {
    columns: 'l.goods_id, l.spec_id',
    after: '(l.goods_id, l.spec_id) > (:afterGoods, :afterSpec)',
    until: '(l.goods_id, l.spec_id) <= (:until_afterGoods, :until_afterSpec)',
  },
};

function plain(along: Along): Statement {
  const { where, by } = ALONG[along];
  const { columns, after } = POSITION[by];
  const made = plains.get(along) ?? statement(`${SELECT} ${where} and ${after} order by ${columns} limit :limit`);
  plains.set(along, made);
  return made;
}

/** Statements that leave out by themselves what is not asked for. */
function leaping(along: Along, state: ListingState): { found: Statement; far: Statement } {
  const name = `${along} ${state}`;
  const { where, by } = ALONG[along];
  const { columns, after, until } = POSITION[by];
  const made = kept.get(name) ?? {
    found: statement(`${SELECT} ${where} and ${after} and ${until} and (${stateSql(state)}) ${NARROW} order by ${columns} limit :limit`),
    far: statement(
      `select ${columns} from listings l where l.seller = :seller ${where} and ${after} order by ${columns} limit 1 offset :skip`,
    ),
  };
  kept.set(name, made);
  return made;
}

const NARROW = `
    and (cast(:shopNo as text) is null or s.shop_no = cast(:shopNo as text))
    and (cast(:name as text) is null or lower(l.goods_name) like cast(:name as text) escape '~' or lower(l.spec_name) like cast(:name as text) escape '~')
    and (cast(:reason as text) is null or lower(l.reason) like cast(:reason as text) escape '~')
    and (cast(:since as bigint) is null or l.changed_at >= cast(:since as bigint))
    and (cast(:before as bigint) is null or l.changed_at < cast(:before as bigint))`;

function narrowing({ shopNo, name, reason, since, until }: ListingFilter, now: number): Record<string, Value> {
  const part = (text: string | null | undefined) => (text ? containing(text) : null);
  return { shopNo, name: part(name), reason: reason ? likeReason(reason) : null, since: since ?? null, before: until ?? null, now };
}

const byItem = statement(`${SELECT} and l.item_id = :item and l.listing_id > :after order by l.listing_id limit :limit`);
const bySuite = statement(`${SELECT} and l.suite_id = :suite and l.listing_id > :after order by l.listing_id limit :limit`);
const byGoodsId = statement(`
  ${SELECT} and l.shop_id = :shop and l.goods_id >= :prefix and l.goods_id < :end and (l.goods_id, l.spec_id) > (:afterGoods, :afterSpec)
  order by l.goods_id, l.spec_id limit :limit`);
const prefixed = (column: string, index = '') =>
  statement(`
  ${SELECT} and ${column} >= :prefix and ${column} < :end and (${column}, l.listing_id) > (:afterCode, :after) ${index}
  order by ${column}, l.listing_id limit :limit`);
const byCode = prefixed('l.match_code');
// Their indexes leave out what is empty, or what the code that is matched by finds already.
const bySpecId = prefixed('l.spec_id', `and l.spec_id <> ''`);
const byGoodsNo = prefixed('l.goods_no', `and l.goods_no <> '' and l.goods_no <> l.match_code`);
const bySpecNo = prefixed('l.spec_no', `and l.spec_no <> '' and l.spec_no <> l.match_code`);
