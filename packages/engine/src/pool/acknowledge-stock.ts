import type { StockAcknowledgement, StockEffect, StockResult } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Happening, journal } from '../journal/journal.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { type Session, statement } from '../store/database.ts';
import { PendingChange } from './count.ts';
import { retryAt, STOCK_DELAYS_MS } from './delay.ts';
import { inOrderOf } from './order.ts';
import { findListing } from './pull-stock.ts';
import { acknowledgeStock as decide, endOfSecond, type Moment } from './rules.ts';
import { stockState } from './stock-row.ts';

/**
 * Applies a shop's word on listings, each decided by itself, all in one transaction with their journal rows.
 *
 * @param input.signedAt when the request was signed, epoch milliseconds
 * @returns one result per element, in their order
 */
export async function acknowledgeStock(
  { database }: Context,
  { caller, items, signedAt, now }: { caller: Caller; items: StockAcknowledgement[] } & Moment,
): Promise<StockResult[]> {
  const { seller, actor } = caller;
  return database.write(async (session) => {
    const effects = await inOrderOf(
      items,
      ({ listing }) => listing,
      (item) => acknowledgeOne(session, caller, item, { signedAt, now }),
    );
    const changed = await readChanged(session, seller, items, effects);
    const results = items.map((item, i) => resultOf(item, effects[i] as StockEffect | 'acknowledged', changed));
    await journal(
      session,
      { seller, at: now, actor, pool: 'stock', signedAt },
      items.map((item, i) => happening(item, results[i] as StockResult)),
    );
    await count(session, seller, results, (i) => changed.get(items[i]?.listing as number)?.shop_id as number);
    return results;
  });
}

/** What the guarded statement did, or why it did nothing. `acknowledged`: whether the whole change or an older one is seen later. */
async function acknowledgeOne(
  session: Session,
  caller: Caller,
  item: StockAcknowledgement,
  moment: Moment,
): Promise<StockEffect | 'acknowledged'> {
  if (item.refused !== undefined || item.listing === null) return 'refused';
  const changed = item.version === null ? 0 : await change(session, caller, item as Named, moment);
  if (changed === 0) return whyNot(session, caller, item, item.listing, moment);
  return item.outcome === 'fail' ? 'delayed' : 'acknowledged';
}

interface Changed {
  listing_id: number;
  shop_id: number;
  version: number;
  quantity: string;
}

/**
 * The listings that were acknowledged, read back in one statement: they are ours until the transaction ends, and a batch
 * with `returning` in each of its updates costs half as much again (measured).
 */
async function readChanged(
  session: Session,
  seller: string,
  items: StockAcknowledgement[],
  effects: (StockEffect | 'acknowledged')[],
): Promise<Map<number, Changed>> {
  const numbers = items.filter((_, i) => effects[i] === 'acknowledged').map(({ listing }) => [listing]);
  if (numbers.length === 0) return new Map();
  const rows = await session.query<Changed>(current, { seller, listings: JSON.stringify(numbers) });
  return new Map(rows.map((row) => [row.listing_id, row]));
}

function resultOf(item: StockAcknowledgement, effect: StockEffect | 'acknowledged', changed: Map<number, Changed>): StockResult {
  if (effect !== 'acknowledged') return { effect, quantityDiffers: false };
  const { version, quantity } = changed.get(item.listing as number) as Changed;
  if (version !== item.version) return { effect: 'superseded', quantityDiffers: false };
  return { effect: 'cleared', quantityDiffers: item.quantity !== null && item.quantity !== quantity };
}

function happening(item: StockAcknowledgement, { effect, quantityDiffers }: StockResult): Happening {
  const { outcome: event, listing: subject, version, quantity, refused, message } = item;
  return {
    event,
    subject,
    version,
    quantity,
    effect: quantityDiffers ? `${effect}, quantity differs` : effect,
    detail: refused ?? message,
  };
}

async function count(session: Session, seller: string, results: StockResult[], shopOf: (place: number) => number): Promise<void> {
  const pending = new PendingChange('stock');
  const differing = new PendingChange('differs');
  for (const [i, { effect, quantityDiffers }] of results.entries()) {
    if (effect === 'cleared') pending.add(shopOf(i), -1);
    if (quantityDiffers) differing.add(shopOf(i), 1);
  }
  await pending.write(session, seller);
  await differing.write(session, seller);
}

type Named = StockAcknowledgement & { listing: number; version: number };

function change(session: Session, caller: Caller, item: Named, { signedAt, now }: Moment): number | Promise<number> {
  const which = { seller: caller.seller, key: caller.key, listing: item.listing, version: item.version };
  if (item.outcome === 'success') return session.run(succeed, { ...which, quantity: item.quantity, now });
  const steps = Object.fromEntries(STOCK_DELAYS_MS.map((_, step) => [`at${step}`, retryAt(STOCK_DELAYS_MS, step, now)]));
  return session.run(delay, { ...which, ...steps, signedAt, reason: item.message });
}

/** Nothing was changed: the rules say why. */
async function whyNot(session: Session, caller: Caller, item: StockAcknowledgement, listing: number, moment: Moment): Promise<StockEffect> {
  const row = await findListing(session, caller, listing);
  return row ? decide(stockState(row), item, moment).effect : 'unknown';
}

// One comparison makes stale, repeated and reordered acknowledgements harmless: it is made by the update itself.
const succeed = statement(`
  update listings set
    acknowledged = :version, last_at = :now,
    last_quantity = coalesce(:quantity, case when version = :version then quantity else last_quantity end),
    shown = coalesce(:quantity, case when version = :version then quantity else shown end),
    retry_at = case when version = :version then 0 else retry_at end,
    retry_steps = case when version = :version then 0 else retry_steps end,
    failure_signed_at = case when version = :version then 0 else failure_signed_at end,
    reason = case when version = :version then '' else reason end
  where seller = :seller and listing_id = :listing and acknowledged < :version and version >= :version and ${seesShop('shop_id')}`);

// `cross join` keeps the order: the few numbers first, then each listing by its key.
const current = statement(`
  select l.listing_id, l.shop_id, l.version, l.quantity from each(:listings) e
  cross join listings l where l.seller = :seller and l.listing_id = cast(e.value->>0 as bigint)`);

const delay = statement(`
  update listings set
    retry_at = case retry_steps ${STOCK_DELAYS_MS.slice(0, -1)
      .map((_, step) => `when ${step} then cast(:at${step} as bigint)`)
      .join(' ')} else cast(:at${STOCK_DELAYS_MS.length - 1} as bigint) end,
    retry_steps = retry_steps + 1, failure_signed_at = :signedAt, reason = :reason
  where seller = :seller and listing_id = :listing and version = :version and acknowledged < :version
    and retry_at <= :signedAt and failure_signed_at < :signedAt and ${seesShop('shop_id')}`);

/**
 * Takes a listing out of the pool until its next change (promise S6).
 *
 * @param input.version the version to cancel; -1 for the one that was current when the request was signed
 * @returns whether it was cancelled; `unknown` when the caller sees no such listing
 */
export async function cancelStock(
  { database }: Context,
  { caller, listing, version, signedAt, now }: { caller: Caller; listing: number; version: number } & Moment,
): Promise<'cancelled' | 'refused' | 'unknown'> {
  return database.write(async (session) => {
    const which = { seller: caller.seller, key: caller.key, listing };
    const [changed] = await session.query<Cancelled>(cancel, { ...which, version, signedAt, before: endOfSecond(signedAt) });
    if (!changed) await session.run(noteCancel, { ...which, signedAt });
    const effect = changed ? 'cancelled' : (await findListing(session, caller, listing)) ? 'refused' : 'unknown';
    const happened = { event: 'cancel', subject: listing, version: changed?.version ?? version, effect };
    await journal(session, { seller: caller.seller, at: now, actor: caller.actor, pool: 'stock', signedAt }, [happened]);
    if (changed) {
      const pending = new PendingChange('stock');
      pending.add(changed.shop_id, -1);
      await pending.write(session, caller.seller);
    }
    return effect;
  });
}

type Cancelled = Pick<Changed, 'shop_id' | 'version'>;

const cancel = statement(`
  update listings set acknowledged = version, retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = '',
    cancel_signed_at = case when cancel_signed_at < :signedAt then :signedAt else cancel_signed_at end
  where seller = :seller and listing_id = :listing and version > acknowledged and ${seesShop('shop_id')}
    and (version = :version or (cast(:version as bigint) = -1 and changed_at < :before and cancel_signed_at < :signedAt))
  returning shop_id, version`);

// A refused one is remembered as well: it must not cancel, sent again, what has changed since.
const noteCancel = statement(`
  update listings set cancel_signed_at = :signedAt
  where seller = :seller and listing_id = :listing and cancel_signed_at < :signedAt and ${seesShop('shop_id')}`);
