/** A kept request as people read it: decoded, and without signature, salt and secrets. */
import { diagnosis } from '@tongbu/protocol';
import type { KeptRequest } from './request-log.ts';
import type { Hide } from './secrets.ts';

/** A request and its answer, for people. */
export interface ShownRequest {
  /** What was signed by name: the query string's (flagship), the form's (enterprise). */
  parameters: { name: string; value: string }[];
  /** The body where it is no form; null where it is. */
  body: string | null;
  answer: string;
}

/** Names whose values are for the two ends of the line only. */
const SECRET_NAMES = new Set(['sign', 'salt', 'secret', 'appsecret', 'app_secret', 'password', 'token']);

/** Decodes a request. `hide` takes out what is secret wherever it stands. */
export function shownRequest(entry: KeptRequest, hide: Hide): ShownRequest {
  const body = utf8Of(hide(entry.body));
  const isForm = entry.edition === 'enterprise' && !/^\s*[[{]/.test(body);
  const pairs = diagnosis.readPairs(isForm ? [hide(entry.query), body].filter(Boolean).join('&') : hide(entry.query));
  return {
    parameters: pairs.map(({ name, value }) => ({ name, value: SECRET_NAMES.has(name.toLowerCase()) ? diagnosis.HIDDEN : hide(value) })),
    body: isForm ? null : body,
    answer: hide(entry.answer),
  };
}

/** A text that was kept a character a byte. */
export function utf8Of(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
