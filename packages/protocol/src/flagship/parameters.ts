import { toTimestamp, WINDOW_SECONDS } from './clock.ts';
import { refuse } from './error.ts';

const REQUIRED = ['sid', 'key', 'salt', 'method', 'v', 'timestamp', 'sign'] as const;
const PAGING = ['page_size', 'page_no', 'calc_total'] as const;
const KNOWN = new Set<string>([...REQUIRED, ...PAGING]);

/** The public parameters of a flagship request, decoded: each known name at most once, nothing unknown (promise W2). */
export type FlagshipParameters = Record<(typeof REQUIRED)[number], string> & Partial<Record<(typeof PAGING)[number], string>>;

/**
 * Reads a query string by its strict grammar: `name=value` pairs joined by `&`, percent-encoded UTF-8, `+` a space.
 *
 * @param query without the question mark
 * @throws FlagshipRefusal 1 `参数错误` when a name is missing, repeated or unknown, or the encoding is broken
 */
export function readParameters(query: string): FlagshipParameters {
  const parameters: Record<string, string> = {};
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0) throw refuse.parameters();
    const name = pair.slice(0, equals);
    if (!KNOWN.has(name) || Object.hasOwn(parameters, name)) throw refuse.parameters();
    parameters[name] = decode(pair.slice(equals + 1));
  }
  for (const name of REQUIRED) if (!Object.hasOwn(parameters, name)) throw refuse.parameters();
  return parameters as FlagshipParameters;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw refuse.parameters();
  }
}

/** Writes parameters as a query string, in the form most clients use. */
export function writeParameters(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

/**
 * Checks `v` and `timestamp`, in that order.
 *
 * @returns the timestamp as a number, in the edition's own seconds
 * @throws FlagshipRefusal 8, 1 or 7
 */
export function checkClock(parameters: FlagshipParameters, nowMs: number): number {
  if (parameters.v !== '1.0') throw refuse.version();
  const timestamp = /^[+-]?\d{1,10}$/.test(parameters.timestamp) ? Number(parameters.timestamp) : Number.NaN;
  if (!(Math.abs(timestamp) < 2 ** 31)) throw refuse.timestampForm(parameters.timestamp);
  if (Math.abs(toTimestamp(nowMs) - timestamp) > WINDOW_SECONDS) throw refuse.timestampWindow();
  return timestamp;
}

/** One page of a query: rows `page * size` onwards, at most `size` of them. */
export interface Page {
  size: number;
  page: number;
  total: boolean;
}

/** The largest page the vendor documents. */
export const LARGEST_PAGE = 1000;

/**
 * Reads the paging parameters.
 *
 * @returns undefined when the request has no `page_size`
 * @throws FlagshipRefusal 1 when one is not a whole number, 100 when the page is larger than {@link LARGEST_PAGE}
 */
export function readPage(parameters: Partial<Record<(typeof PAGING)[number], string>>): Page | undefined {
  if (parameters.page_size === undefined) return undefined;
  const size = wholeNumber(parameters.page_size);
  const page = wholeNumber(parameters.page_no ?? '0');
  const total = parameters.calc_total ?? '0';
  if (size < 1 || !/^(0|1|true|false)$/.test(total)) throw refuse.parameters();
  if (size > LARGEST_PAGE) throw refuse.pageSize(LARGEST_PAGE);
  return { size, page, total: total === '1' || total === 'true' };
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw refuse.parameters();
  return Number(value);
}
