import type { Context } from '../context.ts';
import { LONGEST_DELAY_MS } from '../pool/delay.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** What the newest rows of a seller's journal tell about who calls, and about clocks. Times are epoch milliseconds. */
export interface RecentActivity {
  /** How many rows were looked at; fewer than asked for means: all there are. */
  rows: number;
  /** The latest time in them, by our clock; null without rows. */
  newestAt: number | null;
  /** By how many milliseconds our clock went back at most from one signed row to the next; 0 when it did not. */
  steppedBackMs: number;
  /** Who signed some of them: how many, when last, and the median of `signed − received`, in milliseconds. */
  clients: { actor: string; rows: number; lastAt: number; skewMs: number }[];
  /** Each shop: when one of its records was last acknowledged within these rows, and since when the oldest is offered. */
  shops: { shop: number; acknowledgedAt: number | null; dueSince: number | null }[];
}

interface Signed {
  at: number;
  actor: string;
  signedAt: number | null;
}

/**
 * Looks at the newest rows of a seller's journal.
 *
 * @param query.rows how many at most
 * @throws EngineError `unknown` when there is no such seller
 */
export async function recentActivity({ database }: Context, query: { seller: string; rows: number; now: number }): Promise<RecentActivity> {
  return database.read(async (session) => {
    await requireSeller(session, query.seller);
    const { seller, rows: limit, now } = query;
    const rows = await session.query<Signed>(newest, { seller, limit });
    const acknowledged = await session.query<{ shop: number; at: number }>(acknowledgements, { seller, limit });
    const due = await session.query<{ shop: number; since: number }>(dueRecords, { seller, now });
    const shops = new Set([...acknowledged, ...due].map(({ shop }) => shop));
    return {
      rows: rows.length,
      newestAt: rows.length > 0 ? rows.reduce((latest, { at }) => Math.max(latest, at), 0) : null,
      steppedBackMs: stepBack(rows),
      clients: clientsOf(rows),
      shops: [...shops]
        .sort((a, b) => a - b)
        .map((shop) => ({
          shop,
          acknowledgedAt: acknowledged.find((row) => row.shop === shop)?.at ?? null,
          dueSince: due.find((row) => row.shop === shop)?.since ?? null,
        })),
    };
  });
}

/** Signed rows alone: an import dates all its rows by its beginning. */
function stepBack(newestFirst: Signed[]): number {
  const times = newestFirst.filter(({ signedAt }) => signedAt !== null).map(({ at }) => at);
  return times.slice(1).reduce((largest, earlier, i) => Math.max(largest, earlier - (times[i] as number)), 0);
}

function clientsOf(rows: Signed[]): RecentActivity['clients'] {
  const found = new Map<string, { lastAt: number; skews: number[] }>();
  for (const { actor, at, signedAt } of rows) {
    if (signedAt === null || isOperator(actor)) continue;
    const client = found.get(actor) ?? { lastAt: at, skews: [] };
    client.lastAt = Math.max(client.lastAt, at);
    client.skews.push(signedAt - at);
    found.set(actor, client);
  }
  return [...found].map(([actor, { lastAt, skews }]) => ({ actor, rows: skews.length, lastAt, skewMs: median(skews) }));
}

/** A cancellation by an operator, or by a person who signed in, is dated like a signed one, but nobody's clock is behind it. */
function isOperator(actor: string): boolean {
  return actor.startsWith('operator') || actor.startsWith('person:');
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

const newest = statement(`
  select at, actor, signed_at as "signedAt" from journal where seller = :seller order by seq desc limit :limit`);

/** The SQL of {@link isOperator}, denied. */
const byClient = `r.actor not like 'operator%' and r.actor not like 'person:%'`;

// `cross join` keeps SQLite from walking all listings in search of a few rows: from left to right it finds them by their key.
const acknowledgements = statement(`
  with recent as (select pool, subject, at, signed_at, actor from journal where seller = :seller order by seq desc limit :limit)
  select shop, max(at) as at from (
    select l.shop_id as shop, r.at from recent r cross join listings l
      where l.seller = :seller and l.listing_id = r.subject and r.pool = 'stock' and r.signed_at is not null and ${byClient}
    union all
    select p.shop_id, r.at from recent r cross join shipments p
      where p.seller = :seller and p.shipment_id = r.subject and r.pool = 'shipment' and r.signed_at is not null and ${byClient}) acknowledged
  group by shop`);

const isDue = `(retry_at <= :now or retry_at > :now + ${LONGEST_DELAY_MS})`;
/** A record that failed is offered since its delay ended. */
const since = (made: string) => `case when retry_at > ${made} and retry_at <= :now then retry_at else ${made} end`;

const dueRecords = statement(`
  select shop, min(since) as since from (
    select shop_id as shop, ${since('changed_at')} as since from listings
      where seller = :seller and version > acknowledged and ${isDue} and sync_disabled = 0 and suspended_until <= :now and status <> 0 and rule_id is not null
    union all
    select shop_id, ${since('created_at')} from shipments where seller = :seller and state = 'pending' and ${isDue}) due
  group by shop`);
