/** Ways of HTTP to carry a signed request: the usual one, rare ones, and those it must refuse by its status. */
import type { Random } from './random.ts';
import type { Signed } from './signatures.ts';

/** The largest body the fuzzed server takes, in bytes. */
export const BODY_LIMIT = 1_048_576;

/** A request as bytes. */
export interface Carried {
  bytes: Uint8Array;
  /** The HTTP statuses it may be answered with. */
  statuses: readonly number[];
  /** It must be the last on its connection, which is closed after it. */
  last?: true;
}

type Carrier = (random: Random, path: string, query: string, body: Buffer) => Carried;

const OK = [200];

function post(target: string, headers: string, body: string | Uint8Array, method = 'POST'): Buffer {
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: tongbu.test\r\n${headers}\r\n`), Buffer.from(body)]);
}

const lengthOf = (body: Buffer) => `Content-Length: ${body.length}\r\n`;

const usual: Carrier = (_random, path, query, body) => ({ statuses: OK, bytes: post(path + query, lengthOf(body), body) });

const ELSEWHERE = [
  '/',
  '/openapi3',
  '/openapi2/',
  '/openapi2/a/b.php',
  '/openapi2/logistics_sync_query',
  '//openapi',
  '/OPENAPI',
  '/healthz',
];
const TYPES = ['text/xml', 'multipart/form-data; boundary=x', '', 'application/json; charset=gbk', '*/*', 'a'.repeat(300)];

/** Rare ways, by name. */
export const carriers: Record<string, Carrier> = {
  'in chunks': (random, path, query, body) => {
    const chunks = chunksOf(random, body);
    return { statuses: OK, last: true, bytes: Buffer.concat([post(path + query, 'Transfer-Encoding: chunked\r\n', ''), ...chunks]) };
  },
  'by another method': (random, path, query, body) => {
    const method = random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);
    return { statuses: [405], last: true, bytes: post(path + query, lengthOf(body), body, method) };
  },
  'to another address': (random, _path, query, body) => ({
    statuses: [404],
    last: true,
    bytes: post(random.pick(ELSEWHERE) + query, lengthOf(body), body),
  }),
  'labelled as something else': (random, path, query, body) => {
    const label = `Content-Type: ${random.pick(TYPES)}\r\nContent-Encoding: gzip\r\nCookie: a=b\r\n`;
    return { statuses: OK, bytes: post(path + query, lengthOf(body) + label, body) };
  },
  'after asking to send': (_random, path, query, body) => ({
    statuses: OK,
    bytes: post(path + query, `${lengthOf(body)}Expect: 100-continue\r\n`, body),
  }),
  'larger than a body may be': (_random, path, query) => ({
    statuses: [413],
    last: true,
    bytes: post(path + query, `Content-Length: ${BODY_LIMIT + 1}\r\n`, 'x'.repeat(100)),
  }),
};

/** At most so many chunks: they are about their borders, not about their number. */
const MOST_CHUNKS = 30;

function chunksOf(random: Random, body: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, chunks = 1; at < body.length; chunks++) {
    const size = chunks === MOST_CHUNKS ? body.length - at : Math.min(random.pick([1, 7, 100, 5000]), body.length - at);
    parts.push(Buffer.from(`${size.toString(16)}\r\n`), body.subarray(at, at + size), Buffer.from('\r\n'));
    at += size;
  }
  return [...parts, Buffer.from('0\r\n\r\n')];
}

/** Puts a signed request into bytes; three in a hundred travel in a rare way. */
export function carry(random: Random, { path, query, body }: Signed): Carried & { name: string } {
  const name = random.chance(0.03) ? random.pick(Object.keys(carriers)) : 'usual';
  return { name, ...(carriers[name] ?? usual)(random, path, query, Buffer.from(body)) };
}
