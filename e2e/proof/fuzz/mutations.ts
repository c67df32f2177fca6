/** Ways to break the arguments of a call, and its text. Each says what it is, so that it can be counted. */
import type { Random } from './random.ts';
import { Members, objectsOf, Raw, slotsOf, type Value } from './value.ts';

type Mutation = (random: Random, root: Value[]) => void;

const repeated = (text: string, times: number) => text.repeat(times);

/** Numbers that no column holds, and numbers written as few write them. */
const NUMBERS = [
  ...['1e400', '-1e400', '1e-400', '99999999999999999999999999999999999999999999', '9223372036854775808', '-9223372036854775809'],
  ...['2147483648', '4294967296', '9007199254740993', '-0', '0.00004', '1E+2', '123456789012345.6789', '1234567890123456.7891', '0.1e1'],
];

const TEXTS_OF_NUMBERS = ['1e5', '0x10', '+5', ' 5 ', '５', '٣', '1,000', 'NaN', 'Infinity', '--1', '1.', '.5', '007', '1_000', '-1'];

const UNICODE = [
  ...[
    '🧧🧧🧧',
    'مرحبا',
    'e\u0301\u0301\u0301',
    '\u202e逆',
    '\ufeff',
    '\u2028',
    '𠮷野家',
    '\u00a0',
    '\u0000'.slice(1),
    '\uffff',
    '＇；－－',
  ],
  ...["'; drop table listings; --", '%00', '../../etc/passwd', '<script>', '\\', '\u007f\u001b[2J'],
];

/** Where to put something; the list itself is never empty for long, so there is always a place. */
function somewhere(random: Random, root: Value[], put: Value): void {
  const slots = slotsOf(root);
  if (slots.length === 0) root.push(put);
  else random.pick(slots).set(put);
}

function inObject(random: Random, root: Value[], act: (object: Members) => void): void {
  const objects = objectsOf(root);
  if (objects.length > 0) act(random.pick(objects));
  else root.push(new Members([['rec_id', 1]]));
}

/** Mutations of arguments, by name. */
export const mutations: Record<string, Mutation> = {
  'other type': (random, root) =>
    somewhere(random, root, random.pick<() => Value>([() => true, () => 7, () => 'x', () => [], () => [[]], () => new Members([])])()),
  'long text': (random, root) => somewhere(random, root, repeated(random.pick(['a', '长', '🧧']), random.int(38, 1200))),
  deep: (random, root) => {
    const depth = random.pick([20, 100, 1000, 5000]);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    somewhere(random, root, new Raw(repeated(open, depth) + (open === '[' ? '' : '1') + repeated(close, depth)));
  },
  'huge number': (random, root) => somewhere(random, root, new Raw(random.pick(NUMBERS))),
  'number as text': (random, root) => somewhere(random, root, random.pick([...NUMBERS, ...TEXTS_OF_NUMBERS])),
  unicode: (random, root) => somewhere(random, root, random.pick(UNICODE)),
  'lone surrogate': (random, root) =>
    somewhere(random, root, new Raw(random.pick(['"\\ud800"', '"a\\udc00b"', '"\\udbff\\ud83e"', '"\\uDFFF\\uD800"']))),
  NUL: (random, root) => somewhere(random, root, new Raw(random.pick(['"\\u0000"', '"a\\u0000b"', '"1\\u0000"']))),
  'repeated name': (random, root) =>
    inObject(random, root, ({ pairs }) => {
      const [name = 'rec_id'] = random.pick(pairs) ?? [];
      pairs.push([name, random.int(-1, 9)]);
    }),
  'unknown name': (random, root) =>
    inObject(random, root, ({ pairs }) => void pairs.push([random.pick(['extra', 'Rec_Id', '', ' ', '库存']), 1])),
  'name of a prototype': (random, root) =>
    inObject(random, root, ({ pairs }) => {
      const name = random.pick(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']);
      pairs.push([
        name,
        new Members([
          ['rec_id', 1],
          ['status', 0],
          ['isAdmin', true],
        ]),
      ]);
    }),
  'left out': (random, root) => random.pick(slotsOf(root))?.remove(),
  empty: (random, root) => somewhere(random, root, random.pick<() => Value>([() => '', () => [], () => new Members([]), () => '  '])()),
  null: (random, root) => somewhere(random, root, null),
  'one more argument': (random, root) => void root.push(random.pick<Value>([null, 0, '', new Members([['page_size', 10]])])),
  'no arguments': (_random, root) => void root.splice(0),
  'elements repeated': (random, root) => {
    const lists = root.filter((each) => Array.isArray(each) && each.length > 0) as Value[][];
    const list = lists.length > 0 ? random.pick(lists) : root;
    list.push(...list.slice(0, 3), ...list.slice(0, 3));
  },
};

type TextMutation = (random: Random, text: string) => string | Uint8Array;

/** Mutations of the written arguments, by name. */
export const textMutations: Record<string, TextMutation> = {
  cut: (random, text) => text.slice(0, random.int(0, Math.max(0, text.length - 1))),
  'text behind': (random, text) => text + random.pick([']', ',', '[]', ' x', '\0', '{}']),
  'byte order mark': (_random, text) => `\ufeff${text}`,
  blanks: (random, text) => `${random.pick([' ', '\n', '\t\r\n', '\v'])}${text}${random.pick([' ', '\n\n'])}`,
  'bytes changed': (random, text) => {
    const bytes = Buffer.from(text);
    for (let times = random.int(1, 4); times > 0 && bytes.length > 0; times--) bytes[random.int(0, bytes.length - 1)] = random.int(1, 127);
    return bytes.toString('latin1');
  },
  'no UTF-8': (random, text) => {
    const at = random.int(0, text.length);
    const broken = random.pick([[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe5, 0xba]]);
    return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(broken), Buffer.from(text.slice(at))]);
  },
  'no JSON': (random) =>
    random.pick([
      '',
      'null',
      '0',
      '"[]"',
      'undefined',
      "['x']",
      '[1,]',
      '[NaN]',
      '[01]',
      '[/**/1]',
      '{}',
      'true',
      '[1',
      '[\u0001]',
      '[.5]',
      '[+1]',
      '["\\x"]',
      'a=1&b=2',
    ]),
  'quoted once more': (_random, text) => JSON.stringify(text),
};
