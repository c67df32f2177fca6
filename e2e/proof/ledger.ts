/** What a shop asked for and was told, held against what the database says after a restart (promises B1, B5, B6). */
import { DatabaseSync } from 'node:sqlite';
import type { Violations } from './rig.ts';
import type { Acknowledged } from './shop.ts';

/** One acknowledgement: everything in it happens in one transaction. */
export interface Asked {
  pool: 'stock' | 'shipment';
  /** `<listing> v<version>`, or the number of the shipment. */
  elements: string[];
  /** When its success was read: `process.hrtime.bigint()`; undefined while it is not. */
  answeredAt?: bigint;
}

/** What a {@link Ledger} has counted since it was opened. */
export interface Reckoning {
  /** Acknowledgements whose success was read, and how many elements they had. */
  answered: number;
  elements: number;
  /** Acknowledgements without an answer, and how many of those were carried out all the same. */
  unanswered: number;
  carriedOut: number;
  /** Answered, and not there after the restart; and carried out by half. */
  lost: number;
  half: number;
}

interface JournalRow {
  seq: number;
  pool: string;
  subject: number;
  version: number | null;
}

/** The book of one data folder. */
export class Ledger {
  readonly #file: string;
  readonly #violations: Violations;
  #open: Asked[] = [];
  #seq = 0;
  #rows = 0;
  /** What the journal says so far: the version each listing is acknowledged up to, and the shipments that are done. */
  readonly #acknowledged = new Map<number, number>();
  readonly #done = new Set<number>();
  readonly counted: Reckoning = { answered: 0, elements: 0, unanswered: 0, carriedOut: 0, lost: 0, half: 0 };

  /** @param file the database of the folder, in which nothing was acknowledged yet */
  constructor(file: string, violations: Violations) {
    this.#file = file;
    this.#violations = violations;
  }

  /** Notes an acknowledgement that is about to be sent; no element may stand in two before the next {@link Ledger.check}. */
  stock(listings: Acknowledged[]): Asked {
    return this.#ask('stock', listings.map(stockElement));
  }

  /** Notes an acknowledgement of shipments, as {@link Ledger.stock}. */
  shipments(shipments: number[]): Asked {
    return this.#ask('shipment', shipments.map(String));
  }

  /** How many acknowledgements since the last check have no answer. */
  get inFlight(): number {
    return this.#open.filter(({ answeredAt }) => answeredAt === undefined).length;
  }

  #ask(pool: Asked['pool'], elements: string[]): Asked {
    const asked = { pool, elements };
    this.#open.push(asked);
    return asked;
  }

  /**
   * Checks everything that was asked since the last check, and that state, journal and counters tell the same.
   *
   * @param promisedBefore successes read later than this (`process.hrtime.bigint()`) promise nothing: the disk was gone
   */
  check(promisedBefore?: bigint): void {
    const database = new DatabaseSync(this.#file, { readOnly: true });
    try {
      // One transaction: what is read belongs together, whatever the server does meanwhile.
      database.exec('begin');
      const written = this.#readJournal(database);
      for (const asked of this.#open) this.#checkOne(asked, written, promisedBefore);
      for (const element of written.keys()) this.#violate(`the journal has a row for ${element}, which nobody asked for`);
      this.#open = [];
      this.#checkState(database);
    } finally {
      database.close();
    }
  }

  /** Checks the file as a whole, all of which it reads: it is sound, and the journal still has every row that was checked. */
  checkWhole(): void {
    const database = new DatabaseSync(this.#file, { readOnly: true });
    try {
      for (const { integrity_check: found } of database.prepare('pragma integrity_check').all()) {
        if (found !== 'ok') this.#violate(String(found));
      }
      const rows = database.prepare(SETTLED).all(0, this.#seq).length;
      if (rows !== this.#rows) this.#violate(`the journal had ${this.#rows} rows of successes, and has ${rows} now`);
    } finally {
      database.close();
    }
  }

  /** Rows since the last check, by element: how many each has. */
  #readJournal(database: DatabaseSync): Map<string, number> {
    const rows = database.prepare(SETTLED).all(this.#seq, Number.MAX_SAFE_INTEGER) as unknown as JournalRow[];
    const written = new Map<string, number>();
    for (const { seq, pool, subject, version } of rows) {
      this.#seq = seq;
      this.#rows++;
      const element = pool === 'stock' ? `stock ${stockElement({ listing: subject, version: version ?? 0 })}` : `shipment ${subject}`;
      written.set(element, (written.get(element) ?? 0) + 1);
      if (pool === 'stock') this.#acknowledged.set(subject, version ?? 0);
      else this.#done.add(subject);
    }
    return written;
  }

  #checkOne({ pool, elements, answeredAt }: Asked, written: Map<string, number>, promisedBefore: bigint | undefined): void {
    const { counted } = this;
    let there = 0;
    for (const element of elements.map((each) => `${pool} ${each}`)) {
      const rows = written.get(element) ?? 0;
      written.delete(element);
      if (rows > 0) there++;
      if (rows > 1) this.#violate(`the journal has ${rows} rows for ${element}, asked for once`);
    }
    const named = `${elements.length} of ${pool} (${elements.join(', ')})`;
    if (there > 0 && there < elements.length) {
      counted.half++;
      this.#violate(`an acknowledgement of ${named} was carried out by half: ${there}`);
    }
    if (answeredAt === undefined || (promisedBefore !== undefined && answeredAt > promisedBefore)) {
      counted.unanswered++;
      if (there > 0) counted.carriedOut++;
      return;
    }
    counted.answered++;
    counted.elements += elements.length;
    if (there === elements.length) return;
    counted.lost++;
    this.#violate(`an answered acknowledgement of ${named} is lost: ${there} are in the journal`);
  }

  /** The pools are what the journal makes of them, and the counters count them. */
  #checkState(database: DatabaseSync): void {
    const pending = { stock: 0, shipment: 0 };
    for (const row of database.prepare('select listing_id, version, acknowledged from listings').all()) {
      const { listing_id: listing, version, acknowledged } = row as Record<string, number>;
      if ((version as number) > (acknowledged as number)) pending.stock++;
      const journalled = this.#acknowledged.get(listing as number) ?? 0;
      if (acknowledged !== journalled)
        this.#violate(`listing ${listing} is acknowledged up to ${acknowledged}, its journal says ${journalled}`);
    }
    for (const row of database.prepare('select shipment_id, state from shipments').all()) {
      const { shipment_id: shipment, state } = row as { shipment_id: number; state: string };
      if (state === 'pending') pending.shipment++;
      const journalled = this.#done.has(shipment) ? 'done' : 'pending';
      if (state !== journalled) this.#violate(`shipment ${shipment} is ${state}, its journal says ${journalled}`);
    }
    for (const [pool, count] of Object.entries(pending)) {
      const counter = database.prepare('select sum(pending) as pending from pool_counts where pool = ?').get(pool)?.['pending'];
      if (Number(counter) !== count) this.#violate(`${count} wait in the ${pool} pool, its counter says ${counter}`);
    }
  }

  #violate(text: string): void {
    this.#violations.add(`${this.#file}: ${text}`);
  }
}

const SETTLED = `select seq, pool, subject, version from journal
  where seq > ? and seq <= ? and event = 'success' and effect in ('cleared', 'superseded', 'done') order by seq`;

function stockElement({ listing, version }: Acknowledged): string {
  return `${listing} v${version}`;
}
