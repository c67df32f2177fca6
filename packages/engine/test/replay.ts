/** Rebuilds both pools from journal rows alone (promise B6). Pure; shares only the table of delays with the engine. */

import type { JournalEntry } from '../src/journal/journal.ts';
import { retryAt, SHIPMENT_DELAYS_MS, STOCK_DELAYS_MS } from '../src/pool/delay.ts';
import type { StockState } from '../src/pool/rules.ts';

/** What the journal says of a listing: all that acknowledgements read and write. */
export type ReplayedListing = StockState;

/** What the journal says of a shipment. */
export interface ReplayedShipment {
  content: Record<string, unknown>;
  state: string;
  message: string;
  retries: number;
  retryAt: number;
  retrySteps: number;
  failureSignedAt: number;
}

/** Both pools of a seller, by number. */
export interface Replayed {
  listings: Map<number, ReplayedListing>;
  shipments: Map<number, ReplayedShipment>;
}

/** @param rows a seller's journal, oldest first */
export function replay(rows: JournalEntry[]): Replayed {
  const pools: Replayed = { listings: new Map(), shipments: new Map() };
  for (const row of rows) {
    if (row.pool === 'stock') replayStock(pools.listings, row);
    else replayShipment(pools.shipments, row);
  }
  return pools;
}

const UNDELAYED = { retryAt: 0, retrySteps: 0, failureSignedAt: 0 };
const NEVER = {
  version: 0,
  quantity: '0',
  changedAt: 0,
  acknowledged: 0,
  lastQuantity: null,
  lastAt: null,
  cancelSignedAt: 0,
  ...UNDELAYED,
};

function replayStock(listings: Map<number, ReplayedListing>, row: JournalEntry): void {
  const effect = row.effect.replace(', quantity differs', '');
  const subject = row.subject as number;
  const before = listings.get(subject) ?? NEVER;
  const version = row.version as number;
  if (row.event === 'changed') {
    listings.set(subject, { ...before, ...UNDELAYED, version, quantity: row.quantity as string, changedAt: row.at });
  } else if (effect === 'cleared' || effect === 'superseded') {
    const told = {
      acknowledged: version,
      lastQuantity: row.quantity ?? (effect === 'cleared' ? before.quantity : before.lastQuantity),
      lastAt: row.at,
    };
    listings.set(subject, { ...before, ...told, ...(effect === 'cleared' ? UNDELAYED : {}) });
  } else if (effect === 'delayed') {
    listings.set(subject, { ...before, ...delayed(STOCK_DELAYS_MS, before.retrySteps, row) });
  } else if (row.event === 'cancel' && listings.has(subject)) {
    const known = { ...before, cancelSignedAt: Math.max(before.cancelSignedAt, row.signedAt as number) };
    listings.set(subject, effect === 'cancelled' ? { ...known, ...UNDELAYED, acknowledged: version } : known);
  }
}

function replayShipment(shipments: Map<number, ReplayedShipment>, row: JournalEntry): void {
  const subject = row.subject as number;
  if (row.event === 'created') {
    shipments.set(subject, { content: JSON.parse(row.detail), state: 'pending', message: '', retries: 0, ...UNDELAYED });
    return;
  }
  const before = shipments.get(subject);
  if (!before) return;
  if (row.effect === 'delayed') {
    const counted = { retries: before.retries + 1, message: row.detail };
    shipments.set(subject, { ...before, ...counted, ...delayed(SHIPMENT_DELAYS_MS, before.retrySteps, row) });
  } else if (row.effect === 'done' || row.effect === 'failed') {
    shipments.set(subject, { ...before, state: row.effect, message: row.detail, retryAt: 0 });
  } else if (row.effect === 'cancelled' || row.effect === 'replaced') {
    shipments.set(subject, { ...before, state: row.effect, retryAt: 0 });
  }
}

function delayed(delays: readonly number[], steps: number, { at, signedAt }: JournalEntry) {
  return { retryAt: retryAt(delays, steps, at), retrySteps: steps + 1, failureSignedAt: signedAt as number };
}
