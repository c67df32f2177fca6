import { DatabaseSync } from 'node:sqlite';
import type { PulledListing } from '../shop.ts';

interface Made {
  version: number;
  quantity: string;
}

/** What shops were told: with each version one quantity, that of the journal (promise S4). */
export class Told {
  /** Since the last check, by {@link nameOf}. */
  readonly #told = new Map<string, string>();
  /** The newest version of each listing at the last check. */
  readonly #made = new Map<number, Made>();
  #seq = 0;
  /** How many versions were told and checked. */
  checked = 0;

  /** Notes what a pull told. */
  note(listings: PulledListing[]): void {
    for (const { listing, version, quantity } of listings) this.#told.set(nameOf(listing, version), quantity);
  }

  /** Holds what was told since the last check against the journal of a file. @returns what differs, in words */
  check(file: string): string[] {
    const differences: string[] = [];
    const compare = (listing: number, { version, quantity }: Made) => {
      const name = nameOf(listing, version);
      const told = this.#told.get(name);
      if (told === undefined) return;
      this.#told.delete(name);
      this.checked++;
      if (told !== quantity) differences.push(`listing ${name} was told with quantity ${told}, the journal says ${quantity}`);
    };
    for (const [listing, made] of this.#made) compare(listing, made);
    const database = new DatabaseSync(file, { readOnly: true });
    for (const row of database.prepare(CHANGED).iterate(this.#seq)) {
      const { seq, listing, ...made } = row as unknown as Made & { seq: number; listing: number };
      compare(listing, made);
      this.#made.set(listing, made);
      this.#seq = seq;
    }
    database.close();
    for (const name of this.#told.keys()) differences.push(`listing ${name} was told, and the journal knows no such version`);
    this.#told.clear();
    return differences;
  }
}

function nameOf(listing: number, version: number): string {
  return `${listing} v${version}`;
}

const CHANGED = `
  select seq, subject as listing, version, quantity from journal
  where seq > ? and pool = 'stock' and event = 'changed' order by seq`;
