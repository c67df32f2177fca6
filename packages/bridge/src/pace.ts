import { setTimeout as pause } from 'node:timers/promises';

/** What the vendor allows a key. */
export interface Limits {
  /** Calls a minute. */
  perMinute: number;
  /** Calls at once. */
  atOnce: number;
}

/** What the vendor is known to allow: 60 calls a minute, 5 at once (enterprise; flagship 10). */
export const VENDOR_LIMITS: Limits = { perMinute: 60, atOnce: 5 };

/**
 * A `fetch` that keeps to the limits of one key: a bucket of tokens that fills evenly, and a count of calls in hand.
 *
 * @param limits null for none
 * @param onWait told how long a call waited, in milliseconds
 */
export function pacedFetch(limits: Limits | null, onWait: (ms: number) => void = () => {}, send: typeof fetch = fetch): typeof fetch {
  if (!limits) return send;
  const { perMinute, atOnce } = limits;
  // A quarter of a minute's calls may go at once; with what fills meanwhile a minute never holds more than the limit.
  const burst = Math.max(1, Math.floor(perMinute / 4));
  const rate = 60_000 / Math.max(1, perMinute - burst);
  let tokens = burst;
  let filledAt = performance.now();
  let inHand = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const free: (() => void)[] = [];

  async function take(signal: AbortSignal | null | undefined): Promise<void> {
    const began = performance.now();
    tokens = Math.min(burst, tokens + (began - filledAt) / rate);
    filledAt = began;
    if (tokens < 1) await pause((1 - tokens) * rate, undefined, signal ? { signal } : {});
    if (inHand >= atOnce) await new Promise<void>((resolve) => free.push(resolve));
    signal?.throwIfAborted();
    const now = performance.now();
    tokens = Math.min(burst, tokens + (now - filledAt) / rate) - 1;
    filledAt = now;
    inHand += 1;
    if (now - began > 1) onWait(now - began);
  }

  return async (input, init) => {
    const turn = queue.then(() => take(init?.signal));
    queue = turn.catch(() => {});
    await turn;
    try {
      // The answer's body is a moment of the same call, and short: the count covers the headers.
      return await send(input, init);
    } finally {
      inHand -= 1;
      free.shift()?.();
    }
  };
}
