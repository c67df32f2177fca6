/** What stands between a record and its shop, in one word, and what mends it. Pure; the words are the reader's. */
import type { Pulls } from '@tongbu/engine';

/** What both kinds of records are judged by, beside their own. */
export interface Surroundings {
  /** Whether a key that works sees the shop and may pull this pool. */
  hasKey: boolean;
  /** How that pool of the shop is pulled. */
  pulls: Pulls;
}

/**
 * What mends it: binding the listing, a rule, a warehouse's or shop's settings, switching the listing on, letting the shop go on,
 * queueing again, a key's rights, a look at what the shop's connector asks (requests), mapping a carrier. Null: nothing has to be done.
 */
export type Mend = 'bind' | 'rule' | 'enable' | 'resume' | 'requeue' | 'key' | 'requests' | 'carrier';

/** A verdict: the word, what mends it, and the reason that somebody gave, empty for none. */
export interface Verdict<W extends string> {
  verdict: W;
  mend: Mend | null;
  reason: string;
}

/** Why a record that is offered has not come through: what every pull waits for. */
export type Unread = 'no key' | 'never pulled' | 'stopped pulling' | 'not acknowledged' | 'waits';

/**
 * Of a record that is offered: what it waits for.
 *
 * @param offeredSince since when it is offered, epoch milliseconds
 */
export function whyUnread({ hasKey, pulls }: Surroundings, offeredSince: number): { verdict: Unread; mend: Mend | null } {
  if (!hasKey) return { verdict: 'no key', mend: 'key' };
  if (pulls.state === 'stopped') return { verdict: pulls.at === null ? 'never pulled' : 'stopped pulling', mend: 'requests' };
  if (pulls.at === null || pulls.at < offeredSince) return { verdict: 'waits', mend: null };
  return { verdict: 'not acknowledged', mend: 'requests' };
}
