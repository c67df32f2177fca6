import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { CellError } from '../import/column.ts';
import { queueAgain } from '../orders/queue-again.ts';
import { PendingChange } from '../pool/count.ts';
import { type Counted, LARGEST } from '../sellers/counter.ts';
import { type Session, statement } from '../store/database.ts';

/** By how much a restore raises, unless told otherwise. */
export const RAISE = 1_000_000;

/** What was raised. */
export interface Raised {
  /** Listings with a new version, each waiting again. */
  listings: number;
  /** Failed shipments that wait again, under new numbers. */
  requeued: number;
  /** Failed shipments left as they are, because their sub-orders wait in another record (promise L3). */
  left: number;
}

/**
 * Makes a database that was restored fit to serve (promise B9), in one transaction with its journal rows: whatever was
 * issued or settled since the backup was made, no number of it is issued again and nothing is left out.
 *
 * Everybody is signed out, and one-time links are good no longer. Every counter of every seller and every listing's version rises, so that each listing waits; a failed shipment is queued
 * again under a new number. A shipment that waits keeps its number, for that names one fixed content (promise L1). For
 * whoever restores a PostgreSQL database with its own tools, before the first server starts on it.
 *
 * @param input.by 1 or more; more than was issued since the backup
 * @throws EngineError `input` when a number would pass 2³¹ - 1; nothing is changed then
 */
export async function raiseNumbers({ database }: Context, { by, now }: { by: number; now: number }): Promise<Raised> {
  return database.write(async (session) => {
    await refuseTooMuch(session, by);
    await session.query(raiseCounters, { by });
    await session.query(noteRaise, { by });
    await session.query(raiseVersions, { by, now });
    await session.query(journalVersions, { now });
    const shipments = await requeueFailed(session, now);
    await session.query(endSessions);
    await session.query(dropLinks);
    await session.query(forgetCounts);
    await session.query(countAgain);
    const [listings] = await session.query<{ count: number }>(countListings);
    return { listings: listings?.count ?? 0, ...shipments };
  });
}

// What was ended or used since the backup was made must not open anything again.
const endSessions = statement('delete from sessions');
const dropLinks = statement('delete from setup_links');

async function refuseTooMuch(session: Session, by: number): Promise<void> {
  const [row] = await session.query<{ largest: number }>(largestIssued);
  const room = LARGEST - (row?.largest ?? 0);
  if (Number.isSafeInteger(by) && by >= 1 && by <= room) return;
  throw new EngineError('input', `numbers cannot be raised by ${by}: a whole number from 1 to ${room} keeps them below 2³¹`);
}

async function requeueFailed(session: Session, now: number): Promise<Omit<Raised, 'listings'>> {
  const done = { requeued: 0, left: 0 };
  for (const { seller, shipment } of await session.query<{ seller: string; shipment: number }>(failed)) {
    const pending = new PendingChange('shipment'); // what it notes is counted anew afterwards
    try {
      await queueAgain({ session, seller, actor: 'operator', now, pending }, shipment);
      done.requeued++;
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      done.left++;
    }
  }
  return done;
}

const COUNTED: Record<Counted, true> = {
  shop: true,
  key: true,
  warehouse: true,
  item: true,
  suite: true,
  rule: true,
  listing: true,
  shipment: true,
  trade: true,
  order: true,
  carrier: true,
  stocktake: true,
};

const largestIssued = statement(`
  select coalesce(max(largest), 0) as largest
  from (select max(value) as largest from counters union all select max(version) from listings) issued`);

// Of what a seller had none yet, some may have been issued since.
const raiseCounters = statement(`
  with counted (name) as (values ${Object.keys(COUNTED)
    .map((name) => `('${name}')`)
    .join(', ')})
  insert into counters (seller, name, value) select s.seller, c.name, cast(:by as bigint) from sellers s cross join counted c where true
  on conflict (seller, name) do update set value = counters.value + excluded.value`);

const noteRaise = statement(`
  insert into facts (seller, name, value) values ('', 'raised', cast(cast(:by as bigint) as text))
  on conflict (seller, name) do update set value = cast(cast(facts.value as bigint) + cast(excluded.value as bigint) as text)`);

// A newer change ends the delay and the steps of earlier failures (promise S5).
const raiseVersions = statement(`
  update listings set version = version + cast(:by as bigint), changed_at = :now,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''`);

const journalVersions = statement(`
  insert into journal (seller, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail)
  select seller, cast(:now as bigint), 'operator', 'stock', 'changed', listing_id, version, quantity, 'restore', null, ''
  from listings order by seller, listing_id`);

const failed = statement(`select seller, shipment_id as shipment from shipments where state = 'failed' order by seller, shipment_id`);

const forgetCounts = statement(`delete from pool_counts where pool in ('stock', 'shipment')`);

const countAgain = statement(`
  insert into pool_counts (seller, shop_id, pool, part, pending)
  select seller, shop_id, 'stock', 0, count(*) from listings where version > acknowledged group by seller, shop_id
  union all
  select seller, shop_id, 'shipment', part, count(*) from shipments where state = 'pending' group by seller, shop_id, part`);

const countListings = statement('select count(*) as count from listings');
