import type { Credential } from '@tongbu/engine';
import type { Exceeded } from '../limiter.ts';
import type { Deps } from './deps.ts';

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
