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
 * @throws EnterpriseRefusal 2830 for a repeated name, 1005 when the bytes are no UTF-8, 1001 for a missing public name
 * @see the specification, enterprise 1.2
 */
export function readForm(body: Uint8Array): EnterpriseForm {
  const form: Record<string, string> = Object.create(null);
  for (const pair of readUtf8(body).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (Object.hasOwn(form, name)) throw refuse.repeated(name);
    form[name] = equals < 0 ? '' : decode(pair.slice(equals + 1));
  }
  for (const name of REQUIRED) if (!form[name]) throw refuse.missing(name);
  return form as EnterpriseForm;
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

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeBytes(spaced);
  }
}

/** The slow way, for text with a malformed `%`. */
function decodeBytes(text: string): string {
  const bytes = Buffer.from(text);
  const decoded: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const hex = bytes[i] === 0x25 ? bytes.toString('latin1', i + 1, i + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      decoded.push(Number.parseInt(hex, 16));
      i += 2;
    } else decoded.push(bytes[i] as number);
  }
  return readUtf8(Uint8Array.from(decoded));
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
