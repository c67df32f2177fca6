/** Parameters of a request, as a query or a form holds them, and ways to break them before they are signed. */
import type { Interface } from './calls.ts';
import type { Random } from './random.ts';

/** One parameter. Names may be repeated; `encoded` is what travels where it is not the usual encoding of name and value. */
export interface Parameter {
  name: string;
  value: string;
  encoded?: string;
}

/** How parameters travel: `name=value` joined by `&`. */
export function encodeParameters(parameters: Parameter[]): string {
  return parameters.map(({ name, value, encoded }) => encoded ?? `${encode(name)}=${encode(value)}`).join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What a signature is made over: the last of each name, as a careless reader would see them. */
export function byName(parameters: Parameter[]): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const { name, value } of parameters) values[name] = value;
  return values;
}

/** Gives a parameter another value, or adds it. */
export function setParameter(parameters: Parameter[], name: string, value: string): void {
  const found = parameters.find((each) => each.name === name);
  if (found) found.value = value;
  else parameters.push({ name, value });
}

/** Takes a parameter out. */
export function dropParameter(parameters: Parameter[], name: string): void {
  const at = parameters.findIndex((each) => each.name === name);
  if (at >= 0) parameters.splice(at, 1);
}

interface Mutation {
  /** Whether a request so changed and rightly signed may still be accepted. */
  maySucceed: boolean;
  change(random: Random, parameters: Parameter[]): void;
}

const never = (change: Mutation['change']): Mutation => ({ maySucceed: false, change });
const maybe = (change: Mutation['change']): Mutation => ({ maySucceed: true, change });

const NO_TIMES = ['', 'abc', '-1', '1e9', 'Infinity', '99999999999', '0x1', ' 1', '1.5', '４１１', '0', '+0'];

const drop = (names: readonly string[]) => never((random, parameters) => dropParameter(parameters, random.pick(names)));
const empty = (names: readonly string[]) => never((random, parameters) => setParameter(parameters, random.pick(names), ''));
const oddTime = never((random, parameters) => setParameter(parameters, 'timestamp', random.pick(NO_TIMES)));
const repeated = never((random, parameters) => {
  const { name, value } = random.pick(parameters);
  parameters.push({ name, value: random.chance(0.5) ? value : '1' });
});
const otherCase = (names: readonly string[]) =>
  never((random, parameters) => {
    const name = random.pick(names);
    for (const each of parameters) if (each.name === name) each.name = name.toUpperCase();
  });

const FLAGSHIP = ['sid', 'key', 'salt', 'method', 'v', 'timestamp'] as const;
const ENTERPRISE = ['sid', 'appkey', 'timestamp'] as const;

/** Mutations of parameters, by edition and name. */
export const parameterMutations: Record<Interface['edition'], Record<string, Mutation>> = {
  flagship: {
    'one left out': drop(FLAGSHIP),
    'one empty': empty(FLAGSHIP.filter((name) => name !== 'method')),
    'one repeated': repeated,
    'a name in upper case': otherCase(FLAGSHIP),
    'no time': oddTime,
    'an unknown name': never((random, parameters) => setParameter(parameters, random.pick(['body', 'x', '', '__proto__', 'Sid']), '1')),
    'another version': never((random, parameters) => setParameter(parameters, 'v', random.pick(['1', '2.0', '1.0 ', '1.00']))),
    'an unknown interface': maybe((random, parameters) =>
      setParameter(
        parameters,
        'method',
        random.pick(['x', '__proto__', 'constructor', 'sales.StockSync', 'sales.StockSync.calcstock', '库存']),
      ),
    ),
    'an odd page': never((random, parameters) => {
      const [name, value] = random.pick([
        ['page_size', '-1'],
        ['page_size', '1e3'],
        ['page_no', '0page_size40'],
        ['page_no', ''],
        ['calc_total', '2'],
        ['page_no', '1234567890'],
      ] as const);
      setParameter(parameters, name, value);
    }),
    'too large a page': maybe((random, parameters) => setParameter(parameters, 'page_size', random.pick(['0', '1001', '999999999']))),
    'a broken percent': never((random, parameters) => {
      const [encoded, value] = random.pick([
        ['page_no=%', '%'],
        ['page_no=%ZZ', '%ZZ'],
        ['page_no=%ff', '\ufffd'],
        ['page_no=%ed%a0%80', '\ufffd'],
      ] as const);
      parameters.push({ name: 'page_no', value, encoded });
    }),
    'no equals sign': never((_random, parameters) => void parameters.push({ name: 'page_no', value: '', encoded: 'page_no' })),
    'none at all': never((_random, parameters) => void parameters.splice(0)),
  },
  enterprise: {
    'one left out': drop(ENTERPRISE),
    'one empty': empty(ENTERPRISE),
    'one repeated': repeated,
    'a name in upper case': otherCase(ENTERPRISE),
    'no time': oddTime,
    'an unknown name': maybe((random, parameters) => {
      const names = ['x', '__proto__', 'constructor', '库存', 'a[]', 'a.b', 'a b', '🧧', '', 'Limit'];
      parameters.push({ name: random.pick(names), value: random.pick(['', '1', '长', 'a;b:c-d', '&=+%']) });
    }),
    'an older name': maybe((_random, parameters) => {
      for (const each of parameters) if (each.name === 'stock_sync_list') each.name = 'logistics_list';
    }),
    many: maybe((random, parameters) => {
      const count = random.pick([50, 900, 1001, 3000]);
      for (let i = 0; i < count; i++) parameters.push({ name: `x${i}`, value: '' });
    }),
    'a broken percent': maybe((random, parameters) => {
      const [encoded, value] = random.pick([
        ['x=%', '%'],
        ['x=%Z1', '%Z1'],
        ['x=50%25%2', '50%%2'],
        ['x=+%20+', '   '],
      ] as const);
      parameters.push({ name: 'x', value, encoded });
    }),
    'no UTF-8': never((random, parameters) => {
      parameters.push({ name: 'x', value: '\ufffd', encoded: `x=${random.pick(['%ff', '%c0%af', '%ed%a0%80', '%e5%ba'])}` });
    }),
    'no equals sign': maybe((_random, parameters) => void parameters.push({ name: 'x', value: '', encoded: 'x' })),
    'none at all': never((_random, parameters) => void parameters.splice(0)),
  },
};
