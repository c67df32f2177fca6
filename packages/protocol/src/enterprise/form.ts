import { isUtf8 } from 'node:buffer';
import { refuse } from './error.ts';

const REQUIRED = ['sid', 'appkey', 'timestamp', 'sign'] as const;

/** How far a request's clock may be from the server's, either way. */
export const WINDOW_SECONDS = 300;

/** A form of the enterprise edition, decoded: every name once (promise W2), the four public ones never empty. */
export type EnterpriseForm = Record<string, string> & Record<(typeof REQUIRED)[number], string>;

/**
 * Reads a form as PHP does: `+` and `%20` are blanks, a malformed `%ZZ` stays as written, raw UTF-8 is taken as it is;
 * only repeated names, which PHP settles silently, are refused.
 *
 * @throws EnterpriseRefusal 2830 for a repeated name or more than 1000 pairs, 1005 when the bytes are no UTF-8, 1001 for a missing public name
 * @see the specification, enterprise 1.2
 */
export function readForm(body: Uint8Array): EnterpriseForm {
  if (countPairs(body) > MOST_PAIRS) throw refuse.invalid('参数个数');
  if (!isUtf8(body)) throw refuse.signature();
  const form: Record<string, string> = Object.create(null);
  for (let start = 0; start <= body.length; ) {
    const end = placeOf(AMPERSAND, body, start, body.length);
    if (end > start) readPair(form, body.subarray(start, end));
    start = end + 1;
  }
  for (const name of REQUIRED) if (!form[name]) throw refuse.missing(name);
  return form as EnterpriseForm;
}

/** PHP reads no more; each one costs, and nothing is verified yet (promise B12). */
const MOST_PAIRS = 1000;

/** Pairs, empty ones included; it stops counting where there are too many. */
function countPairs(body: Uint8Array): number {
  let pairs = 1;
  for (let at = body.indexOf(AMPERSAND); at >= 0 && pairs <= MOST_PAIRS; at = body.indexOf(AMPERSAND, at + 1)) pairs++;
  return pairs;
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const BLANK = 0x20;

/** Where a byte stands next; `end` where it does not. */
function placeOf(byte: number, bytes: Uint8Array, start: number, end: number): number {
  const place = bytes.indexOf(byte, start);
  return place < 0 ? end : place;
}

function readPair(form: Record<string, string>, pair: Uint8Array): void {
  const equals = placeOf(EQUALS, pair, 0, pair.length);
  const name = decode(pair.subarray(0, equals));
  if (Object.hasOwn(form, name)) throw refuse.repeated(name);
  form[name] = decode(pair.subarray(equals + 1));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 cannot have been signed; PHP's own counter gives up on them. */
function readUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw refuse.signature();
  }
}

/** One pass over the bytes, whatever they are: nothing is verified yet (promise B12). */
function decode(bytes: Uint8Array): string {
  if (!bytes.includes(PERCENT) && !bytes.includes(PLUS)) return readUtf8(bytes);
  const decoded = new Uint8Array(bytes.length);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    const encoded = byte === PERCENT && at + 2 < bytes.length ? hexPair(bytes[at + 1] as number, bytes[at + 2] as number) : -1;
    if (encoded < 0) {
      decoded[end++] = byte === PLUS ? BLANK : byte;
      continue;
    }
    decoded[end++] = encoded;
    at += 2;
  }
  return readUtf8(decoded.subarray(0, end));
}

/** Hexadecimal digits by their byte, -1 for every other. */
const HEX = new Int8Array(256).fill(-1);
for (const digit of '0123456789abcdefABCDEF') HEX[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

/** The byte that two digits stand for; negative where one of them is none. */
function hexPair(high: number, low: number): number {
  return ((HEX[high] as number) << 4) | (HEX[low] as number);
}

/** Writes a form. */
export function writeForm(form: Record<string, string>): string {
  return new URLSearchParams(form).toString();
}

/**
 * Checks the timestamp: Unix seconds, at most {@link WINDOW_SECONDS} from the server's clock.
 *
 * @returns the timestamp in seconds
 * @throws EnterpriseRefusal 1004
 */
export function checkClock(form: EnterpriseForm, nowMs: number): number {
  const timestamp = /^\d{1,10}$/.test(form.timestamp) ? Number(form.timestamp) : Number.NaN;
  if (!(Math.abs(nowMs / 1000 - timestamp) <= WINDOW_SECONDS)) throw refuse.timestamp();
  return timestamp;
}
