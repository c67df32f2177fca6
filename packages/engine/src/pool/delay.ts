/** How long a record that failed is not offered: pure arithmetic. */

const MINUTE_MS = 60_000;

/** Delays of a listing, step by step (promise S5). The last one repeats. */
export const STOCK_DELAYS_MS = [1, 2, 5, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);

/** Delays of a shipment, step by step (promise L2). The last one repeats. */
export const SHIPMENT_DELAYS_MS = [1, 2, 5, 15, 30].map((minutes) => minutes * MINUTE_MS);

/** No delay is longer than this, in either pool, the rounding of {@link retryAt} included. */
export const LONGEST_DELAY_MS = 60 * MINUTE_MS + 1000;

/**
 * When a record is offered again.
 *
 * Rounded up to a whole second, because requests are signed in whole seconds: one signed in the second in which the delay
 * ends is signed after it.
 *
 * @param steps how many failures were counted before this one
 */
export function retryAt(delays: readonly number[], steps: number, nowMs: number): number {
  const delay = delays[Math.min(steps, delays.length - 1)] as number;
  return Math.ceil((nowMs + delay) / 1000) * 1000;
}

/**
 * Whether a record may be offered. A time further away than any delay was written by a clock that has jumped since; it
 * does not hide the record (promise B14).
 *
 * The statements say the same in SQL: `(retry_at <= :now or retry_at > :now + LONGEST_DELAY_MS)`.
 */
export function isDue(retryAtMs: number, nowMs: number): boolean {
  return retryAtMs <= nowMs || retryAtMs > nowMs + LONGEST_DELAY_MS;
}
