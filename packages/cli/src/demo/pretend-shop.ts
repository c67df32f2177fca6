import type { Random } from './random.ts';
import type { Say } from './words.ts';

/** What went wrong inside a shop. `temporary` goes away by itself; the other kind does not. */
export class ShopTrouble extends Error {
  readonly temporary: boolean;

  constructor(temporary: boolean, message: string) {
    super(message);
    this.temporary = temporary;
  }
}

/** Which of its orders a shop holds back, counted from 1: a few seconds after the start, so that whoever watches has a failure to look into. */
const HELD_BACK = 2;

/**
 * A shop of the kind that integrators build: it shows quantities and ships orders, and has the troubles real ones have.
 * One order is held back when its parcel comes first, and is taken when somebody queues the parcel again.
 * What it shows and has shipped is kept for as long as it runs; setting a quantity or shipping twice is harmless.
 */
export class PretendShop {
  readonly no: string;
  readonly #random: Random;
  readonly #say: Say;
  readonly #shown = new Map<string, string>();
  readonly #shipped = new Map<string, string>();
  readonly #closed = new Set<string>();
  readonly #asked = new Set<string>();

  constructor(no: string, random: Random, say: Say) {
    this.no = no;
    this.#random = random;
    this.#say = say;
  }

  /** Shows a quantity. @throws ShopTrouble */
  show(listing: string, quantity: string): void {
    if (this.#random.chance(0.03)) throw new ShopTrouble(true, this.#say('locked'));
    this.#shown.set(listing, quantity);
  }

  /** Marks an order, or part of it, as shipped. @throws ShopTrouble */
  ship(tid: string, oids: string, tracking: string): void {
    const part = `${tid} ${oids}`;
    if (this.#shipped.get(part) === tracking) return;
    if (this.#closed.has(tid)) throw new ShopTrouble(false, this.#say('refunded'));
    if (this.#isHeldBack(tid)) throw new ShopTrouble(false, this.#say('held'));
    if (this.#random.chance(0.08)) throw new ShopTrouble(true, this.#say('notYet'));
    if (this.#random.chance(0.05)) {
      this.#closed.add(tid);
      throw new ShopTrouble(false, this.#say('refunded'));
    }
    this.#shipped.set(part, tracking);
  }

  #isHeldBack(tid: string): boolean {
    if (this.#asked.has(tid)) return false;
    this.#asked.add(tid);
    return this.#asked.size === HELD_BACK;
  }

  /** Now and then a shop is slow, and the stock moves on while it works. */
  isSlow(): boolean {
    return this.#random.chance(0.04);
  }

  /** Now and then the answer to an acknowledgement is lost, and the shop says it again. */
  losesAnswer(): boolean {
    return this.#random.chance(0.04);
  }
}
