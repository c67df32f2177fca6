import type { Edition } from '@tongbu/engine';
import { diagnosis } from '@tongbu/protocol';
import { turns } from '../endpoints/turns.ts';
import type { KeptRequest, Outcome } from './request-log.ts';
import { utf8Of } from './shown.ts';

/** Which requests are meant; null for any. */
export interface RequestFilter {
  edition: Edition | null;
  interface: string | null;
  key: string | null;
  outcome: Outcome | null;
  /** The moment that stands in the journal, epoch milliseconds. */
  at: number | null;
  /** A request id, an address, or what stands in the request or its answer: a tid, a listing's number, a tracking number. */
  text: string | null;
}

/**
 * A page of what is kept, newest first. Others have their turn while texts are searched (promise B12).
 *
 * @param entries newest first
 * @param before only entries whose `seq` is smaller; null for all
 */
export async function searchRequests(
  entries: Iterable<KeptRequest>,
  filter: RequestFilter,
  before: number | null,
  limit: number,
): Promise<{ found: KeptRequest[]; next: number | null }> {
  const pause = turns();
  const holds = filter.text === null ? null : holding(filter.text);
  const found: KeptRequest[] = [];
  for (const entry of entries) {
    if (before !== null && entry.seq >= before) continue;
    if (!isMeant(entry, filter)) continue;
    if (holds && !holds(entry)) {
      await pause();
      continue;
    }
    if (found.length === limit) return { found, next: (found.at(-1) as KeptRequest).seq };
    found.push(entry);
  }
  return { found, next: null };
}

function isMeant(entry: KeptRequest, { edition, interface: called, key, outcome, at }: RequestFilter): boolean {
  return (
    (edition === null || entry.edition === edition) &&
    (called === null || entry.interface === called) &&
    (key === null || entry.key === key) &&
    (outcome === null || entry.outcome === outcome) &&
    (at === null || entry.at === at)
  );
}

/** Whether an entry holds a text. A number is meant whole: 12 is not found in 112. */
function holding(text: string): (entry: KeptRequest) => boolean {
  const whole = /^\d+$/.test(text) ? new RegExp(`(?<!\\d)${text}(?!\\d)`) : null;
  const has = (where: string) => (whole ? whole.test(where) : where.includes(text));
  return ({ id, address, message, query, body, answer }) =>
    id === text ||
    address === text ||
    has(message) ||
    has(answer) ||
    has(diagnosis.decode(utf8Of(`${signedOnly(query)}\n${signedOnly(body)}`)));
}

/** A signature holds digits that nobody means. */
function signedOnly(text: string): string {
  return text.replace(/((?:^|&)(?:sign|salt)=)[^&]*/g, '$1');
}
