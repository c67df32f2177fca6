/** What a browser is asked for before its cookie counts: that a page of ours sends the request. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

/** The header that brings the session's token back. */
export const CSRF_HEADER = 'x-tongbu-csrf';

/** A request, as far as this looks at it. */
export interface Sent {
  method: string;
  headers: IncomingHttpHeaders;
  /** The host that the browser believes it speaks to, with its port. */
  host: string;
}

/**
 * Refuses what another site's page sends: by what the browser itself says of the page, where it says it.
 *
 * @throws Problem `cross-site`
 */
export function requireOwnPage({ method, headers, host }: Sent): void {
  const site = headers['sec-fetch-site'];
  const mayBeTyped = method === 'GET' && site === 'none';
  if (site !== undefined && site !== 'same-origin' && !mayBeTyped) throw crossSite(`Sec-Fetch-Site is ${site}`);
  const { origin } = headers;
  if (origin === undefined || method === 'GET') return;
  if (!URL.canParse(origin) || new URL(origin).host !== hostOf(origin, host)) throw crossSite(`the Origin is not ${host}`);
}

/** A host as an address writes it: without the port that its scheme has anyway. */
function hostOf(origin: string, host: string): string {
  const { protocol } = new URL(origin);
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : host;
}

/** Refuses a write with a cookie that does not bring the session's token. @throws Problem `cross-site` */
export function requireCsrf({ method, headers }: Sent, csrf: string): void {
  if (method === 'GET') return;
  const given = Buffer.from(String(headers[CSRF_HEADER] ?? ''));
  const wanted = Buffer.from(csrf);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw crossSite(`the header ${CSRF_HEADER} must be the \`csrf\` that GET /api/session gives`);
}

const crossSite = (why: string) => new Problem('cross-site', `${why}; only the console’s own page may send this with a session`);
