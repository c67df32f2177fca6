/**
 * What a value of the wire is: a two-way codec, lenient in what it reads and exact in what it writes.
 *
 * The vendor's types stand in `fields/`; a definition (`method.ts`) is made of them, and server, client, pages and tests
 * read everything from it.
 */

/**
 * How numbers are written. `json`: as JSON numbers and `true`/`false`. `text`: everything as text, `"1"`/`"0"`, decimals
 * with four places, which is how the enterprise edition fills the columns of a row.
 */
export type Style = 'json' | 'text';

/**
 * Where a value was read from. A call says what its sender wants done, so it is held to its definition. An answer tells
 * what is so, and must not be lost over a text that is missing or longer than documented.
 */
export type Side = 'call' | 'answer';

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
  /** How many elements a batch may have. */
  largest?: number;
  /** The members, for an object or a list of objects. */
  members?: Shape;
}

/** Lets others have their turn, where it is time for that. */
export type Pause = () => Promise<void>;

/**
 * One value of the wire: `read` turns what arrived into `T`, `write` turns `In` into what travels.
 *
 * `read` throws {@link FieldError}; without a side it reads a call. `write` throws TypeError for what the type cannot
 * hold.
 */
export interface Field<T, In = T> {
  read(value: unknown, name: string, side?: Side): T;
  /** Reads a call, like `read`, where that may take long: it pauses again and again, so that others have their turn. */
  readInTurns?(value: unknown, name: string, pause: Pause): Promise<T>;
  write(value: In, style: Style): unknown;
  /** True when an empty text counts as absent, as it does for numbers. */
  readonly blank: boolean;
  /** What an answer means that leaves a required value out: no text, no rows. Numbers have no such meaning. */
  unsaid?(): T;
  /** What each element of a list is. */
  // biome-ignore lint/suspicious/noExplicitAny: an element may be of every type
  readonly item?: Field<any, any>;
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

/** Whether a value counts as absent for a field. */
export function isAbsent(value: unknown, field: Pick<Field<unknown, never>, 'blank'>): boolean {
  return value === undefined || value === null || (field.blank && typeof value === 'string' && value.trim() === '');
}
