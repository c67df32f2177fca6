import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flagship } from '../src/index.ts';

/**
 * The flagship signature joins names and values without separators, so the same signed text could stand for other
 * parameters and another body. Someone who holds a signed request and can write part of it (a carrier's name, a reason)
 * would cut it anew. What prevents it is the grammar: fixed names, each once; values that cannot be chosen (seller, key,
 * salt and method are looked up, version and timestamp and paging have a form); a body that is one complete JSON array.
 */
const NAMES = ['calc_total', 'key', 'method', 'page_no', 'page_size', 'salt', 'sid', 'timestamp', 'v'];
const KEY = { sid: 'demo', key: 'demo-app', salt: '5alt' };
const NOW = flagship.fromTimestamp(411_561_000);

type Reading = { parameters: Record<string, string>; body: string };

function signedText({ parameters, body }: Reading): string {
  return flagship.canonicalParts(parameters, body, '').join('');
}

/** Every way to cut a signed text into a body and values of known names, in the order they are signed in. */
function* splits(text: string): Generator<Reading> {
  for (const [body, rest] of values(text.slice('body'.length))) yield* cut(rest, 0, { parameters: {}, body });
}

function* cut(rest: string, from: number, reading: Reading): Generator<Reading> {
  if (rest === '') yield reading;
  for (let i = from; i < NAMES.length; i++) {
    const name = NAMES[i] as string;
    if (!rest.startsWith(name)) continue;
    for (const [value, more] of values(rest.slice(name.length))) {
      yield* cut(more, i + 1, { ...reading, parameters: { ...reading.parameters, [name]: value } });
    }
  }
}

/** Every beginning that ends where a name begins, or at the end. */
function* values(text: string): Generator<[value: string, rest: string]> {
  for (let end = 0; end <= text.length; end++) {
    if (end === text.length || NAMES.some((name) => text.startsWith(name, end))) yield [text.slice(0, end), text.slice(end)];
  }
}

/** Whether a server that holds one key takes the reading, by the code that a server runs before it does anything. */
function isTaken({ parameters, body }: Reading): boolean {
  try {
    const read = flagship.readParameters(flagship.writeParameters({ ...parameters, sign: 'x' }));
    flagship.checkClock(read, NOW);
    if (read.sid !== KEY.sid || read.key !== KEY.key || read.salt !== KEY.salt) return false;
    if (!Object.hasOwn(flagship.methods, read.method)) return false;
    return Array.isArray(JSON.parse(body));
  } catch {
    return false;
  }
}

const pieces = fc.constantFrom(
  ...NAMES,
  'body',
  'demo-app',
  'demo',
  '5alt',
  '1.0',
  '411561000',
  'sales.StockSync.calcStock',
  '[2447,-1]',
  ']',
  '[',
  '"',
  ' ',
  '0',
);

/** Text that whoever writes part of a request can put into it: as text, as a name, beside numbers, and deeper. */
const written = fc.array(pieces, { maxLength: 8 }).map((some) => some.join(''));
const argument = fc.oneof(
  written.map((text) => JSON.stringify(text)),
  fc.tuple(written, written).map(([name, value]) => `2447,{${JSON.stringify(name)}:1,"syn_result":${JSON.stringify(value)}}`),
  fc.tuple(written, written).map(([one, other]) => `[[${JSON.stringify(one)}],[]],${JSON.stringify(other)}`),
);

const reading = fc.record({
  argument,
  blanks: fc.constantFrom('', ' ', '\n'),
  method: fc.constantFrom(...Object.keys(flagship.methods)),
  timestamp: fc.integer({ min: -120, max: 120 }).map((off) => String(411_561_000 + off)),
  paging: fc.constantFrom(
    {},
    { page_size: '40', page_no: '0', calc_total: '1' },
    { page_no: '0' },
    { page_size: '10' },
    { calc_total: '0' },
  ),
});

test('no signed text has a second reading that a server would take', () => {
  fc.assert(
    fc.property(reading, ({ argument, blanks, method, timestamp, paging }) => {
      const sent = { parameters: { ...KEY, method, timestamp, v: '1.0', ...paging }, body: `${blanks}[${argument}]${blanks}` };
      expect(isTaken(sent)).toBe(true);
      expect([...splits(signedText(sent))].filter(isTaken)).toEqual([sent]);
    }),
    { numRuns: 300 },
  );
});

/** Every way there is: any names in their order, each with any value, tried by brute force. */
function* allSplits(text: string, from = 0, parameters: Record<string, string> = {}): Generator<Record<string, string>> {
  if (text === '') yield parameters;
  for (let i = from; i < NAMES.length; i++) {
    const name = NAMES[i] as string;
    if (!text.startsWith(name)) continue;
    for (let end = name.length; end <= text.length; end++) {
      yield* allSplits(text.slice(end), i + 1, { ...parameters, [name]: text.slice(name.length, end) });
    }
  }
}

test('the splits are all splits there are', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 7 }), (some) => {
      const text = some.join('');
      const byForce = [];
      for (let end = 0; end <= text.length; end++) {
        for (const parameters of allSplits(text.slice(end))) byForce.push({ parameters, body: text.slice(0, end) });
      }
      const order = (readings: Reading[]) => readings.map((each) => JSON.stringify(each)).sort();
      expect(order([...splits(`body${text}`)])).toEqual(order(byForce));
    }),
    { numRuns: 300 },
  );
});

test('the splits contain real attacks: with free values the same text would have several readings', () => {
  const body = '["keydemo-appmethodsales.StockSync.calcStocksalt5altsiddemotimestamp411561000v1.0"]';
  const sent = { parameters: { ...KEY, method: 'sales.StockSync.calcStock', timestamp: '411561000', v: '1.0' }, body };
  const all = [...splits(signedText(sent))];
  expect(all.length).toBeGreaterThan(10);
  for (const other of all) expect(signedText(other)).toBe(signedText(sent));
  expect(all).toContainEqual(expect.objectContaining({ body: '["' }));
});

test('a paging value cannot swallow its neighbour', () => {
  const sent = { parameters: { ...KEY, method: 'm', timestamp: '1', v: '1.0', page_no: '0', page_size: '40' }, body: '[]' };
  const { page_size: _, ...others } = sent.parameters;
  const merged = { ...others, page_no: '0page_size40' };
  expect(signedText({ parameters: merged, body: '[]' })).toBe(signedText(sent));
  expect(() => flagship.readParameters(flagship.writeParameters({ ...merged, sign: 'x' }))).toThrow('参数错误');
});
