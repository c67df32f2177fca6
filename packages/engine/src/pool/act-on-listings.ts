import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { suspendOne } from '../stock/listing-verbs.ts';
import { type Recalculation, recalculate } from '../stock/recalculate.ts';
import { type Session, statement } from '../store/database.ts';
import { cancelOne } from './acknowledge-stock.ts';
import { PendingChange } from './count.ts';
import { type ListingFilter, listingWalks } from './listing-search.ts';
import { readPage } from './walk.ts';

/** What is done to many listings: queued again with a new version, taken out of the pool until their next change, or left out of pulls. */
export type ListingAction = 'requeue' | 'cancel' | 'suspend';

/**
 * Why a listing was left as it is. `unknown`: there is none of that number. `changed since`: it has changed after it was seen.
 * `not waiting`: nothing of it waits. `not synced`: it is bound to nothing, or no rule acts on it. `as it is`: it was so already.
 */
export type ListingSkip = 'unknown' | 'changed since' | 'not waiting' | 'not synced' | 'as it is';

/** One step of an action on many listings. */
export interface ListingStep {
  seller: string;
  actor: string;
  now: number;
  action: ListingAction;
  /** For `suspend`: until when, epoch milliseconds. */
  until: number | null;
  /** Those that a filter finds, from a cursor on; of those that have changed after `seenAt` none is cancelled. Or these, as they were seen. */
  which:
    | { filter: ListingFilter; cursor: string | null; seenAt: number | null }
    | { listings: { listing: number; version: number | null }[] };
  /** Listings at most. */
  limit: number;
  /** Tells what would be done, and does nothing. */
  dryRun: boolean;
}

/** What a step did, or would do. */
export interface Acted<S extends string> {
  touched: number;
  skipped: { record: number; why: S }[];
  /** Where the next step goes on; null when there is none. */
  next: string | null;
}

/**
 * Does something to many listings: one bounded step in one transaction, journalled under the actor. The caller goes on with the next
 * step, or stops.
 *
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function actOnListings({ database }: Context, step: ListingStep): Promise<Acted<ListingSkip>> {
  if (step.dryRun) return database.read((session) => act(session, step));
  return database.write((session) => act(session, step));
}

async function act(session: Session, step: ListingStep): Promise<Acted<ListingSkip>> {
  const { seller, actor, now, action, until, dryRun } = step;
  await requireSeller(session, seller);
  const { seen, next } = await find(session, step);
  const rows = JSON.stringify([...seen.keys()].sort((a, b) => a - b).map((listing) => [listing]));
  const found = await session.query<Held>(dryRun ? readHeld : lockHeld, { seller, rows });
  const unknown = [...seen.keys()].filter((listing) => !found.some((row) => row.listing_id === listing));
  const skipped: Acted<ListingSkip>['skipped'] = unknown.map((record) => ({ record, why: 'unknown' }));
  const taken: Held[] = [];
  for (const row of found) {
    const why = whyNot(row, step, seen.get(row.listing_id) ?? null);
    if (why === null) taken.push(row);
    else skipped.push({ record: row.listing_id, why });
  }
  if (dryRun) return { touched: taken.length, skipped, next };
  const change: Recalculation = { session, seller, actor, now, pending: new PendingChange('stock') };
  const numbers = taken.map(({ listing_id }) => listing_id);
  if (action === 'requeue') await recalculate(change, numbers, 'forced');
  for (const row of action === 'requeue' ? [] : taken) {
    if (action === 'suspend') await suspendOne(change, row, row.listing_id, until ?? 0);
    else {
      const which = { caller: { seller, key: null, actor }, listing: row.listing_id, version: row.version, signedAt: now, now };
      await cancelOne(session, change.pending, which);
    }
  }
  await change.pending.write(session, seller);
  return { touched: taken.length, skipped, next };
}

/** The numbers of this step, each with the version that was seen. */
async function find(session: Session, { seller, which, limit, now }: ListingStep) {
  if ('listings' in which) return { seen: new Map(which.listings.slice(0, limit).map((each) => [each.listing, each.version])), next: null };
  const walks = await listingWalks(session, seller, which.filter, now);
  const page = await readPage(session, walks, { cursor: which.cursor, limit });
  return { seen: new Map<number, number | null>(page.rows.map(({ listing_id }) => [listing_id, null])), next: page.next };
}

/** Why nothing is done to a listing; null when it is. Pure. */
function whyNot(row: Held, { action, until, which }: ListingStep, version: number | null): ListingSkip | null {
  if (action === 'requeue') return row.rule_id === null ? 'not synced' : null;
  if (action === 'suspend') return row.suspended_until === until ? 'as it is' : null;
  const seenAt = 'filter' in which ? which.seenAt : null;
  if (version !== null && row.version !== version) return 'changed since';
  if (row.version <= row.acknowledged) return 'not waiting';
  return seenAt !== null && row.changed_at > seenAt ? 'changed since' : null;
}

interface Held {
  listing_id: number;
  version: number;
  acknowledged: number;
  rule_id: number | null;
  suspended_until: number;
  changed_at: number;
}

// `cross join` keeps the order: the few numbers first, then each row by its key.
const held = (lock: string) =>
  statement(`
  select l.listing_id, l.version, l.acknowledged, l.rule_id, l.suspended_until, l.changed_at
  from each(:rows) cross join listings l
  where l.seller = :seller and l.listing_id = cast(value->>0 as bigint) order by l.listing_id ${lock}`);
const readHeld = held('');
const lockHeld = held('/*lock*/');
