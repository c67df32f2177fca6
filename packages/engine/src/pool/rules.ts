/**
 * What an acknowledgement does, as pure functions of the record's state: the reference for every statement of the pools.
 *
 * Statements compare and change in one step; where none matched, these functions name why.
 */
import type { Outcome, ShipmentEffect, ShipmentState, StockAcknowledgement, StockEffect } from '@tongbu/model';
import { retryAt, SHIPMENT_DELAYS_MS, STOCK_DELAYS_MS } from './delay.ts';

/** The part of a listing that acknowledgements read and write. Times are epoch milliseconds. */
export interface StockState {
  version: number;
  acknowledged: number;
  quantity: string;
  /** When the current version was made, by our clock. */
  changedAt: number;
  lastQuantity: string | null;
  lastAt: number | null;
  retryAt: number;
  retrySteps: number;
  /** When the last counted failure was signed, by the client's clock. */
  failureSignedAt: number;
  /** When the last cancellation was signed, whether it cancelled or not. */
  cancelSignedAt: number;
}

/** When a request was signed (by the client's clock) and received (by ours), in epoch milliseconds. */
export interface Moment {
  signedAt: number;
  now: number;
}

/** The state after an acknowledgement of a listing, and what to call it (promises S1, S2, S5). */
export function acknowledgeStock(
  state: StockState,
  { outcome, version, quantity }: Pick<StockAcknowledgement, 'outcome' | 'version' | 'quantity'>,
  moment: Moment,
): { effect: StockEffect; state: StockState } {
  if (version === null) return { effect: 'unversioned', state };
  if (version > state.version || version < 1) return { effect: 'never issued', state };
  if (outcome === 'fail') return failStock(state, version, moment);
  if (version <= state.acknowledged) return { effect: 'repeated', state };
  const offered = version === state.version ? state.quantity : state.lastQuantity;
  const known = { lastQuantity: quantity ?? offered, lastAt: moment.now, acknowledged: version };
  if (version < state.version) return { effect: 'superseded', state: { ...state, ...known } };
  return { effect: 'cleared', state: { ...state, ...known, retryAt: 0, retrySteps: 0, failureSignedAt: 0 } };
}

function failStock(state: StockState, version: number, { signedAt, now }: Moment): { effect: StockEffect; state: StockState } {
  if (version < state.version) return { effect: 'stale', state };
  if (state.acknowledged >= version) return { effect: 'repeated', state };
  if (isRepeat(state, signedAt)) return { effect: 'repeated', state };
  const next = { retryAt: retryAt(STOCK_DELAYS_MS, state.retrySteps, now), retrySteps: state.retrySteps + 1, failureSignedAt: signedAt };
  return { effect: 'delayed', state: { ...state, ...next } };
}

/**
 * A failure counts once: not again while its delay runs, and not when it was signed no later than the last one counted,
 * which is how a byte-for-byte repeat looks even where the client's clock is ahead of ours.
 */
function isRepeat(state: { retryAt: number; failureSignedAt: number }, signedAt: number): boolean {
  return signedAt < state.retryAt || signedAt <= state.failureSignedAt;
}

/**
 * Whether `cancelSync` may clear a listing (promise S6). A request signed no later than the last one may be that one again:
 * with -1 it cancels nothing.
 *
 * @param version the version named; -1 for the one that was current when the request was signed
 */
export function mayCancel(
  state: Pick<StockState, 'version' | 'acknowledged' | 'changedAt' | 'cancelSignedAt'>,
  version: number,
  signedAt: number,
): boolean {
  if (state.version <= state.acknowledged) return false;
  if (version === -1) return state.changedAt < endOfSecond(signedAt) && state.cancelSignedAt < signedAt;
  return version === state.version;
}

/** The first millisecond after the second in which a request was signed. */
export function endOfSecond(signedAtMs: number): number {
  return Math.floor(signedAtMs / 1000) * 1000 + 1000;
}

/** The part of a shipment that acknowledgements read and write. */
export interface ShipmentPoolState {
  state: ShipmentState;
  retryAt: number;
  retrySteps: number;
  failureSignedAt: number;
}

/** The state after an acknowledgement of a shipment, and what to call it (promise L2). */
export function acknowledgeShipment(
  record: ShipmentPoolState,
  outcome: Outcome,
  { signedAt, now }: Moment,
): { effect: ShipmentEffect; record: ShipmentPoolState } {
  const same = (effect: ShipmentEffect) => ({ effect, record });
  const settle = (state: 'done' | 'failed') => ({ effect: state, record: { ...record, state, retryAt: 0 } });
  if (record.state === 'done') return same(outcome === 'success' ? 'repeated' : 'settled');
  if (record.state === 'failed') {
    if (outcome === 'success') return settle('done');
    return same(outcome === 'fail' ? 'repeated' : 'settled');
  }
  if (record.state !== 'pending') return same('settled');
  if (outcome === 'success') return settle('done');
  if (outcome === 'fail') return settle('failed');
  if (isRepeat(record, signedAt)) return same('repeated');
  const next = {
    retryAt: retryAt(SHIPMENT_DELAYS_MS, record.retrySteps, now),
    retrySteps: record.retrySteps + 1,
    failureSignedAt: signedAt,
  };
  return { effect: 'delayed', record: { ...record, ...next } };
}
