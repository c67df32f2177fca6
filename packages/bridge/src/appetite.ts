/**
 * How many records to hand to the shop at once, so that one record that makes the shop fail is found and stops no other: after a
 * failure one at a time, then twice as many after each success.
 */
export class Appetite {
  readonly #most: number;
  #size: number;
  /** Failures of single records, one after another, with no success between. */
  #failures = 0;

  /** @param most the most the shop takes */
  constructor(most: number) {
    this.#most = most;
    this.#size = most;
  }

  /** How many to hand over now. */
  get size(): number {
    return this.#size;
  }

  /** The shop answered. */
  succeeded(): void {
    this.#failures = 0;
    this.#size = Math.min(this.#most, this.#size * 2);
  }

  /**
   * The shop failed.
   *
   * @returns `smaller` try again with one, after a pause; `skip` leave this one record alone and go on; `down` the shop fails
   *   whatever it is given: wait for it
   */
  failed(): 'smaller' | 'skip' | 'down' {
    if (this.#size > 1) {
      this.#size = 1;
      return 'smaller';
    }
    this.#failures += 1;
    if (this.#failures < 3) return 'skip';
    this.#failures = 0;
    return 'down';
  }
}
