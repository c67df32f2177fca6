/** Rebuilds both pools from journal rows alone (promise B6), with the same steps as `tongbu verify`. */
import { type ReplayedListing, type ReplayedShipment, replayListing, replayShipment } from '../src/backup/replay.ts';
import type { JournalEntry } from '../src/journal/journal.ts';

export type { ReplayedListing, ReplayedShipment };

/** Both pools of a seller, by number. */
export interface Replayed {
  listings: Map<number, ReplayedListing>;
  shipments: Map<number, ReplayedShipment>;
}

/** @param rows a seller's journal, oldest first */
export function replay(rows: JournalEntry[]): Replayed {
  const pools: Replayed = { listings: new Map(), shipments: new Map() };
  for (const row of rows) {
    const subject = row.subject as number;
    if (row.pool === 'stock') put(pools.listings, subject, replayListing(pools.listings.get(subject), row));
    if (row.pool === 'shipment') put(pools.shipments, subject, replayShipment(pools.shipments.get(subject), row));
  }
  return pools;
}

function put<T>(pool: Map<number, T>, subject: number, state: T | undefined): void {
  if (state !== undefined) pool.set(subject, state);
}
