/** One JSON text in the forms that serialisers give it: what a client signs when it writes its body twice. */

/** How a serialiser writes. `kept` leaves a thing as it stands. */
export interface JsonStyle {
  spacing: keyof typeof SPACING;
  text: keyof typeof TEXT;
  numbers: keyof typeof NUMBERS;
  names: 'kept' | 'sorted';
  nulls: 'kept' | 'dropped';
}

const SPACING = {
  compact: { comma: ',', colon: ':', indent: '' },
  blanks: { comma: ', ', colon: ': ', indent: '' },
  'two blanks': { comma: ',', colon: ': ', indent: '  ' },
  'four blanks': { comma: ',', colon: ': ', indent: '    ' },
  tabs: { comma: ',', colon: ': ', indent: '\t' },
};

const escaped = (text: string, set: RegExp, upper = false) =>
  text.replace(set, (unit) => {
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upper ? hex.toUpperCase() : hex}`;
  });

const ascii = (text: string) => escaped(text, /[\u007f-\uffff]/g);
const slashes = (text: string) => text.replaceAll('/', '\\/');

/** Each takes a string token as `JSON.stringify` writes it. */
const TEXT = {
  kept: (text: string) => text,
  plain: (text: string) => text,
  escapes: ascii,
  'upper-case escapes': (text: string) => escaped(text, /[\u007f-\uffff]/g, true),
  'escaped slashes': slashes,
  'escapes and escaped slashes': (text: string) => slashes(ascii(text)),
  'HTML escapes': (text: string) => escaped(text, /[<>&\u2028\u2029]/g),
  'more HTML escapes': (text: string) => escaped(text, /[<>&='\u2028\u2029]/g),
};

const NUMBERS = {
  kept: (text: string) => text,
  /** JavaScript: `1.0000` becomes `1`. */
  short: (text: string) => String(Number(text)),
  /** Python, Java: `1.0000` becomes `1.0`. */
  'one place': (text: string) => (/[.eE]/.test(text) && Number.isInteger(Number(text)) ? `${Number(text)}.0` : String(Number(text))),
};

const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];

/** Whether a style is one that a serialiser has by itself, without being asked for more. */
function isUsual({ spacing, text, numbers, names, nulls }: JsonStyle): boolean {
  const isPlain = numbers === 'kept' && names === 'kept' && nulls === 'kept';
  return isPlain && (spacing === 'compact' || spacing === 'blanks') && text !== 'upper-case escapes' && !text.includes('HTML');
}

const styles: JsonStyle[] = keys(SPACING).flatMap((spacing) =>
  keys(TEXT).flatMap((text) =>
    keys(NUMBERS).flatMap((numbers) =>
      (['kept', 'sorted'] as const).flatMap((names) =>
        (['kept', 'dropped'] as const).map((nulls) => ({ spacing, text, numbers, names, nulls })),
      ),
    ),
  ),
);
const usualStyles = styles.filter(isUsual);

/** Longer texts, in characters, are not written again and again. */
const LONGEST = 262_144;

/** A text written otherwise, and in what it differs. */
export interface Rewritten {
  text: string;
  differs: string[];
}

/**
 * The same JSON in other styles, those with the fewest differences first; none when the text is no JSON or too long.
 *
 * @param fewer only what the usual serialisers do when nobody asks for more
 */
export function rewritings(json: string, { fewer = false } = {}): Rewritten[] {
  const node = json.length <= LONGEST ? readNode(json) : undefined;
  if (node === undefined) return [];
  const kept = { text: 'kept', numbers: 'kept', names: 'kept', nulls: 'kept' } as const;
  const own = keys(SPACING).find((spacing) => writeNode(node, { spacing, ...kept }) === json.trim());
  const found = new Map<string, string[]>();
  const differences = (style: JsonStyle) => differencesOf(style, own);
  for (const style of (fewer ? usualStyles : styles).toSorted((a, b) => differences(a).length - differences(b).length)) {
    const text = writeNode(node, style);
    if (text !== json && !found.has(text)) found.set(text, differences(style));
  }
  return Array.from(found, ([text, differs]) => ({ text, differs }));
}

function differencesOf({ spacing, text, numbers, names, nulls }: JsonStyle, own: JsonStyle['spacing'] | undefined): string[] {
  return [
    ...(spacing === own ? [] : [spacing]),
    ...(text === 'kept' ? [] : [text]),
    ...(numbers === 'kept' ? [] : [`${numbers} numbers`]),
    ...(names === 'kept' ? [] : ['sorted names']),
    ...(nulls === 'kept' ? [] : ['no nulls']),
  ];
}

/** A value whose strings and numbers are still as they were written. */
type Node = string | { list: Node[] } | { members: [string, Node][] };

const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+)/y;
const DEEPEST = 64;

function readNode(json: string): Node | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  let at = 0;
  const next = () => {
    TOKEN.lastIndex = at;
    const [all, token] = TOKEN.exec(json) as unknown as [string, string];
    at += all.length;
    return token;
  };
  const read = (token: string, depth: number): Node => {
    if (depth > DEEPEST) throw new RangeError('too deep');
    if (token === '[') {
      const list: Node[] = [];
      for (let each = next(); each !== ']'; each = next()) if (each !== ',') list.push(read(each, depth + 1));
      return { list };
    }
    if (token !== '{') return token;
    const members: [string, Node][] = [];
    for (let name = next(); name !== '}'; name = next()) {
      if (name === ',') continue;
      next();
      members.push([name, read(next(), depth + 1)]);
    }
    return { members };
  };
  try {
    return read(next(), 0);
  } catch {
    return undefined;
  }
}

function writeNode(node: Node, style: JsonStyle, indent = ''): string {
  if (typeof node === 'string') return writeToken(node, style);
  const { comma, colon, indent: step } = SPACING[style.spacing];
  const inside = indent + step;
  const [open, close] = 'list' in node ? '[]' : '{}';
  const parts =
    'list' in node
      ? node.list.map((each) => writeNode(each, style, inside))
      : membersOf(node.members, style).map(([name, value]) => `${writeToken(name, style)}${colon}${writeNode(value, style, inside)}`);
  if (parts.length === 0) return `${open}${close}`;
  return step === '' ? `${open}${parts.join(comma)}${close}` : `${open}\n${inside}${parts.join(`${comma}\n${inside}`)}\n${indent}${close}`;
}

function membersOf(members: [string, Node][], { names, nulls }: JsonStyle): [string, Node][] {
  const left = nulls === 'kept' ? members : members.filter(([, value]) => value !== 'null');
  return names === 'kept' ? left : left.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function writeToken(token: string, { text, numbers }: JsonStyle): string {
  if (token.startsWith('"')) return text === 'kept' ? token : TEXT[text](JSON.stringify(JSON.parse(token)));
  return /^[-\d]/.test(token) ? NUMBERS[numbers](token) : token;
}
