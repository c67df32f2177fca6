/** What the journal says a record's state must be (promise B6), row by row, oldest first. Pure; shares only the table of delays with the verbs. */
import type { JournalEntry } from '../journal/journal.ts';
import { retryAt, SHIPMENT_DELAYS_MS, STOCK_DELAYS_MS } from '../pool/delay.ts';
import type { StockState } from '../pool/rules.ts';

/** What the journal says of a listing: all that acknowledgements read and write. */
export type ReplayedListing = StockState;

/** What the journal says of a shipment. */
export interface ReplayedShipment {
  /** Its columns as it was made. */
  content: Record<string, string | number | null>;
  state: string;
  message: string;
  retries: number;
  retryAt: number;
  retrySteps: number;
  failureSignedAt: number;
}

/** A row as far as it is replayed. */
export type ReplayedRow = Omit<JournalEntry, 'seq' | 'actor' | 'pool'>;

const UNDELAYED = { retryAt: 0, retrySteps: 0, failureSignedAt: 0 };

/** A listing that nothing has happened to. */
export const NEVER: ReplayedListing = {
  version: 0,
  quantity: '0',
  changedAt: 0,
  acknowledged: 0,
  lastQuantity: null,
  lastAt: null,
  cancelSignedAt: 0,
  ...UNDELAYED,
};

/** A listing after one more row of its journal. @returns undefined while no row has touched it */
export function replayListing(known: ReplayedListing | undefined, row: ReplayedRow): ReplayedListing | undefined {
  const before = known ?? NEVER;
  const effect = row.effect.replace(', quantity differs', '');
  const version = row.version as number;
  if (row.event === 'changed') {
    return { ...before, ...UNDELAYED, version, quantity: row.quantity as string, changedAt: row.at };
  }
  if (effect === 'cleared' || effect === 'superseded') {
    const offered = effect === 'cleared' ? before.quantity : before.lastQuantity;
    const told = { acknowledged: version, lastQuantity: row.quantity ?? offered, lastAt: row.at };
    return { ...before, ...told, ...(effect === 'cleared' ? UNDELAYED : {}) };
  }
  if (effect === 'delayed') return { ...before, ...delayed(STOCK_DELAYS_MS, before.retrySteps, row) };
  if (effect === 'cancelled' || (row.event === 'cancel' && effect === 'refused')) {
    const asked = { ...before, cancelSignedAt: Math.max(before.cancelSignedAt, row.signedAt as number) };
    return effect === 'cancelled' ? { ...asked, ...UNDELAYED, acknowledged: version } : asked;
  }
  return known;
}

/** A shipment after one more row of its journal. @returns undefined while it was not made */
export function replayShipment(before: ReplayedShipment | undefined, row: ReplayedRow): ReplayedShipment | undefined {
  if (row.event === 'created') {
    return { content: JSON.parse(row.detail), state: 'pending', message: '', retries: 0, ...UNDELAYED };
  }
  if (!before) return undefined;
  if (row.effect === 'delayed') {
    const counted = { retries: before.retries + 1, message: row.detail };
    return { ...before, ...counted, ...delayed(SHIPMENT_DELAYS_MS, before.retrySteps, row) };
  }
  if (row.effect === 'done' || row.effect === 'failed') return { ...before, state: row.effect, message: row.detail, retryAt: 0 };
  if (row.effect === 'cancelled' || row.effect === 'replaced') return { ...before, state: row.effect, retryAt: 0 };
  return before;
}

function delayed(delays: readonly number[], steps: number, { at, signedAt }: ReplayedRow) {
  return { retryAt: retryAt(delays, steps, at), retrySteps: steps + 1, failureSignedAt: signedAt as number };
}
