/** What is wrong with a request that can be seen without its secret. */
import { WINDOW_SECONDS as ENTERPRISE_WINDOW } from '../enterprise/form.ts';
import { EPOCH_SECONDS, WINDOW_SECONDS as FLAGSHIP_WINDOW } from '../flagship/clock.ts';
import type { ClockMistake, Facts, Mistake, MistakeKind } from './mistake.ts';
import type { Edition, ReadRequest, SentPair } from './request.ts';

const NAMES: Record<Edition, readonly string[]> = {
  flagship: ['sid', 'key', 'salt', 'method', 'v', 'timestamp', 'sign'],
  enterprise: ['sid', 'appkey', 'timestamp', 'sign'],
};
const PAGING: Record<string, RegExp> = { page_size: /^\d{1,9}$/, page_no: /^\d{1,9}$/, calc_total: /^(0|1|true|false)$/ };
const MOST_PAIRS = 1000;

const seen = (kind: MistakeKind, facts: Facts = {}): Mistake => ({ kind, facts, certain: true });

/** What breaks the grammar of the request's edition, the farthest-reaching first. */
export function grammarMistakes(request: ReadRequest): Mistake[] {
  const place = misplaced(request);
  if (place) return [place];
  return request.edition === 'flagship' ? ofQuery(request) : ofForm(request);
}

function misplaced({ edition, foundIn, pairs, query, body, parameters }: ReadRequest): Mistake | undefined {
  const other = edition === 'flagship' ? 'enterprise' : 'flagship';
  const hasAll = NAMES[other].every((name) => Object.hasOwn(parameters, name));
  const hasOwn = NAMES[edition].every((name) => Object.hasOwn(parameters, name));
  if (hasAll && !hasOwn) return seen('sent for the other edition', { other });
  if (edition === 'flagship' && foundIn === 'body') return seen('parameters in the body');
  if (edition === 'enterprise' && foundIn === 'query') return seen('parameters in the query');
  if (edition === 'enterprise' && foundIn === 'nowhere' && pairs.length === 0 && query === '' && body === '') return seen('body is JSON');
  return undefined;
}

function repeated(pairs: SentPair[]): Mistake[] {
  const names = pairs.map(({ name }) => name);
  const twice = names.filter((name, place) => names.indexOf(name) < place);
  return twice.length > 0 ? [seen('name repeated', { names: [...new Set(twice)].join(', ') })] : [];
}

function missing({ edition, parameters }: ReadRequest): Mistake[] {
  const names = NAMES[edition].filter((name) => (edition === 'flagship' ? parameters[name] === undefined : !parameters[name]));
  return names.length > 0 ? [seen('name missing', { names: names.join(', ') })] : [];
}

function ofQuery(request: ReadRequest): Mistake[] {
  const { query, pairs, parameters, isUtf8 } = request;
  const unknown = pairs.map(({ name }) => name).filter((name) => !NAMES.flagship.includes(name) && !Object.hasOwn(PAGING, name));
  const isRenamed = unknown.includes('appkey') && parameters['key'] === undefined;
  const bare = query.split('&').find((pair) => !pair.includes('='));
  const broken = pairs.find(({ raw }) => !isDecodable(raw));
  const paging = Object.entries(PAGING).find(([name, form]) => parameters[name] !== undefined && !form.test(parameters[name]));
  return [
    ...(isUtf8 ? [] : [seen('not UTF-8')]),
    ...(isRenamed ? [seen('other name', { name: 'appkey', other: 'key' })] : [...missing(request), ...unknownNames(unknown)]),
    ...repeated(pairs),
    ...(bare !== undefined && query !== '' ? [seen('no equals sign', { text: bare })] : []),
    ...(broken ? [seen('broken percent', { name: broken.name, value: broken.raw })] : []),
    ...(paging ? [seen('paging value', { name: paging[0], value: parameters[paging[0]] as string })] : []),
    ...((parameters['v'] ?? '1.0') === '1.0' ? [] : [seen('version', { value: parameters['v'] as string })]),
    ...signForm(request),
  ];
}

function unknownNames(names: string[]): Mistake[] {
  return names.length > 0 ? [seen('name unknown', { names: [...new Set(names)].join(', ') })] : [];
}

function ofForm(request: ReadRequest): Mistake[] {
  const { pairs, isUtf8 } = request;
  const nested = pairs.find(({ name }) => /^\w+\[.*\]$/.test(name));
  return [
    ...(isUtf8 ? [] : [seen('not UTF-8')]),
    ...missing(request),
    ...repeated(pairs),
    ...(pairs.length >= MOST_PAIRS ? [seen('too many pairs', { most: MOST_PAIRS })] : []),
    ...(nested ? [seen('lists as names', { name: nested.name, field: nested.name.replace(/\[.*/, '') })] : []),
    ...signForm(request),
  ];
}

function signForm({ sign }: ReadRequest): Mistake[] {
  return sign === '' || /^[\da-f]{32}$/.test(sign) ? [] : [seen('sign form', { length: sign.length })];
}

function isDecodable(raw: string): boolean {
  try {
    decodeURIComponent(raw);
    return true;
  } catch {
    return false;
  }
}

/** Where the clocks are compared: when the request arrived, or when it is looked at. */
export interface Moment {
  /** Epoch milliseconds. */
  at: number;
  /** Whether the request arrived then; otherwise it may be older, never newer. */
  isArrival: boolean;
}

const WINDOW: Record<Edition, number> = { flagship: FLAGSHIP_WINDOW, enterprise: ENTERPRISE_WINDOW };

/** A wrong epoch is years off, so a request may be this old, in seconds, and still show it. */
const ABOUT = 30 * 86_400;
const HOUR = 3600;

/** What is wrong with the timestamp; undefined when it is within the window. */
export function clockMistake(edition: Edition, sent: string, { at, isArrival }: Moment): Mistake | undefined {
  const unix = Math.floor(at / 1000);
  const since2012 = unix - EPOCH_SECONDS;
  const [right, other] = edition === 'flagship' ? [since2012, unix] : [unix, since2012];
  const mistake = (kind: ClockMistake, certain = true, facts: Facts = {}): Mistake => ({
    kind,
    facts: { sent, right, window: WINDOW[edition], ...facts },
    certain,
  });
  const value = /^[+-]?\d{1,16}$/.test(sent) ? Number(sent) : Number.NaN;
  const near = (a: number, b: number) => Math.abs(a - b) <= ABOUT;
  if (near(value / 1000, unix) || near(value / 1000, since2012)) return mistake('milliseconds');
  const isReadable = Number.isFinite(value) && (edition === 'flagship' ? Math.abs(value) < 2 ** 31 : /^\d{1,10}$/.test(sent));
  if (!isReadable) return mistake('timestamp form');
  if (near(value, other)) return mistake(edition === 'flagship' ? 'Unix time' : 'time since 2012');
  const seconds = value - right;
  if (Math.abs(seconds) <= WINDOW[edition]) return undefined;
  const hours = Math.round(seconds / HOUR);
  const isZone = hours !== 0 && Math.abs(hours) <= 14 && Math.abs(seconds - hours * HOUR) <= WINDOW[edition];
  const certain = isArrival || seconds > 0;
  return isZone ? mistake('time zone', certain, { seconds, hours }) : mistake('clock off', certain, { seconds });
}
