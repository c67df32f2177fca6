import type { PullOptions } from './pool.ts';
import { batchesOf } from './say.ts';
import { Unread } from './unreadable.ts';

/** How many settled records a pass remembers at least; without an end it would grow with the pool. */
const REMEMBERED = 20_000;

/** What a pass could not get to: see `onHidden` of {@link PullOptions}. */
export interface Hidden {
  /** How many records the pass met and could not settle: they fill the largest page there is. */
  unsettled: number;
  /** How many wait behind them; null where the server does not say. */
  behind: number | null;
}

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
  /** What could not be read: it stays in the pool, like everything that is not acknowledged. */
  readonly unread: Unread;
  /** What the last page kept from being reached. */
  hidden: Hidden | null = null;

  constructor(unread: Unread) {
    this.unread = unread;
  }

  /** How many records the pass met that are not settled. */
  get open(): number {
    return this.#open.size + this.unread.count;
  }

  /**
   * Takes note of a page of an edition that begins each page anew: once what is not settled fills the largest of them, what stands behind it
   * is never offered. A server that reads on has offered more than that, or says that no more wait.
   *
   * @param total how many wait, where the server says it
   */
  lookBehind(largest: number, total: number | undefined): void {
    const unsettled = this.open;
    const isHidden = total === undefined ? unsettled === largest : unsettled >= largest && total > unsettled;
    this.hidden = isHidden ? { unsettled, behind: total === undefined ? null : total - unsettled } : null;
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
   * @param read gives the next records that wait, in whatever order; nothing that is new ends the pass
   * @param listeners.onUnreadable told of what waits and cannot be read; without it the pass throws an UnreadableError at its end
   * @param listeners.onHidden told at its end of what it could not get to
   */
  async *begin<R extends Record>(
    size: number,
    read: (pass: Pass) => Promise<R[]>,
    { onUnreadable, onHidden }: Pick<PullOptions, 'onUnreadable' | 'onHidden'>,
  ): AsyncGenerator<R[], void, undefined> {
    const pass = new Pass(new Unread(onUnreadable));
    this.#passes.add(pass);
    try {
      for (;;) {
        const unreadBefore = pass.unread.count;
        const fresh = (await read(pass)).filter((record) => pass.offer(this.#keyOf(record)));
        yield* batchesOf(fresh, size);
        if (fresh.length === 0 && pass.unread.count === unreadBefore) break;
      }
      if (pass.hidden) onHidden?.(pass.hidden);
      pass.unread.end();
    } finally {
      this.#passes.delete(pass);
    }
  }

  /** Tells the passes of records whose acknowledgement was accepted. */
  settle(records: readonly Record[]): void {
    for (const pass of this.#passes) for (const record of records) pass.settle(this.#keyOf(record));
  }
}
