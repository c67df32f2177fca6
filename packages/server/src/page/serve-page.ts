import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PageFile, type PageFiles, readPage } from './read-page.ts';

/** What the build writes where a page's nonce belongs. */
const NONCE = '__CSP_NONCE__';

/** Files under it have their content's digest in their names. */
const UNCHANGING = '/assets/';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/**
 * Nothing runs and nothing looks but what came from this server: scripts by their addresses, styles that scripts add by the nonce.
 * Styles set on single elements through the DOM are no concern of a policy.
 */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Answers requests for the console. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves the console's built files. They are read once, when they are first asked for; every address that is no file is a view of the
 * one page there is, so that each can be loaded again.
 *
 * @param folder where they lie; where there are none, the answer says how they are built
 */
export function servePage(folder: URL): ServePage {
  let reading: Promise<PageFiles> | undefined;
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'This address takes GET alone.', { allow: 'GET, HEAD' });
    reading ??= readPage(folder);
    const files = await reading;
    const path = (request.url ?? '/').split('?')[0] as string;
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file) return send(request, response, file, path.startsWith(UNCHANGING) ? 'public, max-age=31536000, immutable' : 'no-cache');
    const page = files.get('/index.html');
    if (!page)
      return refuse(
        response,
        404,
        'The console is not built: npm run build in the source, or use the published package. /api/docs has the API.',
      );
    if (path.startsWith(UNCHANGING)) return refuse(response, 404, 'This file belongs to another version; load the page again.');
    return sendPage(request, response, page);
  };
}

function sendPage(request: IncomingMessage, response: ServerResponse, { type, bytes }: PageFile): void {
  const nonce = randomBytes(16).toString('base64');
  const html = bytes.toString('utf8').replaceAll(NONCE, nonce);
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy(nonce) });
  response.end(request.method === 'HEAD' ? undefined : html);
}

function send(request: IncomingMessage, response: ServerResponse, file: PageFile, caching: string): void {
  const [form, bytes] = formOf(file, String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    ...HEADERS,
    'content-type': file.type,
    'content-length': bytes.length,
    'cache-control': caching,
    vary: 'accept-encoding',
    ...(form && { 'content-encoding': form }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function formOf({ bytes, br, gzip }: PageFile, accepted: string): ['br' | 'gzip' | null, Buffer] {
  if (br && /\bbr\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted)) return ['br', br];
  if (gzip && /\bgzip\b(?!;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted)) return ['gzip', gzip];
  return [null, bytes];
}

function refuse(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...HEADERS, ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}
