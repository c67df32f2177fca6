import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import type { Counts } from './counted.ts';
import type { Reader } from './pulls.ts';
import { editionOf, MOST_PAUSES, type SeenSign, type Sign } from './tally.ts';

/** What one shop's calls of one edition did lately. Times are epoch milliseconds. */
export interface EditionNow {
  edition: string;
  /** In the last five whole minutes and what runs of this one, and how many milliseconds that is. */
  recent: Counts;
  /** In the last sixty minutes. */
  hour: Counts;
  pulledAt: number | null;
  acknowledgedAt: number | null;
}

/** One shop as it stands. */
export interface ShopNow {
  shop: number;
  shopNo: string;
  name: string;
  disabled: boolean;
  /** How many listings and shipments wait, counted as they change. */
  listings: number;
  shipments: number;
  /** Results so far that named another quantity than the one offered (promise S7). */
  quantityDiffers: number;
  editions: EditionNow[];
  /** Who pulls each pool and still may. */
  readers: Record<'stock' | 'shipment', Reader[]>;
}

/** Everything that an overview shows and that costs nothing to know; what waits since when is surveyed. */
export interface OverviewNow {
  shops: ShopNow[];
  /** Of the seller as a whole in the last sixty minutes, by edition; `rejected` counts elements of which no shop can be told, too. */
  refused: Refused[];
  /** Milliseconds that {@link EditionNow.recent} spans. */
  recentMs: number;
  /** Keys that work, and whether there ever was a listing: what a fresh installation lacks. */
  keys: number;
  hasListings: boolean;
}

/** What was refused through one edition. */
export interface Refused {
  edition: string;
  rejected: number;
  unverified: number;
  limited: number;
}

const RECENT_MINUTES = 5;
const HOUR_MS = 3_600_000;

/**
 * What a seller's shops did and what waits in them: from counters and from rows of minutes, never from the pools, so that it costs the
 * same with a million listings as with one.
 *
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function overviewNow({ database, tally }: Context, { seller, now }: { seller: string; now: number }): Promise<OverviewNow> {
  const minute = Math.floor(now / 60_000) * 60_000;
  const recentFrom = minute - RECENT_MINUTES * 60_000;
  const stored = await database.read(async (session) => {
    await requireSeller(session, seller);
    return readStored(session, seller, { hour: now - HOUR_MS, recent: recentFrom });
  });
  const news = tally.news().filter((each) => each.seller === seller);
  const signs = mergeSigns(stored.signs, tally.signsOf(seller));
  const seesOf = new Map(stored.keys.map(({ actor, shops }) => [actor, shops === null ? null : new Set(shops)]));
  /** Signs of keys that still work, of this shop or of all that they see. */
  const signsOf = (shop: number) =>
    signs.filter((sign) => {
      const sees = seesOf.get(sign.actor);
      return sees !== undefined && (sees === null || sees.has(shop)) && (sign.shop === shop || sign.shop === 0);
    });
  const shops = stored.shops.map(({ disabled, ...shop }): ShopNow => {
    const own = signsOf(shop.shop);
    const lastOf = (edition: string, wanted: Sign[]) =>
      latest(own.filter((s) => wanted.includes(s.sign) && editionOf(s.actor) === edition));
    const figures = stored.counts.filter((row) => row.shop === shop.shop);
    const unkept = news.filter((row) => row.shop === shop.shop);
    const editions = [
      ...new Set([...figures, ...unkept, ...own.map((s) => ({ edition: editionOf(s.actor) }))].map((e) => e.edition)),
    ].sort();
    const readersOf = (pool: Sign) => own.filter((s) => s.sign === pool).map(({ at, pauses }) => ({ at, pauses }));
    return {
      ...shop,
      disabled: disabled === 1,
      editions: editions.map((edition) => {
        const added = unkept.filter((row) => row.edition === edition);
        const rows = figures.filter((row) => row.edition === edition);
        return {
          edition,
          recent: sumOf([...rows.filter((row) => row.span === 'recent'), ...added]),
          hour: sumOf([...rows, ...added]),
          pulledAt: lastOf(edition, ['stock', 'shipment']),
          acknowledgedAt: lastOf(edition, ['acknowledged']),
        };
      }),
      readers: { stock: readersOf('stock'), shipment: readersOf('shipment') },
    };
  });
  const refused = [...new Set([...stored.refused, ...news].map(({ edition }) => edition))].sort().map((edition): Refused => {
    const { rejected, unverified, limited } = stored.refused.find((each) => each.edition === edition) ?? {
      rejected: 0,
      unverified: 0,
      limited: 0,
    };
    const added = news.filter((each) => each.edition === edition);
    return { edition, rejected: added.reduce((sum, each) => sum + each.rejected, rejected), unverified, limited };
  });
  return { shops, refused, recentMs: now - recentFrom, keys: stored.keys.length, hasListings: stored.hasListings };
}

interface StoredShop {
  shop: number;
  shopNo: string;
  name: string;
  disabled: number;
  listings: number;
  shipments: number;
  quantityDiffers: number;
}

async function readStored(session: Session, seller: string, from: { hour: number; recent: number }) {
  const shops = await session.query<StoredShop>(allShops, { seller });
  const counts = await session.query<Counts & { shop: number; edition: string; span: string }>(lately, { seller, ...from });
  const refused = await session.query<Refused>(refusedLately, { seller, from: from.hour });
  const rows = await session.query<Omit<SeenSign, 'pauses'> & { pauses: string }>(allSigns, { seller });
  const signs = rows.map((row): SeenSign => ({ ...row, seller, pauses: JSON.parse(row.pauses) as number[] }));
  const keyRows = await session.query<{ actor: string; all: number; shop: number | null }>(allKeys, { seller });
  const byKey = Map.groupBy(keyRows, ({ actor }) => actor);
  const keys = [...byKey].map(([actor, rows]) => ({ actor, shops: rows[0]?.all === 1 ? null : rows.flatMap(({ shop }) => shop ?? []) }));
  const issued = await session.query(listingNumber, { seller });
  return { shops, counts, refused, signs, keys, hasListings: issued.length > 0 };
}

/** What is written down and what was seen since, each reader once. */
function mergeSigns(stored: SeenSign[], seen: SeenSign[]): SeenSign[] {
  const keyOf = ({ actor, shop, sign }: SeenSign) => `${actor}\n${shop}\n${sign}`;
  const all = new Map(stored.map((sign) => [keyOf(sign), sign]));
  for (const sign of seen) {
    const known = all.get(keyOf(sign));
    all.set(keyOf(sign), { ...sign, pauses: [...(known?.pauses ?? []), ...sign.pauses].slice(-MOST_PAUSES) });
  }
  return [...all.values()];
}

function latest(signs: SeenSign[]): number | null {
  return signs.length === 0 ? null : Math.max(...signs.map(({ at }) => at));
}

function sumOf(rows: Counts[]): Counts {
  const sum = (name: keyof Counts) => rows.reduce((total, row) => total + row[name], 0);
  return { acknowledged: sum('acknowledged'), failed: sum('failed'), superseded: sum('superseded'), rejected: sum('rejected') };
}

const countOf = (pool: string) =>
  `(select coalesce(cast(sum(c.pending) as bigint), 0) from pool_counts c where c.seller = s.seller and c.shop_id = s.shop_id and c.pool = '${pool}')`;

const allShops = statement(`
  select s.shop_id as shop, s.shop_no as "shopNo", s.name, s.disabled, ${countOf('stock')} as listings, ${countOf('shipment')} as shipments,
    ${countOf('differs')} as "quantityDiffers"
  from shops s where s.seller = :seller order by s.shop_id`);

const total = (name: string) => `cast(sum(${name}) as bigint) as ${name}`;

const lately = statement(`
  select shop_id as shop, edition, case when at >= :recent then 'recent' else 'hour' end as span,
    ${['acknowledged', 'failed', 'superseded', 'rejected'].map(total).join(', ')}
  from figures where seller = :seller and minutes = 1 and at > :hour and edition <> ''
  group by shop_id, edition, case when at >= :recent then 'recent' else 'hour' end`);

const refusedLately = statement(`
  select edition, ${total('rejected')}, ${total('unverified')}, ${total('limited')} from figures
  where seller = :seller and minutes = 1 and shop_id = 0 and at > :from and edition <> '' group by edition order by edition`);

const listingNumber = statement(`select value from counters where seller = :seller and name = 'listing'`);

const allSigns = statement(
  'select actor, shop_id as shop, sign, at, pauses from signs where seller = :seller order by actor, shop_id, sign',
);

const allKeys = statement(`
  select a.edition || ':' || a.app_key as actor, a.all_shops as "all", k.shop_id as shop
  from app_keys a left join key_shops k on k.seller = a.seller and k.key_id = a.key_id
  where a.seller = :seller and a.disabled_at is null order by a.key_id`);
