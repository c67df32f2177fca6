/**
 * The vendor's types as two-way codecs: lenient in what they read, exact in what they write.
 *
 * A definition (`method.ts`) is made of these; server, client, pages and tests read everything from them.
 */
import { type Quantity, readQuantity } from '@tongbu/model';
import { FieldError } from './field-error.ts';
import { ExactNumber, rawNumber, readJson, writeJson } from './json.ts';

/**
 * How numbers are written. `json`: as JSON numbers and `true`/`false`. `text`: everything as text, `"1"`/`"0"`, decimals
 * with four places, which is how the enterprise edition fills the columns of a row.
 */
export type Style = 'json' | 'text';

/** What the generated pages say of a field. */
export interface FieldDoc {
  /** The vendor's name of the type, such as `Int` or `Decimal(19,4)`. */
  type: string;
  /** Longest text, in characters (code points). */
  length?: number;
  required: boolean;
  /** What an absent value is read as, for the reader of a page. */
  fallback?: string;
  /** The wire values and their meaning, for a choice. */
  values?: Record<string, number>;
  /** The members, for an object or a list of objects. */
  members?: Shape;
}

/**
 * One value of the wire: `read` turns what arrived into `T`, `write` turns `In` into what travels.
 *
 * `read` throws {@link FieldError}. `blank` says that an empty text counts as absent, as it does for numbers.
 */
export interface Field<T, In = T> {
  read(value: unknown, name: string): T;
  write(value: In, style: Style): unknown;
  readonly blank: boolean;
  readonly doc: FieldDoc;
}

// biome-ignore lint/suspicious/noExplicitAny: a shape holds fields of every type
export type Shape = Record<string, Field<any, any>>;

/** What reading a shape gives. */
export type Reading<S extends Shape> = { [K in keyof S]: S[K] extends Field<infer T, infer _> ? T : never };

type InOf<F> = F extends Field<infer _, infer In> ? In : never;

/** What writing a shape takes: fields that may be absent may be left out. */
export type Writing<S extends Shape> = {
  [K in keyof S as undefined extends InOf<S[K]> ? never : K]: InOf<S[K]>;
} & { [K in keyof S as undefined extends InOf<S[K]> ? K : never]?: InOf<S[K]> };

/** Anything a number may be given as. */
export type Numeric = string | number | bigint;

/** The digits of a number or of text that holds one; undefined for anything else. */
function numeral(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return value.trim();
  return undefined;
}

/** Canonical digits of a whole number; a fraction of zeros is let pass (`2.0000` is 2). */
function wholeNumber(value: unknown, name: string): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = numeral(value);
  if (text === '') throw new FieldError('missing', name);
  if (text !== undefined && /^-?(0|[1-9]\d{0,14})$/.test(text) && text !== '-0') return text;
  if (text !== undefined && /^[+-]?\d{1,40}(\.0*)?$/.test(text)) return BigInt(text.replace(/\..*$/, '').replace('+', '')).toString();
  const quantity = text === undefined ? undefined : readQuantity(text);
  if (quantity === undefined || quantity.includes('.')) throw new FieldError('type', name, numeral(value) ?? value);
  return quantity;
}

/** The digits as a number of the JSON text; digits a double holds need no care. */
function jsonNumber(digits: string): unknown {
  return digits.length <= 15 && !digits.includes('.') ? Number(digits) : rawNumber(digits);
}

/**
 * Text of at most `length` characters. A number is read as its digits; NUL and broken surrogates, which databases refuse,
 * are taken out. Longer text is a `length` problem.
 */
export function text(length: number): Field<string> {
  return {
    blank: false,
    doc: { type: 'String', length, required: true },
    read(value, name) {
      const read = plainText(value, name);
      if (read.length > length && countCharacters(read) > length) throw new FieldError('length', name, read);
      return read;
    },
    write: (value) => value,
  };
}

/** Text that is cut after `length` characters instead of refused: reasons and messages. */
export function cutText(length: number): Field<string> {
  return {
    ...text(length),
    read: (value, name) => firstCharacters(plainText(value, name), length),
  };
}

/** The first `length` characters (code points) of a text. */
export function firstCharacters(value: string, length: number): string {
  return value.length <= length ? value : Array.from(value).slice(0, length).join('');
}

function plainText(value: unknown, name: string): string {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? value.replaceAll('\0', '').toWellFormed() : value;
  if (typeof value === 'boolean') return String(value);
  const digits = numeral(value);
  if (digits === undefined) throw new FieldError('type', name, value);
  return digits;
}

/** Characters as people and PHP count them: code points. */
export function countCharacters(value: string): number {
  let count = value.length;
  for (let i = 0; i < value.length - 1; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = value.charCodeAt(i + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      count--;
      i++;
    }
  }
  return count;
}

/** A whole number of up to 15 digits, as a JavaScript number. `length` only documents. */
export function int(length?: number): Field<number> {
  return {
    blank: true,
    doc: { type: 'Int', required: true, ...(length && { length }) },
    read(value, name) {
      const number = Number(wholeNumber(value, name));
      if (!Number.isSafeInteger(number)) throw new FieldError('range', name, value instanceof ExactNumber ? value.text : value);
      return number;
    },
    write: (value, style) => (style === 'text' ? String(value) : value),
  };
}

/** A count in the envelope: written as a JSON number in either style. */
export function count(): Field<number> {
  return { ...int(), write: (value) => value };
}

/** A number of up to 40 digits, kept as text: ids and versions, which never pass through a double. */
export function long(): Field<string, Numeric> {
  return {
    blank: true,
    doc: { type: 'long', required: true },
    read: wholeNumber,
    write: (value, style) => (style === 'text' ? String(value) : jsonNumber(String(value))),
  };
}

/** Decimal(19,4), exact, as canonical text. */
export function decimal(): Field<Quantity, Numeric> {
  return {
    blank: true,
    doc: { type: 'Decimal(19,4)', required: true },
    read(value, name) {
      const digits = numeral(value);
      if (digits === '') throw new FieldError('missing', name);
      if (digits === undefined || !/\d/.test(digits) || Number.isNaN(Number(digits))) throw new FieldError('type', name, value);
      const quantity = readQuantity(digits);
      if (quantity === undefined) throw new FieldError('range', name, digits);
      return quantity;
    },
    write(value, style) {
      const quantity = readQuantity(String(value));
      if (quantity === undefined) throw new TypeError(`"${value}" is not a Decimal(19,4)`);
      return style === 'text' ? fourPlaces(quantity) : jsonNumber(quantity);
    },
  };
}

function fourPlaces(quantity: Quantity): string {
  const [whole, fraction = ''] = quantity.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
}

/** Yes or no: `true`, `false`, `1`, `0`, as themselves or as text. */
export function flag(): Field<boolean> {
  return {
    blank: true,
    doc: { type: 'Boolean', required: true },
    read: readFlag,
    write: (value, style) => (style === 'text' ? (value ? '1' : '0') : value),
  };
}

/** A {@link flag} that the vendor prints as the numbers 1 and 0 (`calcStock`, `is_part_sync`). */
export function flagDigit(): Field<boolean> {
  return {
    ...flag(),
    doc: { type: 'Int', required: true, values: { no: 0, yes: 1 } },
    write: (value, style) => (style === 'text' ? (value ? '1' : '0') : value ? 1 : 0),
  };
}

function readFlag(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  const word = numeral(value)?.toLowerCase();
  if (word === '') throw new FieldError('missing', name);
  if (word === '1' || word === 'true' || word === '1.0') return true;
  if (word === '0' || word === 'false' || word === '0.0') return false;
  throw new FieldError('type', name, value);
}

/** One of a few numbers, each with a word of ours: `choice({ success: 0, retry: -100, fail: 2 })`. */
export function choice<const V extends Record<string, number>>(values: V): Field<keyof V & string> {
  const words = new Map(Object.entries(values).map(([word, number]) => [number, word as keyof V & string]));
  return {
    blank: true,
    doc: { type: 'Int', required: true, values },
    read(value, name) {
      const digits = wholeNumber(value, name);
      const word = words.get(Number(digits));
      if (word === undefined) throw new FieldError('range', name, digits);
      return word;
    },
    write: (word, style) => (style === 'text' ? String(values[word]) : values[word]),
  };
}

const BEIJING_MS = 8 * 3_600_000;

/**
 * `yyyy-MM-dd HH:mm:ss` at UTC+8, as epoch milliseconds. Null is "not set": `""`, and `0000-00-00 00:00:00` when read.
 */
export function dateTime(): Field<number | null> {
  return {
    blank: true,
    doc: { type: 'DateTime', required: true },
    read(value, name) {
      const written = plainText(value, name).trim();
      if (written === '' || written === '0000-00-00 00:00:00') return null;
      const moment = Date.parse(`${written.replace(' ', 'T')}+08:00`);
      if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written) || formatTime(moment) !== written) {
        throw new FieldError('type', name, written);
      }
      return moment;
    },
    write: (moment) => (moment === null ? '' : formatTime(moment)),
  };
}

/** Epoch milliseconds as `yyyy-MM-dd HH:mm:ss` in Beijing; `''` for a moment no date can hold. */
export function formatTime(moment: number): string {
  if (!Number.isFinite(moment) || Math.abs(moment) > 8.64e15 - BEIJING_MS) return '';
  return new Date(moment + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** A field that may be absent; `null`, and empty text for numbers, count as absent. Read as `fallback`. */
export function optional<T, In, const F extends T | undefined = undefined>(
  field: Field<T, In>,
  fallback?: F,
): Field<T | F, In | undefined> {
  const { fallback: _, ...doc } = field.doc;
  return {
    blank: field.blank,
    doc: { ...doc, required: false, ...(fallback !== undefined && { fallback: JSON.stringify(fallback) }) },
    read: (value, name) => (isAbsent(value, field) ? (fallback as F) : field.read(value, name)),
    write: (value, style) => (value === undefined ? undefined : field.write(value as In, style)),
  };
}

function isAbsent(value: unknown, field: Field<unknown, never>): boolean {
  return value === undefined || value === null || (field.blank && typeof value === 'string' && value.trim() === '');
}

/** A field whose unreadable values count as absent: a version that is not a number names no version. */
export function lenient<T, In>(field: Field<T, In>): Field<T | undefined, In | undefined> {
  const inner = optional(field);
  return {
    ...inner,
    read(value, name) {
      try {
        return inner.read(value, name);
      } catch (error) {
        if (error instanceof FieldError) return undefined;
        throw error;
      }
    },
  };
}

/**
 * A JSON text in a form field: how the enterprise edition sends lists and objects.
 *
 * A byte order mark, white space around it, and one extra layer of JSON text are let pass. What we write is pure ASCII,
 * so that every client's way of counting characters gives the same signature.
 */
export function jsonText<T, In>(field: Field<T, In>): Field<T, In> {
  return {
    blank: false,
    doc: { ...field.doc, type: `JSON ${field.doc.type}` },
    read(value, name) {
      if (typeof value !== 'string') throw new FieldError('json', name, value);
      const once = parseText(value, name);
      return field.read(typeof once === 'string' ? parseText(once, name) : once, name);
    },
    write: (value) => escapeNonAscii(writeJson(field.write(value, 'json'))),
  };
}

function parseText(value: string, name: string): unknown {
  try {
    return readJson(value.replace(/^\uFEFF/, '').trim());
  } catch {
    throw new FieldError('json', name, value);
  }
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * How many rows a query wants: above `largest` it is clamped; absent, zero, negative or not a number means 100.
 *
 * @see the specification, enterprise 4.1 and 4.3
 */
export function limit(largest: number): Field<number, number | undefined> {
  const inner = lenient(int());
  return {
    blank: true,
    doc: { type: 'int', required: false, fallback: '100' },
    read(value, name) {
      const wanted = inner.read(value, name) ?? 0;
      return wanted < 1 ? 100 : Math.min(wanted, largest);
    },
    write: (value, style) => (value === undefined ? undefined : inner.write(value, style)),
  };
}

/** An object with these members; unknown members are ignored. */
export function object<S extends Shape>(members: S): Field<Reading<S>, Writing<S>> {
  return {
    blank: false,
    doc: { type: 'Map', required: true, members },
    read(value, name) {
      if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof ExactNumber) {
        throw new FieldError('type', name, value);
      }
      return readShape(members, value as Record<string, unknown>);
    },
    write: (value, style) => writeShape(members, value, style),
  };
}

/** Reads each member of a shape; see {@link FieldError} for what is thrown. */
export function readShape<S extends Shape>(shape: S, values: Record<string, unknown>): Reading<S> {
  const read: Record<string, unknown> = {};
  for (const name in shape) {
    const field = shape[name] as Shape[string];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (field.doc.required && isAbsent(value, field)) throw new FieldError('missing', name);
    read[name] = field.read(value, name);
  }
  return read as Reading<S>;
}

/** Writes each member of a shape, in the order of the definition; absent ones are left out. */
export function writeShape<S extends Shape>(shape: S, values: Writing<S>, style: Style): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const name in shape) {
    const value = (values as Record<string, unknown>)[name];
    const field = shape[name] as Shape[string];
    if (value === undefined && field.doc.required) throw new TypeError(`field "${name}" is required`);
    const out = field.write(value, style);
    if (out !== undefined) written[name] = out;
  }
  return written;
}

/** A list; one value in its place is read as a list of one. */
export function list<T, In>(item: Field<T, In>): Field<T[], In[]> {
  return {
    blank: false,
    doc: { type: `List<${item.doc.type}>`, required: true, ...(item.doc.members && { members: item.doc.members }) },
    read: (value, name) => items(value, name).map((each) => item.read(each, name)),
    write: (values, style) => values.map((each) => item.write(each, style)),
  };
}

function items(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) throw new FieldError('missing', name);
  if (typeof value === 'object' && !(value instanceof ExactNumber)) return [value];
  throw new FieldError('type', name, value);
}

/** One element of a batch: read, or refused with what can still be said of it. */
export type Element<T> = { ok: true; value: T } | { ok: false; problem: FieldError; id: string | undefined };

/**
 * A list whose elements are decided one by one (promise B3): an element that cannot be read is an {@link Element} that
 * says so, and never harms its neighbours. One object in place of the list is read as a list of one.
 *
 * @param id the member that names the record, kept for refused elements where it can be read
 */
export function records<S extends Shape>(id: keyof S & string, members: S): Field<Element<Reading<S>>[], Writing<S>[]> {
  const element = object(members);
  return {
    blank: false,
    doc: { type: 'List<Map>', required: true, members },
    read: (value, name) => items(value, name).map((each) => readElement(element, each, id, name)),
    write: (values, style) => values.map((each) => element.write(each, style)),
  };
}

function readElement<T>(element: Field<T, never>, value: unknown, id: string, name: string): Element<T> {
  try {
    return { ok: true, value: element.read(value, name) };
  } catch (problem) {
    if (!(problem instanceof FieldError)) throw problem;
    return { ok: false, problem, id: readId(value, id) };
  }
}

function readId(value: unknown, id: string): string | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, id)) return undefined;
  try {
    return wholeNumber((value as Record<string, unknown>)[id], id);
  } catch {
    return undefined;
  }
}
