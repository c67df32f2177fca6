/** Columns of the files that are imported: how a cell is read, and what a page says of it. */
import { type Quantity, readQuantity } from '@tongbu/model';

/** What is wrong with a row: which column, the value as it stands there, and what to do. */
export interface RowProblem {
  /** Index of the row among those given, from 0. */
  row: number;
  column: string;
  value: string;
  problem: string;
}

/** Thrown by a column's reader and by the checks of a kind; becomes a {@link RowProblem}. */
export class CellError extends Error {
  readonly column: string;
  readonly value: string;

  constructor(column: string, value: string, problem: string) {
    super(problem);
    this.column = column;
    this.value = value;
  }
}

/** What a page says of a column, in both languages. */
export interface Note {
  en: string;
  zh: string;
}

/** One column. `read` gets the trimmed cell, `''` for an empty or absent one. */
export interface Column<T> {
  read(cell: string, name: string): T;
  required: boolean;
  note: Note;
}

export type Columns = Record<string, Column<unknown>>;
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** Text of at most `length` characters that must be there. */
export function text(length: number): Column<string> {
  return {
    required: true,
    note: textNote(length),
    read(cell, name) {
      if (cell === '') throw new CellError(name, cell, 'must not be empty');
      return checkLength(cell, name, length);
    },
  };
}

/** Text of at most `length` characters; `''` when empty. */
export function optionalText(length: number): Column<string> {
  return { required: false, note: textNote(length), read: (cell, name) => checkLength(cell, name, length) };
}

/**
 * Text of at most `length` characters; undefined when empty, which leaves what is stored as it is, and `''` for a `*`.
 *
 * @param star what no text means: nothing is known, or whatever it is
 */
export function keptText(length: number, star: 'none' | 'any' = 'none'): Column<string | undefined> {
  return {
    required: false,
    note: joined(
      textNote(length),
      star === 'any'
        ? { en: '; * for any, unchanged when empty', zh: '；* 表示不限，留空不变' }
        : { en: '; * for none, unchanged when empty', zh: '；* 表示清空，留空不变' },
    ),
    read: (cell, name) => (cell === '' ? undefined : cell === '*' ? '' : checkLength(cell, name, length)),
  };
}

/** Names with `,` or `;` between, of at most `length` characters each; null for `*`, none for `-`, undefined when empty. */
export function names(length: number): Column<string[] | null | undefined> {
  return {
    required: false,
    note: {
      en: 'numbers with , or ; between; * for all, - for none, unchanged when empty',
      zh: '编号，以 , 或 ; 分隔；* 表示全部，- 表示无，留空不变',
    },
    read(cell, name) {
      if (cell === '') return undefined;
      if (cell === '*') return null;
      if (cell === '-') return [];
      const all = cell.split(/[,;，；]/).map((each) => checkLength(each.trim(), name, length));
      if (all.includes('')) throw new CellError(name, cell, 'names nothing between two separators');
      return all;
    },
  };
}

const textNote = (length: number): Note => ({ en: `text, at most ${length} characters`, zh: `文本，最长 ${length} 个字符` });
const joined = (first: Note, second: Note): Note => ({ en: first.en + second.en, zh: first.zh + second.zh });

function checkLength(cell: string, name: string, length: number): string {
  if (cell.includes('\0') || !cell.isWellFormed()) throw new CellError(name, cell, 'holds characters that are no text');
  if (cell.length > length && Array.from(cell).length > length) throw new CellError(name, cell, `is longer than ${length} characters`);
  return cell;
}

/** Decimal(19,4); undefined when empty, which leaves what is stored as it is. */
export function quantity(): Column<Quantity | undefined> {
  return {
    required: false,
    note: { en: 'number, at most 15 digits before and 4 after the point', zh: '数值，整数部分最多 15 位，小数最多 4 位' },
    read(cell, name) {
      if (cell === '') return undefined;
      const read = readQuantity(cell);
      if (read === undefined) throw new CellError(name, cell, 'is no number of at most 15 digits before and 4 after the point');
      return read;
    },
  };
}

/** {@link quantity} that is not negative. */
export function amount(): Column<Quantity | undefined> {
  const { note, read, ...column } = quantity();
  return {
    ...column,
    note: joined(note, { en: ', not negative', zh: '，不能为负' }),
    read(cell, name) {
      const value = read(cell, name);
      if (value?.startsWith('-')) throw new CellError(name, cell, 'must not be negative');
      return value;
    },
  };
}

/** A whole number from `least` to `largest`; `fallback` when empty. */
export function whole<F extends number | undefined>(least: number, largest: number, fallback: F): Column<number | F> {
  return {
    required: false,
    note: withFallback({ en: `whole number from ${least} to ${largest}`, zh: `${least} 到 ${largest} 的整数` }, fallback),
    read(cell, name) {
      if (cell === '') return fallback;
      const value = /^-?\d{1,10}$/.test(cell) ? Number(cell) : Number.NaN;
      if (!(value >= least && value <= largest)) throw new CellError(name, cell, `is no whole number from ${least} to ${largest}`);
      return value;
    },
  };
}

/** Yes (1, true, yes, 是) or no (0, false, no, 否); `fallback` when empty. */
export function flag<F extends boolean | undefined>(fallback: F): Column<boolean | F> {
  return {
    required: false,
    note: withFallback({ en: '1 or 0', zh: '1 或 0' }, fallback === undefined ? undefined : Number(fallback)),
    read(cell, name) {
      if (cell === '') return fallback;
      if (/^(1|true|yes|是)$/i.test(cell)) return true;
      if (/^(0|false|no|否)$/i.test(cell)) return false;
      throw new CellError(name, cell, 'is neither 1 nor 0');
    },
  };
}

/** A note that says what an empty cell counts as. */
export function withFallback(note: Note, fallback: number | string | undefined): Note {
  return fallback === undefined ? note : joined(note, { en: `, ${fallback} when empty`, zh: `，留空为 ${fallback}` });
}

/** `yyyy-MM-dd HH:mm:ss` in Beijing as epoch milliseconds; undefined when empty. */
export function time(): Column<number | undefined> {
  return {
    required: false,
    note: { en: 'yyyy-MM-dd HH:mm:ss, Beijing time; now when empty', zh: 'yyyy-MM-dd HH:mm:ss，北京时间，留空为当前时间' },
    read(cell, name) {
      if (cell === '') return undefined;
      const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell) ? Date.parse(`${cell.replace(' ', 'T')}+08:00`) : Number.NaN;
      if (Number.isNaN(moment)) throw new CellError(name, cell, 'is no time such as 2026-11-11 20:00:00');
      return moment;
    },
  };
}
