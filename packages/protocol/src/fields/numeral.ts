/** Digits: what every number of the wire is read from and written as, so that none passes through a double unseen. */
import { readQuantity } from '@tongbu/model';
import { FieldError } from '../field-error.ts';
import { ExactNumber, rawNumber } from '../json.ts';

/** Anything a number may be given as. */
export type Numeric = string | number | bigint;

/** The digits of a number or of text that holds one; undefined for anything else. */
export function numeral(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return value.trim();
  return undefined;
}

/** Canonical digits of a whole number; a fraction of zeros is let pass (`2.0000` is 2). */
export function wholeNumber(value: unknown, name: string): string {
  const text = numeral(value);
  if (text === '') throw new FieldError('missing', name);
  if (text !== undefined && /^-?(0|[1-9]\d{0,14})$/.test(text) && text !== '-0') return text;
  if (text !== undefined && /^[+-]?\d{1,40}(\.0*)?$/.test(text)) return BigInt(text.replace(/\..*$/, '').replace('+', '')).toString();
  const quantity = text === undefined ? undefined : readQuantity(text);
  if (quantity === undefined || quantity.includes('.')) throw new FieldError('type', name, text ?? value);
  return quantity;
}

/** The digits as a number of the JSON text; digits a double holds need no care. */
export function jsonNumber(digits: string): unknown {
  return digits.length <= 15 && !digits.includes('.') ? Number(digits) : rawNumber(digits);
}
