import type { ExplainedListing, ListingRecord } from '@tongbu/engine';
import { type Surroundings, type Unread, type Verdict, whyUnread } from './verdict.ts';

/**
 * Why a listing's quantity is not in its shop, or that it is:
 *
 * - nothing is told: `unbound`, `none fits`, `own rule disabled`, `no warehouse`, `deleted`, `disabled`, `shop paused`, `suspended`;
 * - nothing waits: `in the shop`, `in the shop, differs` (it confirmed another number), `cancelled`, `new` (there was never anything to
 *   tell), and `soon`: a change is on its way that has not come to it yet;
 * - it waits: `failed` (the shop refused it; offered again later), `failed, offered` (and is offered again now), `superseded` (the shop
 *   confirmed an earlier change after this one came), or what {@link Unread} says.
 */
export type ListingWord =
  | 'unbound'
  | 'none fits'
  | 'own rule disabled'
  | 'no warehouse'
  | 'deleted'
  | 'disabled'
  | 'shop paused'
  | 'suspended'
  | 'in the shop'
  | 'in the shop, differs'
  | 'cancelled'
  | 'new'
  | 'soon'
  | 'failed'
  | 'failed, offered'
  | 'superseded'
  | Unread;

/** What a listing is judged by. */
export interface ListingFacts extends Surroundings {
  listing: Pick<ListingRecord, 'standing' | 'pending' | 'quantity' | 'lastQuantity' | 'changedAt' | 'failures' | 'retryAt' | 'version'> & {
    /** What the shop, or whoever switched it off, said. */
    reason: string;
  };
  explained: Pick<ExplainedListing, 'notOffered' | 'agrees'>;
}

const HELD = {
  unbound: 'bind',
  'none fits': 'rule',
  'own rule disabled': 'rule',
  'no warehouse': 'rule',
  deleted: null,
  disabled: 'enable',
  'shop disabled': 'resume',
  suspended: 'enable',
} as const;

/** Judges a listing. */
export function listingVerdict({ listing, explained, ...around }: ListingFacts): Verdict<ListingWord> {
  const { reason } = listing;
  for (const why of explained.notOffered) {
    if (why === 'settled' || why === 'delayed') continue;
    return { verdict: why === 'shop disabled' ? 'shop paused' : why, mend: HELD[why], reason: why === 'disabled' ? reason : '' };
  }
  const none = { mend: null, reason: '' };
  if (explained.agrees === 'waits') return { verdict: 'soon', ...none };
  if (!listing.pending) {
    if (listing.version === 0) return { verdict: 'new', ...none };
    if (listing.standing === 'cancelled') return { verdict: 'cancelled', mend: 'requeue', reason: '' };
    if (listing.lastQuantity !== listing.quantity) return { verdict: 'in the shop, differs', mend: 'requeue', reason: '' };
    return { verdict: 'in the shop', ...none };
  }
  const unread = whyUnread(around, listing.changedAt);
  if (unread.verdict === 'no key') return { ...unread, reason: '' };
  if (listing.failures > 0) {
    if (listing.retryAt !== null) return { verdict: 'failed', mend: 'requeue', reason };
    return unread.verdict === 'stopped pulling' ? { ...unread, reason } : { verdict: 'failed, offered', mend: null, reason };
  }
  if (listing.standing === 'superseded' && unread.verdict === 'waits') return { verdict: 'superseded', ...none };
  return { ...unread, reason: '' };
}
