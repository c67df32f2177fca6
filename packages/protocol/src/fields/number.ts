import { type Quantity, readQuantity } from '@tongbu/model';
import type { Field } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { jsonNumber, type Numeric, numeral, wholeNumber } from './numeral.ts';
import { lenient } from './optional.ts';

/** A whole number of up to 15 digits, as a JavaScript number. `length` only documents. */
export function int(length?: number): Field<number> {
  return {
    blank: true,
    doc: { type: 'Int', required: true, ...(length && { length }) },
    read(value, name) {
      const digits = wholeNumber(value, name);
      const number = Number(digits);
      if (!Number.isSafeInteger(number)) throw new FieldError('range', name, digits);
      return number;
    },
    write(value, style) {
      if (!Number.isSafeInteger(value)) throw new TypeError(`"${value}" is not a whole number`);
      return style === 'text' ? String(value) : value;
    },
  };
}

/** A count in the envelope: written as a JSON number in either style. */
export function count(): Field<number> {
  return { ...int(), write: (value) => value };
}

/** A {@link count} that is written as text: totals, as recorded enterprise answers print them. */
export function textCount(): Field<number> {
  return { ...count(), write: (value) => String(value) };
}

/** A whole number from `least` to `largest`; another one is a `range` problem. */
export function between(least: number, largest: number): Field<number> {
  const inner = int();
  return {
    ...inner,
    read(value, name) {
      const number = inner.read(value, name);
      if (number < least || number > largest) throw new FieldError('range', name, number);
      return number;
    },
  };
}

/** A number of up to 40 digits, kept as text: ids and versions, which never pass through a double. */
export function long(): Field<string, Numeric> {
  return {
    blank: true,
    doc: { type: 'long', required: true },
    read: wholeNumber,
    write(value, style) {
      const digits = digitsOf(value);
      return style === 'text' ? digits : jsonNumber(digits);
    },
  };
}

function digitsOf(value: Numeric): string {
  try {
    return wholeNumber(value, 'id');
  } catch (cause) {
    throw new TypeError(`"${value}" is not a whole number`, { cause });
  }
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Decimal(19,4), exact, as canonical text. */
export function decimal(): Field<Quantity, Numeric> {
  return {
    blank: true,
    doc: { type: 'Decimal(19,4)', required: true },
    read(value, name) {
      const digits = numeral(value);
      if (digits === '') throw new FieldError('missing', name);
      if (digits === undefined || !DECIMAL.test(digits)) throw new FieldError('type', name, value);
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

/** A {@link decimal} whose empty text is 0: the vendor's own examples leave amounts empty that nobody set. */
export function amount(): Field<Quantity, Numeric> {
  const inner = decimal();
  return {
    ...inner,
    blank: false,
    read: (value, name) => (typeof value === 'string' && value.trim() === '' ? '0' : inner.read(value, name)),
  };
}

function fourPlaces(quantity: Quantity): string {
  const [whole, fraction = ''] = quantity.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
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
