/** How often a key may call: counted before anything is done, and what is over the limit waits for its answer. */
import type { Credential } from '@tongbu/engine';
import { enterprise, flagship } from '@tongbu/protocol';
import type { Exceeded } from '../limiter.ts';
import type { Ended } from './called.ts';
import type { Deps, Received } from './deps.ts';

/** Texts of the refusals that a caller mends by calling less. */
const OVER: ReadonlySet<string> = new Set(
  [flagship, enterprise].flatMap(({ refuse }) => [refuse.callsPerMinute().message, refuse.callsAtOnce().message]),
);

/** Whether a call came to nothing because its key calls too often. */
export function isOverLimit({ message }: Pick<Ended, 'message'>): boolean {
  return OVER.has(message);
}

/** Waits until a call may be answered: at once, or a moment later where it was over its limit. */
export async function untilAnswered({ held }: Deps, { body }: Received, done: Ended): Promise<void> {
  if (isOverLimit(done)) await held.wait(body.length);
}

/**
 * Begins a call of a key under its own limits, or the server's where it has none.
 *
 * @returns a function to call when the call has ended, or why it may not begin
 */
export function beginCall({ limiter, limits }: Deps, credential: Credential, method: string): (() => void) | Exceeded {
  const { edition, seller, appKey } = credential;
  const { perMethod, callsPerMinute, callsAtOnce } = limits[edition];
  const key = JSON.stringify(perMethod ? [edition, seller, appKey, method] : [edition, seller, appKey]);
  return limiter.begin(key, {
    callsPerMinute: credential.callsPerMinute ?? callsPerMinute,
    callsAtOnce: credential.callsAtOnce ?? callsAtOnce,
  });
}
