import type { Field } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { numeral, wholeNumber } from './numeral.ts';

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
  throw new FieldError('type', name, word ?? value);
}

/**
 * One of a few numbers, each with a word of ours: `choice({ success: 0, retry: -100, fail: 2 })`.
 *
 * `true` and `false` are read as 1 and 0 where these are the only values; among others `false` would be a guess.
 */
export function choice<const V extends Record<string, number>>(values: V): Field<keyof V & string> {
  const words = new Map(Object.entries(values).map(([word, number]) => [number, word as keyof V & string]));
  const binary = Object.values(values).every((number) => number === 0 || number === 1);
  return {
    blank: true,
    doc: { type: 'Int', required: true, values },
    read(value, name) {
      const digits = binary && typeof value === 'boolean' ? String(Number(value)) : wholeNumber(value, name);
      const word = words.get(Number(digits));
      if (word === undefined) throw new FieldError('range', name, digits);
      return word;
    },
    write: (word, style) => (style === 'text' ? String(values[word]) : values[word]),
  };
}
