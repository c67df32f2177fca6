import type { Outcome, StockOutcome as Said } from '@tongbu/client';
import type { Unmapped } from './mapping.ts';
import type { ShipmentOutcome, StockOutcome, StockToApply } from './shop.ts';

/** What to do with a record whose listing, order or carrier nobody knows. */
export type Policy =
  /** Tell the ERP that it failed, with the reason. */
  | 'fail'
  /** Say nothing: it stays waiting in the ERP, is tried again with growing pauses, and raises an alarm here. */
  | 'keep';

/** A policy for each thing that may be unknown. */
export interface Policies {
  listing: Policy;
  order: Policy;
  carrier: Policy;
}

/** Something the mapping or the shop lacks; a `record` is one of the ERP that cannot be read. */
export interface Gap {
  what: 'listing' | 'order' | 'sub-order' | 'carrier' | 'record';
  subject: string;
  reason: string;
}

/** What became of a record, and what is said of it to the ERP. */
export interface Decision<Word extends Said = Said> {
  is: 'applied' | 'ignored' | 'failed' | 'unknown' | 'later';
  /** Null: nothing, it stays waiting there. */
  say: Word | null;
  /** For the people at the ERP; empty for a success. */
  reason: string;
  gap?: Gap;
}

/** What the bridge says where the shop gave no outcome for a record. */
export const NO_WORD = 'the shop said nothing of it, so it is not confirmed';

/**
 * What becomes of a listing.
 *
 * | outcome | said to the ERP |
 * | --- | --- |
 * | applied, with the quantity asked for | success |
 * | applied, with another quantity | fail |
 * | failed | fail |
 * | unknown | by policy: fail, or nothing |
 * | ignored by name | ignore |
 * | later, or no word | retry: a failure that comes again |
 */
export function decideStock(asked: StockToApply, outcome: StockOutcome | undefined, policies: Policies): Decision {
  if (!outcome) return { is: 'later', say: null, reason: NO_WORD };
  switch (outcome.outcome) {
    case 'applied':
      if (outcome.quantity === asked.quantity) return { is: 'applied', say: 'success', reason: '' };
      return { is: 'failed', say: 'fail', reason: `the shop shows ${outcome.quantity} of ${asked.sku} instead of ${asked.quantity}` };
    case 'failed':
      return { is: 'failed', say: 'fail', reason: outcome.reason };
    case 'unknown':
      return unknown(outcome, policies.listing);
    case 'later':
      return { is: 'later', say: 'retry', reason: outcome.reason };
  }
}

/** What becomes of a parcel; as for stock, but that a failure is final at the ERP until a person looks. */
export function decideShipment(outcome: ShipmentOutcome | undefined, policies: Policies): Decision<Outcome> {
  if (!outcome) return { is: 'later', say: null, reason: NO_WORD };
  switch (outcome.outcome) {
    case 'applied':
      return { is: 'applied', say: 'success', reason: '' };
    case 'failed':
      return { is: 'failed', say: 'fail', reason: outcome.reason };
    case 'unknown':
      return unknown(outcome, outcome.what === 'carrier' ? policies.carrier : policies.order);
    case 'later':
      return { is: 'later', say: 'retry', reason: outcome.reason };
  }
}

/** What becomes of a record that is not handed to the shop at all. `ignore` is a success where the ERP has no such word for it. */
export function decideUnmapped(unmapped: Unmapped, policies: Policies): Decision<Outcome | 'ignore'> {
  if ('ignored' in unmapped)
    return { is: 'ignored', say: 'ignore', reason: `ignored on purpose: "${unmapped.ignored}" is named in the configuration` };
  if ('later' in unmapped) return { is: 'later', say: 'retry', reason: unmapped.later };
  return unknown({ what: unmapped.gap, ...unmapped }, policies[unmapped.gap]);
}

function unknown({ what, subject, reason }: Gap, policy: Policy): Decision<'fail'> {
  return { is: 'unknown', say: policy === 'fail' ? 'fail' : null, reason, gap: { what, subject, reason } };
}
