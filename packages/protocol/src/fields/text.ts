import { countCharacters, firstCharacters, storable } from '../characters.ts';
import type { Field } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { numeral } from './numeral.ts';

/**
 * Text of at most `length` characters. A number is read as its digits; NUL and broken surrogates, which databases refuse,
 * are taken out. Longer text is a `length` problem of a call; an answer may be longer than documented.
 */
export function text(length: number): Field<string> {
  return {
    blank: false,
    doc: { type: 'String', length, required: true },
    unsaid: () => '',
    read(value, name, side) {
      const read = plainText(value, name);
      if (side !== 'answer' && read.length > length && countCharacters(read) > length) throw new FieldError('length', name, read);
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

/** Any scalar as text, in a form that can be stored. */
export function plainText(value: unknown, name: string): string {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'boolean') return String(value);
  const digits = numeral(value);
  if (digits === undefined) throw new FieldError('type', name, value);
  return digits;
}
