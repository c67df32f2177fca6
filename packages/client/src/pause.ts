import { CallError, HttpError, RateLimitError } from './error.ts';

/** A call is sent at most so often where the server is busy or unreachable; a rate limit is waited for as long as there is patience. */
const MOST_ATTEMPTS = 3;

/**
 * How long to wait before a failed call is sent once more, in milliseconds; undefined where it must not be.
 *
 * A rate limit: 1, 2, 4 … 16 seconds. Anything else that passes: a quarter of a second, then one. Each is half as long to half
 * as long again, by chance, so that clients who were refused together do not come back together.
 *
 * @param attempt how often it was sent so far
 * @param repeatable whether it may be sent although it may have been done
 * @param random from 0 to 1
 */
export function pauseBefore(error: unknown, attempt: number, repeatable: boolean, random = Math.random()): number | undefined {
  if (!(error instanceof CallError) || !error.retryable) return undefined;
  const jitter = 0.5 + random;
  if (wasNotDone(error)) return Math.min(1000 * 2 ** (attempt - 1), 16_000) * jitter;
  return repeatable && attempt < MOST_ATTEMPTS ? 250 * 4 ** (attempt - 1) * jitter : undefined;
}

/** A limit was in the way: the request was not looked at. */
function wasNotDone(error: CallError): boolean {
  return error instanceof RateLimitError || (error instanceof HttpError && error.http === 429);
}

/** Waits; rejects with the signal's reason when one of them fires. */
export function pause(ms: number, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => {
      clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener('abort', abort);
      act();
    };
    const abort = () => end(() => reject(signals.find((signal) => signal?.aborted)?.reason));
    const timer = setTimeout(() => end(resolve), ms);
    for (const signal of signals) signal?.addEventListener('abort', abort);
    if (signals.some((signal) => signal?.aborted)) abort();
  });
}
