import type { Context } from '../context.ts';
import { statement } from '../store/database.ts';
import { type Counts, noCounts } from './counted.ts';
import { MOST_PAUSES, type RefusedCalls, type SeenSign, type ShopCounts } from './tally.ts';

/** How long the oldest record of a shop has waited, where somebody has looked. Milliseconds. */
export interface OldestOfShop {
  seller: string;
  shop: number;
  oldestMs: number | null;
}

/** Minutes are kept for a week, hours for a quarter; `minutes` is the span that a row counts. */
export const KEPT_MS: Record<1 | 60, number> = { 1: 7 * 86_400_000, 60: 92 * 86_400_000 };

/** So many rows of old minutes, and of old hours, are removed each time: no call waits for it. */
const MOST_REMOVED = 500;

/**
 * Writes down what calls did since the last time, one row for each shop and edition in which anything happened and one for each shop
 * in which something waits, for the minute and for its hour; removes what is too old, a little each time. Others go first.
 *
 * @param input.refused counted by whoever answers calls since it was asked last; what cannot be written now is remembered here
 * @param input.oldest from the last survey; a shop that is left out has a gap
 * @returns rows written
 */
export async function keepFigures(
  { database, tally }: Context,
  { refused, oldest, now }: { refused: RefusedCalls[]; oldest: OldestOfShop[]; now: number },
): Promise<number> {
  tally.refused(refused);
  const taken = tally.take();
  const kept = new Set<string>();
  let written = 0;
  try {
    const waiting = await database.read(async (session) => {
      const found: { seller: string; pending: Waiting[] }[] = [];
      for (const { seller } of await session.query<{ seller: string }>(allSellers)) {
        found.push({ seller, pending: await session.query<Waiting>(pendingOf, { seller }) });
      }
      return found;
    });
    for (const { seller, pending } of waiting) {
      const own = <T extends { seller: string }>(all: T[]) => all.filter((each) => each.seller === seller);
      const rows = rowsOf(own(taken.counts), own(taken.refused), pending, own(oldest));
      const signs = own(taken.signs);
      // Where nothing happens nothing is written; what is old goes in the first minute of an hour all the same.
      if (rows.length + signs.length === 0 && beginOf(now, 1) !== beginOf(now, 60)) continue;
      await database.write(
        async (session) => {
          for (const minutes of [1, 60] as const) {
            const at = beginOf(now, minutes);
            if (rows.length > 0) await session.run(add, { seller, minutes, at, rows: JSON.stringify(rows) });
            await session.run(remove, { seller, minutes, before: now - KEPT_MS[minutes], most: MOST_REMOVED });
          }
          for (const seen of signs) {
            const { actor, shop, sign } = seen;
            const [known] = await session.query<{ pauses: string }>(signOf, { seller, actor, shop, sign });
            await session.run(putSign, { seller, actor, shop, sign, at: seen.at, pauses: JSON.stringify(withNew(known?.pauses, seen)) });
          }
        },
        { patient: true },
      );
      kept.add(seller);
      written += rows.length;
    }
  } catch (error) {
    const left = <T extends { seller: string }>(all: T[]) => all.filter(({ seller }) => !kept.has(seller));
    tally.restore({ counts: left(taken.counts), signs: left(taken.signs), refused: left(taken.refused) });
    throw error;
  }
  return written;
}

/** When the minute or hour began. */
export function beginOf(now: number, minutes: number): number {
  const span = minutes * 60_000;
  return Math.floor(now / span) * span;
}

function withNew(known: string | undefined, { pauses }: SeenSign): number[] {
  return [...(known === undefined ? [] : (JSON.parse(known) as number[])), ...pauses].slice(-MOST_PAUSES);
}

interface Waiting {
  shop: number;
  pending: number;
}

type Figures = [shop: number, edition: string, ...counts: number[], pending: number | null, oldestMs: number | null];

function rowsOf(counts: ShopCounts[], refused: RefusedCalls[], pending: Waiting[], oldest: OldestOfShop[]): Figures[] {
  const rows: Figures[] = counts
    .filter(({ shop }) => shop !== 0)
    .map((each) => [each.shop, each.edition, ...countsOf(each), 0, 0, null, null]);
  for (const edition of new Set([...counts, ...refused].map((each) => each.edition))) {
    const all = counts.filter((each) => each.edition === edition).reduce<Counts>((sum, each) => plus(sum, each), noCounts());
    const turned = refused.filter((each) => each.edition === edition);
    const sum = (name: 'unverified' | 'limited') => turned.reduce((total, each) => total + each[name], 0);
    rows.push([0, edition, ...countsOf(all), sum('unverified'), sum('limited'), null, null]);
  }
  const none = [0, 0, 0, 0, 0, 0];
  const aged = new Map(oldest.map(({ shop, oldestMs }) => [shop, oldestMs]));
  const waiting = pending.filter(({ shop, pending }) => pending !== 0 || counts.some((each) => each.shop === shop));
  for (const each of waiting) rows.push([each.shop, '', ...none, each.pending, aged.get(each.shop) ?? null]);
  if (rows.length === 0) return [];
  const ages = [...aged.values()].filter((age) => age !== null);
  const total = pending.reduce((sum, each) => sum + each.pending, 0);
  rows.push([0, '', ...none, total, ages.length > 0 ? Math.max(...ages) : null]);
  return rows;
}

const countsOf = ({ acknowledged, failed, superseded, rejected }: Counts) => [acknowledged, failed, superseded, rejected];

function plus(a: Counts, b: Counts): Counts {
  return {
    acknowledged: a.acknowledged + b.acknowledged,
    failed: a.failed + b.failed,
    superseded: a.superseded + b.superseded,
    rejected: a.rejected + b.rejected,
  };
}

const allSellers = statement('select seller from sellers s order by seller');

const pendingOf = statement(`
  select shop_id as shop, cast(sum(pending) as bigint) as pending from pool_counts where seller = :seller and pool in ('stock', 'shipment')
  group by shop_id order by shop_id`);

const COUNTED = ['acknowledged', 'failed', 'superseded', 'rejected', 'unverified', 'limited'];
const number = (place: number) => `cast(value->>${place} as bigint)`;

// Of an hour the last word on what waits is kept, and the longest that anything waited.
const add = statement(`
  insert into figures (seller, minutes, shop_id, at, edition, ${COUNTED.join(', ')}, pending, oldest_ms)
  select :seller, cast(:minutes as bigint), ${number(0)}, cast(:at as bigint), value->>1,
    ${COUNTED.map((_, i) => number(i + 2)).join(', ')}, ${number(8)}, ${number(9)}
  from each(:rows) where true
  on conflict (seller, minutes, shop_id, at, edition) do update set
    ${COUNTED.map((name) => `${name} = figures.${name} + excluded.${name}`).join(', ')},
    pending = coalesce(excluded.pending, figures.pending),
    oldest_ms = case when excluded.oldest_ms > coalesce(figures.oldest_ms, -1) then excluded.oldest_ms else figures.oldest_ms end`);

const remove = statement(`
  delete from figures where seller = :seller and minutes = :minutes and at < :before and at <= (
    select max(oldest.at) from (
      select f.at from figures f where f.seller = :seller and f.minutes = :minutes and f.at < :before order by f.at limit :most) oldest)`);

const signOf = statement('select pauses from signs where seller = :seller and actor = :actor and shop_id = :shop and sign = :sign');
const putSign = statement(`
  insert into signs (seller, actor, shop_id, sign, at, pauses) values (:seller, :actor, :shop, :sign, :at, :pauses)
  on conflict (seller, actor, shop_id, sign) do update set at = excluded.at, pauses = excluded.pauses`);
