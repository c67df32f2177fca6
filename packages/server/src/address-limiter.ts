import { isLoopback, placeOf } from './address.ts';

const MINUTE_MS = 60_000;

/** So many addresses are counted in a minute; of more, the key's own limits remain. */
const MOST_ADDRESSES = 10_000;

/** Generous: ten keys at their own limit may call from one machine. */
export const CALLS_PER_ADDRESS = 60_000;

/**
 * Counts requests by the address they come from, before anything of them is read or verified, in windows of a minute.
 *
 * This machine's own addresses are not counted: a proxy that was not declared would make all callers one. An IPv6 network of 64 bits counts as
 * one address, for one caller has all of it.
 */
export class AddressLimiter {
  readonly #perMinute: number;
  readonly #clock: () => number;
  readonly #counts = new Map<string, number>();
  #windowStart: number;

  /**
   * @param perMinute 0 for no limit
   * @param clock milliseconds that only grow; `performance.now` by default
   */
  constructor(perMinute: number, clock: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#clock = clock;
    this.#windowStart = clock();
  }

  /** Counts a request: `first over` for the one that is refused first in its minute, `over` for those after it. */
  take(address: string): 'within' | 'first over' | 'over' {
    if (this.#perMinute === 0 || isLoopback(address)) return 'within';
    const now = this.#clock();
    if (now - this.#windowStart >= MINUTE_MS) {
      this.#windowStart = now;
      this.#counts.clear();
    }
    const place = placeOf(address);
    const count = (this.#counts.get(place) ?? 0) + 1;
    if (count === 1 && this.#counts.size >= MOST_ADDRESSES) return 'within';
    this.#counts.set(place, count);
    if (count <= this.#perMinute) return 'within';
    return count === this.#perMinute + 1 ? 'first over' : 'over';
  }
}
