/** Names by which a listener of this machine alone may be called: a page from elsewhere whose name was made to lead here would count as ours. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { isAllowed } from './address.ts';

/**
 * Whether a request names another host than this machine, on a listener that only this machine reaches.
 *
 * @param proxies networks of declared proxies, which look at names themselves
 */
export function isForeignName({ headers, socket }: IncomingMessage, proxies: string[]): boolean {
  if (isOwnName(headers.host ?? '')) return false;
  return proxies.length === 0 || !isAllowed(socket.remoteAddress ?? '', proxies);
}

/** Whether a host, as a request names it, is this machine whoever asks: an address, or `localhost` and what is below it. */
export function isOwnName(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}

/** Answers such a request with 421, before anything else is looked at. */
export async function refuseForeignName({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const [{ Problem }, { languageOf }] = await Promise.all([import('./manage/problem.ts'), import('./manage/language.ts')]);
  const named = (headers.host ?? '').slice(0, 100);
  const problem = new Problem(
    'misdirected',
    `this listens on loopback and is not "${named}"; use 127.0.0.1, or name the proxy in front of it with --proxy`,
  );
  const text = JSON.stringify(problem.details(languageOf(headers)));
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(text);
}
