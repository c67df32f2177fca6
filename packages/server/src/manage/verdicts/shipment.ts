import type { ShipmentRecord } from '@tongbu/engine';
import { type Surroundings, type Unread, type Verdict, whyUnread } from './verdict.ts';

/** The vendor's type of a carrier that is mapped to none. */
const UNMAPPED = -1;

/**
 * Why a parcel is not in its shop, or that it is: `in the shop`; `cancelled`; `replaced` by another record of the same order; `failed`,
 * the shop gave it up; `carrier unmapped`, it failed or waits and its carrier is none that the shop can know; `shop paused`; `delayed`,
 * the shop asked to be told again; `retried`, and is offered again now; or what {@link Unread} says.
 */
export type ShipmentWord =
  | 'in the shop'
  | 'cancelled'
  | 'replaced'
  | 'failed'
  | 'failed, carrier unmapped'
  | 'carrier unmapped'
  | 'shop paused'
  | 'delayed'
  | 'retried'
  | Unread;

/** What a shipment is judged by. */
export interface ShipmentFacts extends Surroundings {
  shipment: Pick<ShipmentRecord, 'state' | 'shopPaused' | 'carrier' | 'retries' | 'retryAt' | 'message' | 'createdAt'>;
}

/** Judges a shipment. */
export function shipmentVerdict({ shipment, ...around }: ShipmentFacts): Verdict<ShipmentWord> {
  const { state, carrier, message: reason } = shipment;
  const none = { mend: null, reason: '' };
  if (state === 'done') return { verdict: 'in the shop', ...none };
  if (state === 'cancelled' || state === 'replaced') return { verdict: state, ...none };
  const isUnmapped = carrier.type === UNMAPPED;
  if (state === 'failed') {
    if (isUnmapped) return { verdict: 'failed, carrier unmapped', mend: 'carrier', reason };
    return { verdict: 'failed', mend: 'requeue', reason };
  }
  if (shipment.shopPaused) return { verdict: 'shop paused', mend: 'resume', reason: '' };
  const unread = whyUnread(around, shipment.createdAt);
  if (unread.verdict === 'no key') return { ...unread, reason: '' };
  if (isUnmapped) return { verdict: 'carrier unmapped', mend: 'carrier', reason };
  if (shipment.retryAt !== null) return { verdict: 'delayed', mend: 'requests', reason };
  if (unread.verdict === 'stopped pulling') return { ...unread, reason };
  if (shipment.retries > 0) return { verdict: 'retried', mend: null, reason };
  return { ...unread, reason: '' };
}
