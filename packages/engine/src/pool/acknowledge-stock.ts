import type { StockAcknowledgement, StockEffect, StockResult } from '@tongbu/model';
import type { Context } from '../context.ts';
import { journal } from '../journal/journal.ts';
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
  return database.write(async (session) => {
    const pending = new PendingChange('stock');
    const differing = new PendingChange('differs');
    const results = await inOrderOf(
      items,
      ({ listing }) => listing,
      async (item) => {
        const result = await acknowledgeOne(session, caller, item, { signedAt, now }, { pending, differing });
        await journal(session, {
          seller: caller.seller,
          at: now,
          actor: caller.actor,
          pool: 'stock',
          event: item.outcome,
          subject: item.listing,
          version: item.version,
          quantity: item.quantity,
          effect: result.quantityDiffers ? `${result.effect}, quantity differs` : result.effect,
          signedAt,
          detail: item.refused ?? item.message,
        });
        return result;
      },
    );
    await pending.write(session, caller.seller);
    await differing.write(session, caller.seller);
    return results;
  });
}

/** What the guarded statements give back where they changed a row. */
interface Changed {
  shop_id: number;
  version: number;
  quantity: string;
}

async function acknowledgeOne(
  session: Session,
  caller: Caller,
  item: StockAcknowledgement,
  moment: Moment,
  { pending, differing }: Record<'pending' | 'differing', PendingChange>,
): Promise<StockResult> {
  const plain = (effect: StockEffect): StockResult => ({ effect, quantityDiffers: false });
  if (item.refused !== undefined || item.listing === null) return plain('refused');
  const [changed] = item.version === null ? [] : await change(session, caller, item as Named, moment);
  if (!changed) return plain(await whyNot(session, caller, item, item.listing, moment));
  if (item.outcome === 'fail') return plain('delayed');
  const current = changed.version === item.version;
  if (current) pending.add(changed.shop_id, -1);
  const quantityDiffers = current && item.quantity !== null && item.quantity !== changed.quantity;
  if (quantityDiffers) differing.add(changed.shop_id, 1);
  return { effect: current ? 'cleared' : 'superseded', quantityDiffers };
}

type Named = StockAcknowledgement & { listing: number; version: number };

function change(session: Session, caller: Caller, item: Named, { signedAt, now }: Moment): Changed[] | Promise<Changed[]> {
  const which = { seller: caller.seller, key: caller.key, listing: item.listing, version: item.version };
  if (item.outcome === 'success') return session.query<Changed>(succeed, { ...which, quantity: item.quantity, now });
  const steps = Object.fromEntries(STOCK_DELAYS_MS.map((_, step) => [`at${step}`, retryAt(STOCK_DELAYS_MS, step, now)]));
  return session.query<Changed>(delay, { ...which, ...steps, signedAt, reason: item.message });
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
  where seller = :seller and listing_id = :listing and acknowledged < :version and version >= :version and ${seesShop('shop_id')}
  returning shop_id, version, quantity`);

const delay = statement(`
  update listings set
    retry_at = case retry_steps ${STOCK_DELAYS_MS.slice(0, -1)
      .map((_, step) => `when ${step} then cast(:at${step} as bigint)`)
      .join(' ')} else cast(:at${STOCK_DELAYS_MS.length - 1} as bigint) end,
    retry_steps = retry_steps + 1, failure_signed_at = :signedAt, reason = :reason
  where seller = :seller and listing_id = :listing and version = :version and acknowledged < :version
    and retry_at <= :signedAt and failure_signed_at < :signedAt and ${seesShop('shop_id')}
  returning shop_id, version, quantity`);

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
    const [changed] = await session.query<Changed>(cancel, { ...which, version, signedAt, before: endOfSecond(signedAt) });
    if (!changed) await session.query(noteCancel, { ...which, signedAt });
    const effect = changed ? 'cancelled' : (await findListing(session, caller, listing)) ? 'refused' : 'unknown';
    await journal(session, {
      seller: caller.seller,
      at: now,
      actor: caller.actor,
      pool: 'stock',
      event: 'cancel',
      subject: listing,
      version: changed?.version ?? version,
      quantity: null,
      effect,
      signedAt,
      detail: '',
    });
    if (changed) {
      const pending = new PendingChange('stock');
      pending.add(changed.shop_id, -1);
      await pending.write(session, caller.seller);
    }
    return effect;
  });
}

const cancel = statement(`
  update listings set acknowledged = version, retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = '',
    cancel_signed_at = case when cancel_signed_at < :signedAt then :signedAt else cancel_signed_at end
  where seller = :seller and listing_id = :listing and version > acknowledged and ${seesShop('shop_id')}
    and (version = :version or (cast(:version as bigint) = -1 and changed_at < :before and cancel_signed_at < :signedAt))
  returning shop_id, version, quantity`);

// A refused one is remembered as well: it must not cancel, sent again, what has changed since.
const noteCancel = statement(`
  update listings set cancel_signed_at = :signedAt
  where seller = :seller and listing_id = :listing and cancel_signed_at < :signedAt and ${seesShop('shop_id')}`);
