import { batchesOf } from './say.ts';

/** How many settled records a pass remembers at least; without an end it would grow with the pool. */
const REMEMBERED = 20_000;

/**
 * What a pass has offered, so that it offers nothing twice and ends.
 *
 * What is not settled is remembered whole, for it comes again and again. What is settled should not come again; the last of it
 * is remembered all the same, for a server might take an acknowledgement and mean nothing by it.
 */
export class Pass {
  readonly #open = new Set<string>();
  #settled = new Set<string>();
  #settledBefore = new Set<string>();

  /** How many records were offered and are not settled. */
  get open(): number {
    return this.#open.size;
  }

  isNew(key: string): boolean {
    return !this.#open.has(key) && !this.#settled.has(key) && !this.#settledBefore.has(key);
  }

  /** @returns whether it was new */
  offer(key: string): boolean {
    if (!this.isNew(key)) return false;
    this.#open.add(key);
    return true;
  }

  /** The server has taken the shop's word on it. */
  settle(key: string): void {
    if (!this.#open.delete(key)) return;
    this.#settled.add(key);
    if (this.#settled.size < REMEMBERED) return;
    this.#settledBefore = this.#settled;
    this.#settled = new Set();
  }
}

/** The passes over one pool that are going on. */
export class Passes<Record> {
  readonly #passes = new Set<Pass>();
  readonly #keyOf: (record: Record) => string;

  /** @param keyOf what makes a record another one than it was */
  constructor(keyOf: (record: Record) => string) {
    this.#keyOf = keyOf;
  }

  /**
   * Begins a pass: pages of at most `size` records.
   *
   * @param read gives the next records that wait, in whatever order; none that is new ends the pass
   */
  async *begin<R extends Record>(size: number, read: (pass: Pass) => Promise<R[]>): AsyncGenerator<R[], void, undefined> {
    const pass = new Pass();
    this.#passes.add(pass);
    try {
      for (;;) {
        const fresh = (await read(pass)).filter((record) => pass.offer(this.#keyOf(record)));
        if (fresh.length === 0) return;
        yield* batchesOf(fresh, size);
      }
    } finally {
      this.#passes.delete(pass);
    }
  }

  /** Tells the passes of records whose acknowledgement was accepted. */
  settle(records: readonly Record[]): void {
    for (const pass of this.#passes) for (const record of records) pass.settle(this.#keyOf(record));
  }
}
