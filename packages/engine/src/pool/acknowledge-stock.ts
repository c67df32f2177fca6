import type { StockAcknowledgement, StockEffect, StockResult } from '@tongbu/model';
import type { Context } from '../context.ts';
import { Counted } from '../figures/counted.ts';
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
  { database, tally }: Context,
  { caller, items, signedAt, now }: { caller: Caller; items: StockAcknowledgement[] } & Moment,
): Promise<StockResult[]> {
  const { seller, actor } = caller;
  const { results, counted } = await database.write(async (session) => {
    const batch: Batch = {
      session,
      caller,
      moment: { signedAt, now },
      shop: null,
      cleared: new PendingChange('stock'),
      differing: new PendingChange('differs'),
      counted: new Counted(),
    };
    const results = await inOrderOf(
      items,
      ({ listing }) => listing,
      (item) => acknowledgeOne(batch, item),
    );
    const happened = items.map((item, i) => happening(item, results[i] as StockResult));
    await journal(session, { seller, at: now, actor, pool: 'stock', signedAt }, happened);
    await batch.cleared.write(session, seller);
    await batch.differing.write(session, seller);
    return { results, counted: batch.counted };
  });
  tally.acknowledged(caller, counted, now);
  return results;
}

interface Batch {
  session: Session;
  caller: Caller;
  moment: Moment;
  /** The shop of the listing acknowledged last: the next is most often of the same one. */
  shop: number | null;
  cleared: PendingChange;
  differing: PendingChange;
  counted: Counted;
}

async function acknowledgeOne(batch: Batch, item: StockAcknowledgement): Promise<StockResult> {
  const { session, caller, moment } = batch;
  if (item.refused !== undefined || item.listing === null) return counted(batch, 0, 'refused');
  if (item.version !== null) {
    const result = await (item.outcome === 'fail' ? fail(batch, item as Named) : succeed(batch, item as Named));
    if (result) return result;
  }
  const row = await findListing(session, caller, item.listing);
  // Nothing was changed: the rules say why.
  return counted(batch, row?.shop_id ?? 0, row ? decide(stockState(row), item, moment).effect : 'unknown');
}

function counted(batch: Batch, shop: number, effect: StockEffect, quantityDiffers = false): StockResult {
  batch.counted.add(shop, effect);
  return { effect, quantityDiffers };
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

type Named = StockAcknowledgement & { listing: number; version: number };

/** @returns undefined when the guard did not match */
async function succeed(batch: Batch, item: Named): Promise<StockResult | undefined> {
  const { session, caller, moment } = batch;
  const which = { seller: caller.seller, listing: item.listing, version: item.version, quantity: item.quantity, now: moment.now };
  if (batch.shop !== null && (await session.run(clear, { ...which, shop: batch.shop })) > 0) {
    batch.cleared.add(batch.shop, -1);
    return counted(batch, batch.shop, 'cleared');
  }
  const [changed] = await session.query<Changed>(acknowledge, { ...which, key: caller.key });
  if (!changed) return undefined;
  batch.shop = changed.shop_id;
  if (changed.version !== item.version) return counted(batch, changed.shop_id, 'superseded');
  batch.cleared.add(changed.shop_id, -1);
  const quantityDiffers = item.quantity !== null && item.quantity !== changed.quantity;
  if (quantityDiffers) batch.differing.add(changed.shop_id, 1);
  return counted(batch, changed.shop_id, 'cleared', quantityDiffers);
}

/** @returns undefined when the guard did not match */
async function fail(batch: Batch, item: Named): Promise<StockResult | undefined> {
  const { session, caller, moment } = batch;
  const steps = Object.fromEntries(STOCK_DELAYS_MS.map((_, step) => [`at${step}`, retryAt(STOCK_DELAYS_MS, step, moment.now)]));
  const which = { seller: caller.seller, key: caller.key, listing: item.listing, version: item.version };
  const failed = { ...which, ...steps, signedAt: moment.signedAt, reason: item.message };
  const [changed] = await session.query<Pick<Changed, 'shop_id'>>(delay, failed);
  return changed && counted(batch, changed.shop_id, 'delayed');
}

/** What the guarded statement gives back where it changed a row. */
interface Changed {
  shop_id: number;
  version: number;
  quantity: string;
}

// One comparison makes stale, repeated and reordered acknowledgements harmless: it is made by the update itself.
const acknowledge = statement(`
  update listings set
    acknowledged = :version, last_at = :now,
    superseded_version = case when version = :version then superseded_version else version end,
    last_quantity = coalesce(:quantity, case when version = :version then quantity else last_quantity end),
    shown = coalesce(:quantity, case when version = :version then quantity else shown end),
    retry_at = case when version = :version then 0 else retry_at end,
    retry_steps = case when version = :version then 0 else retry_steps end,
    failure_signed_at = case when version = :version then 0 else failure_signed_at end,
    reason = case when version = :version then '' else reason end
  where seller = :seller and listing_id = :listing and acknowledged < :version and version >= :version and ${seesShop('shop_id')}
  returning shop_id, version, quantity`);

// What `acknowledge` does in the usual case, where all that it would give back is known before: `returning` costs as much
// again as the update (measured). The plus keeps SQLite on the listing's key.
const clear = statement(`
  update listings set acknowledged = version, last_at = :now, last_quantity = quantity, shown = quantity,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''
  where seller = :seller and listing_id = :listing and version = :version and acknowledged < :version
    and +shop_id = :shop and quantity = coalesce(:quantity, quantity)`);

const delay = statement(`
  update listings set
    retry_at = case retry_steps ${STOCK_DELAYS_MS.slice(0, -1)
      .map((_, step) => `when ${step} then cast(:at${step} as bigint)`)
      .join(' ')} else cast(:at${STOCK_DELAYS_MS.length - 1} as bigint) end,
    retry_steps = retry_steps + 1, failure_signed_at = :signedAt, reason = :reason
  where seller = :seller and listing_id = :listing and version = :version and acknowledged < :version
    and retry_at <= :signedAt and failure_signed_at < :signedAt and ${seesShop('shop_id')}
  returning shop_id`);

/** A change of a listing that is to be cancelled. */
interface Cancelled extends Moment {
  caller: Caller;
  listing: number;
  /** The version to cancel; -1 for the one that was current when the request was signed. */
  version: number;
}

/**
 * Takes a listing out of the pool until its next change (promise S6).
 *
 * @returns whether it was cancelled; `unknown` when the caller sees no such listing
 */
export async function cancelStock({ database }: Context, which: Cancelled): Promise<'cancelled' | 'refused' | 'unknown'> {
  return database.write(async (session) => {
    const pending = new PendingChange('stock');
    const effect = await cancelOne(session, pending, which);
    await pending.write(session, which.caller.seller);
    return effect;
  });
}

/** Does what {@link cancelStock} does in a transaction that is open; `pending` counts listings. */
export async function cancelOne(
  session: Session,
  pending: PendingChange,
  { caller, listing, version, signedAt, now }: Cancelled,
): Promise<'cancelled' | 'refused' | 'unknown'> {
  const which = { seller: caller.seller, key: caller.key, listing };
  const [changed] = await session.query<Pick<Changed, 'shop_id' | 'version'>>(cancel, {
    ...which,
    version,
    signedAt,
    before: endOfSecond(signedAt),
  });
  if (!changed) await session.run(noteCancel, { ...which, signedAt });
  const effect = changed ? 'cancelled' : (await findListing(session, caller, listing)) ? 'refused' : 'unknown';
  const happened = { event: 'cancel', subject: listing, version: changed?.version ?? version, effect };
  await journal(session, { seller: caller.seller, at: now, actor: caller.actor, pool: 'stock', signedAt }, [happened]);
  if (changed) pending.add(changed.shop_id, -1);
  return effect;
}

const cancel = statement(`
  update listings set acknowledged = version, cancelled_version = version, retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = '',
    cancel_signed_at = case when cancel_signed_at < :signedAt then :signedAt else cancel_signed_at end
  where seller = :seller and listing_id = :listing and version > acknowledged and ${seesShop('shop_id')}
    and (version = :version or (cast(:version as bigint) = -1 and changed_at < :before and cancel_signed_at < :signedAt))
  returning shop_id, version`);

// A refused one is remembered as well: it must not cancel, sent again, what has changed since.
const noteCancel = statement(`
  update listings set cancel_signed_at = :signedAt
  where seller = :seller and listing_id = :listing and cancel_signed_at < :signedAt and ${seesShop('shop_id')}`);
