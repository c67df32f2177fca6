import { toTimestamp, WINDOW_SECONDS } from './clock.ts';
import { refuse } from './error.ts';

const REQUIRED = ['sid', 'key', 'salt', 'method', 'v', 'timestamp', 'sign'] as const;
const PAGING = ['page_size', 'page_no', 'calc_total'] as const;
const KNOWN = new Set<string>([...REQUIRED, ...PAGING]);

/** The names of paging parameters. */
export type PagingName = (typeof PAGING)[number];

/** Whether a name is one of the paging parameters. */
export function isPagingName(name: string): name is PagingName {
  return (PAGING as readonly string[]).includes(name);
}

/** The public parameters of a flagship request, decoded: each known name at most once, nothing unknown (promise W2). */
export type FlagshipParameters = Record<(typeof REQUIRED)[number], string> & Partial<Record<PagingName, string>>;

/**
 * Reads a query string by its strict grammar: `name=value` pairs joined by `&`, percent-encoded UTF-8, `+` a space.
 *
 * @param query without the question mark
 * Paging values are held to their form here, even where the method has no pages: names and values are signed without
 * separators, so a free value could swallow its neighbours and the signed text would have a second reading.
 *
 * @throws FlagshipRefusal 1 `参数错误` when a name is missing, repeated or unknown, or the encoding or a paging value is broken
 */
export function readParameters(query: string): FlagshipParameters {
  const parameters: Record<string, string> = {};
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0) throw refuse.parameters();
    const name = pair.slice(0, equals);
    if (!KNOWN.has(name) || Object.hasOwn(parameters, name)) throw refuse.parameters();
    parameters[name] = decode(pair.slice(equals + 1));
    if (isPagingName(name)) checkPaging(name, parameters[name]);
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
export function readPage(parameters: Partial<Record<PagingName, string>>): Page | undefined {
  const { page_size, page_no = '0', calc_total = '0' } = parameters;
  if (page_size === undefined) return undefined;
  checkPaging('page_size', page_size);
  checkPaging('page_no', page_no);
  checkPaging('calc_total', calc_total);
  const size = Number(page_size);
  if (size < 1) throw refuse.parameters();
  if (size > LARGEST_PAGE) throw refuse.pageSize(LARGEST_PAGE);
  return { size, page: Number(page_no), total: calc_total === '1' || calc_total === 'true' };
}

function checkPaging(name: PagingName, value: string): void {
  const form = name === 'calc_total' ? /^(0|1|true|false)$/ : /^\d{1,9}$/;
  if (!form.test(value)) throw refuse.parameters();
}
