/** What must be pending, from what was answered alone; no clock comes into it. */
import { DatabaseSync } from 'node:sqlite';
import type { PulledListing, PulledShipment } from '../shop.ts';

/** One listing or shipment. */
export interface Expected {
  pending: boolean;
  /** Grows with each import of a listing; 1 for a shipment. */
  version: number;
  /** When failures of this version were answered, by the jumping clock: near those times an offer may be late. */
  failedAt: number[];
}

/** Longer than any delay after a failure, in milliseconds. */
export const LONGEST_DELAY = 62 * 60_000;

/** The pools as they must be. */
export class Expectation {
  readonly listings = new Map<number, Expected>();
  readonly shipments = new Map<number, Expected>();

  constructor(listings: number, shipments: number) {
    for (let n = 1; n <= listings; n++) this.listings.set(n, { pending: true, version: 1, failedAt: [] });
    for (let n = 1; n <= shipments; n++) this.shipments.set(n, { pending: true, version: 1, failedAt: [] });
  }

  /** How many wait. */
  get pending(): number {
    return [...this.listings.values(), ...this.shipments.values()].filter(({ pending }) => pending).length;
  }

  /** A success of these listings was answered, or a cancellation. */
  clear(listings: Iterable<number>): void {
    for (const listing of listings) this.#of(this.listings, listing).pending = false;
  }

  /** A success of these shipments was answered. */
  settle(shipments: Iterable<number>): void {
    for (const shipment of shipments) this.#of(this.shipments, shipment).pending = false;
  }

  /** An import that changes these was answered. */
  raise(listings: Iterable<number>): void {
    for (const listing of listings) {
      const { version } = this.#of(this.listings, listing);
      this.listings.set(listing, { pending: true, version: version + 1, failedAt: [] });
    }
  }

  /** An import that makes so many new shipments was answered; their numbers follow. */
  addShipments(count: number): void {
    for (let n = 0; n < count; n++) this.shipments.set(this.shipments.size + 1, { pending: true, version: 1, failedAt: [] });
  }

  /** A failure of a listing's or a shipment's version was answered: it stays pending. */
  fail(pool: 'listings' | 'shipments', n: number, at: number): void {
    this.#of(this[pool], n).failedAt.push(at);
  }

  /** What differs between this and the database, which a server may have open. */
  differences(file: string): string[] {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      database.exec('begin');
      const listings = database.prepare('select listing_id as n, version, version > acknowledged as waits from listings').all();
      const shipments = database.prepare("select shipment_id as n, 1 as version, state = 'pending' as waits from shipments").all();
      const counted = database.prepare('select sum(pending) as pending from pool_counts where pool in (?, ?)').get('stock', 'shipment');
      const counter =
        Number(counted?.['pending']) === this.pending ? [] : [`the counters say ${counted?.['pending']} wait, not ${this.pending}`];
      return [...compare('listing', this.listings, listings), ...compare('shipment', this.shipments, shipments), ...counter];
    } finally {
      database.close();
    }
  }

  /** What is wrong with what a pull of everything offered at that time, by the jumping clock. */
  wrongOffers(listings: PulledListing[], shipments: PulledShipment[], now: number): string[] {
    return [
      ...wrong('listing', this.listings, new Map(listings.map(({ listing, version }) => [listing, version])), now),
      ...wrong('shipment', this.shipments, new Map(shipments.map(({ shipment }) => [shipment, 1])), now),
    ];
  }

  #of(pool: Map<number, Expected>, n: number): Expected {
    const expected = pool.get(n);
    if (!expected) throw new RangeError(`number ${n} was never made`);
    return expected;
  }
}

function compare(what: string, expected: Map<number, Expected>, rows: Record<string, unknown>[]): string[] {
  const lost = expected.size - rows.length;
  return [
    ...(lost === 0 ? [] : [`${lost} of ${expected.size} ${what}s are not there at all`]),
    ...rows.flatMap((row) => {
      const { pending, version } = expected.get(Number(row['n'])) as Expected;
      if (row['version'] === version && (row['waits'] === 1) === pending) return [];
      const is = `version ${row['version']}, ${row['waits'] === 1 ? 'pending' : 'cleared'}`;
      return [`${what} ${row['n']} is ${is}; it must be version ${version}, ${pending ? 'pending' : 'cleared'}`];
    }),
  ];
}

function wrong(what: string, expected: Map<number, Expected>, offered: Map<number, number>, now: number): string[] {
  const texts: string[] = [];
  for (const [n, { pending, version, failedAt }] of expected) {
    const mayBeLate = failedAt.some((at) => Math.abs(now - at) <= LONGEST_DELAY);
    if (offered.has(n) && !pending) texts.push(`${what} ${n} is offered, but was cleared`);
    if (offered.has(n) && offered.get(n) !== version) texts.push(`${what} ${n} is offered with version ${offered.get(n)}, not ${version}`);
    if (!offered.has(n) && pending && !mayBeLate) texts.push(`${what} ${n} waits, has not failed within an hour, and is not offered`);
  }
  return texts;
}
