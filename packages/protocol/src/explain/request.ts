/** A refused request, and the most that can be read in it, however broken it is. */

/** The two editions. */
export type Edition = 'flagship' | 'enterprise';

/** A request that was refused, as it travelled. */
export interface RefusedRequest {
  edition: Edition;
  /** The last part of the path without `.php`: the interface of the enterprise edition; empty on the flagship edition. */
  name: string;
  /** The query string without its question mark. */
  query: string;
  body: Uint8Array;
}

/** A refused request as the server keeps it and a command reads it through the control socket. */
export interface KeptRefusal extends Omit<RefusedRequest, 'body'> {
  sid: string;
  /** `key` (flagship) or `appkey` (enterprise). */
  key: string;
  /** Base64; null when the body was too large to keep. */
  body: string | null;
  /** Size of the body, kept or not. */
  bytes: number;
  /** Epoch milliseconds, by the server's clock. */
  receivedAt: number;
  /** What the caller was answered. */
  code: number;
  message: string;
  address: string;
}

/** What stands for the secret where a request had it in the clear: it is neither kept nor shown. */
export const HIDDEN = '***';

/** `name=value` as it travelled, and decoded. */
export interface SentPair {
  name: string;
  value: string;
  /** Both before they were decoded. */
  rawName: string;
  raw: string;
}

/** A request, read without refusing anything. */
export interface ReadRequest extends Omit<RefusedRequest, 'body'> {
  /** The public parameters, and on the enterprise edition the fields, in the order sent, wherever they stood. */
  pairs: SentPair[];
  /** The same by name; of a repeated one the last. */
  parameters: Record<string, string>;
  /** What the flagship edition signs as `body`; empty on the enterprise edition, whose body is the form. */
  body: string;
  /** Where the parameters stood. */
  foundIn: 'query' | 'body' | 'nowhere';
  /** Whether the body was UTF-8. */
  isUtf8: boolean;
  /** The signature that was sent, in lower case; empty when there was none. */
  sign: string;
}

/** More pairs than these are not looked at: nothing that long is a mistake of signing. */
const MOST_PAIRS = 1000;

/** Reads a refused request; where its parameters stand in the other place, they are found there. */
export function readRefused({ edition, name, query, body }: RefusedRequest): ReadRequest {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const isUtf8 = !text.includes('\ufffd') || Buffer.compare(Buffer.from(text), body) === 0;
  const isForm = !/^[\s\ufeff]*[[{"]/.test(text) && text.includes('=');
  const inQuery = readPairs(query);
  const inBody = isForm ? readPairs(text) : [];
  const usual = edition === 'flagship' ? 'query' : 'body';
  const foundIn = whereSigned(inQuery, inBody, usual);
  const pairs = foundIn === 'body' ? inBody : edition === 'enterprise' && foundIn === 'query' ? [...inQuery, ...inBody] : inQuery;
  const parameters: Record<string, string> = Object.create(null);
  for (const { name: each, value } of pairs) parameters[each] = value;
  const signedBody = edition === 'enterprise' || foundIn === 'body' ? '' : text;
  const sign = (parameters['sign'] ?? '').trim().toLowerCase();
  return { edition, name, query, pairs, parameters, body: signedBody, foundIn, isUtf8, sign };
}

function whereSigned(query: SentPair[], body: SentPair[], usual: 'query' | 'body'): ReadRequest['foundIn'] {
  const places = { query: has(query, 'sign'), body: has(body, 'sign') };
  if (places[usual]) return usual;
  if (places.query) return 'query';
  if (places.body) return 'body';
  return (usual === 'query' ? query : body).length > 0 ? usual : 'nowhere';
}

function has(pairs: SentPair[], name: string): boolean {
  return pairs.some((pair) => pair.name === name);
}

/** Splits `a=1&b=2` as far as it can be split. */
export function readPairs(text: string): SentPair[] {
  return text
    .split('&', MOST_PAIRS)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const raw = equals < 0 ? '' : pair.slice(equals + 1);
      const rawName = equals < 0 ? pair : pair.slice(0, equals);
      return { name: decode(rawName), value: decode(raw), rawName, raw };
    });
}

/** As PHP decodes: `+` is a blank, a `%` that encodes nothing stays. */
export function decode(text: string): string {
  const plus = text.replaceAll('+', ' ');
  if (!plus.includes('%')) return plus;
  try {
    return decodeURIComponent(plus);
  } catch {
    return plus.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
  }
}
