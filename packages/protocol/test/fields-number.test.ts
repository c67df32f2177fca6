import { describe, expect, test } from 'vitest';
import { amount, between, count, decimal, int, limit, long, textCount } from '../src/fields/index.ts';
import { read, refused, write } from './fields.ts';

describe('int: a whole number of up to 15 digits', () => {
  test.each<[string | undefined, unknown]>([
    ['0', 0],
    ['-100', -100],
    ['"500"', 500],
    ['" 500 "', 500],
    ['"007"', 7],
    ['"+7"', 7],
    ['1.0000', 1],
    ['"1.0000"', 1],
    ['"1."', 1],
    ['1e2', 100],
    ['1.5e1', 15],
    ['-0', 0],
    ['"-0"', 0],
    ['-0.0', 0],
    ['"\\u0031"', 1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', refused('range')],
    ['"1234567890123456789"', refused('range')],
    ['1e400', refused('type')],
    ['1.5', refused('type')],
    ['"1.5"', refused('type')],
    ['1e-1', refused('type')],
    ['"1,000"', refused('type')],
    ['"0x10"', refused('type')],
    ['"ten"', refused('type')],
    ['"\\u0000"', refused('type')],
    ['"٣"', refused('type')],
    ['true', refused('type')],
    ['false', refused('type')],
    ['{}', refused('type')],
    ['[1]', refused('type')],
    ['""', refused('missing')],
    ['"  "', refused('missing')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(int(), json)).toEqual(expected);
  });

  test('reads no negative zero', () => {
    expect(Object.is(read(int(), '-0'), 0)).toBe(true);
    expect(Object.is(read(int(), '"-0.0"'), 0)).toBe(true);
  });

  test('writes digits, as a number or as text', () => {
    expect([write(int(), 127), write(int(), 127, 'text'), write(int(), -100), write(count(), 3, 'text')]).toEqual([
      '127',
      '"127"',
      '-100',
      '3',
    ]);
  });

  test.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY, 2 ** 53])('does not write %d', (value) => {
    expect(() => write(int(), value)).toThrow(TypeError);
  });
});

describe('long: ids and versions, never through a double', () => {
  test.each<[string | undefined, unknown]>([
    ['2447', '2447'],
    ['"2447"', '2447'],
    ['" 2447 "', '2447'],
    ['-1', '-1'],
    ['2.0000', '2'],
    ['"2.0000"', '2'],
    ['1234567890123456789', '1234567890123456789'],
    ['"1234567890123456789"', '1234567890123456789'],
    ['9223372036854775807', '9223372036854775807'],
    ['9007199254740993', '9007199254740993'],
    ['9007199254740993.0', '9007199254740993'],
    ['"0000000000000000000000000000000000000007"', '7'],
    [`"${'9'.repeat(40)}"`, '9'.repeat(40)],
    [`"${'9'.repeat(41)}"`, refused('type')],
    ['1e3', '1000'],
    ['-0', '0'],
    ['"-0"', '0'],
    ['2.5', refused('type')],
    ['0.1', refused('type')],
    ['1e400', refused('type')],
    ['-1e400', refused('type')],
    ['true', refused('type')],
    ['"1 2"', refused('type')],
    ['"-"', refused('type')],
    ['"."', refused('type')],
    ['"NaN"', refused('type')],
    ['{"valueOf":1}', refused('type')],
    ['""', refused('missing')],
    ['null', refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(long(), json)).toEqual(expected);
  });

  test.each<[string | number | bigint, string]>([
    ['1234567890123456789', '1234567890123456789'],
    [9223372036854775807n, '9223372036854775807'],
    [2447, '2447'],
    ['-1', '-1'],
    ['007', '7'],
    [' 7 ', '7'],
    ['2.0000', '2'],
    [1e20, '100000000000000000000'],
    [-0, '0'],
  ])('writes %s as %s', (value, digits) => {
    expect(write(long(), value)).toBe(digits);
    expect(write(long(), value, 'text')).toBe(`"${digits}"`);
  });

  test.each(['', 'abc', '1.5', Number.NaN, 0.5, '1 2'])('does not write %j: it is no id', (value) => {
    expect(() => write(long(), value)).toThrow(TypeError);
    expect(() => write(long(), value, 'text')).toThrow(TypeError);
  });
});

describe('decimal: Decimal(19,4), exact', () => {
  test.each<[string | undefined, unknown]>([
    ['1', '1'],
    ['1.0000', '1'],
    ['"1.0000"', '1'],
    ['"1.50"', '1.5'],
    ['.5', 'a syntax error'],
    ['".5"', '0.5'],
    ['"12."', '12'],
    ['"+12"', '12'],
    ['-3.25', '-3.25'],
    ['0.0001', '0.0001'],
    ['1e-4', '0.0001'],
    ['1.2E+1', '12'],
    ['999999999999999.9999', '999999999999999.9999'],
    ['-999999999999999.9999', '-999999999999999.9999'],
    ['123456789012345.6789', '123456789012345.6789'],
    ['0.1000000000000000000000000', '0.1'],
    ['-0', '0'],
    ['-0.0000', '0'],
    ['"-0"', '0'],
    ['0e400', '0'],
    ['1000000000000000', refused('range')],
    ['1e15', refused('range')],
    ['1e400', refused('range')],
    ['1e99999', refused('range')],
    ['1e-400', refused('range')],
    ['0.00001', refused('range')],
    ['123456789012345.67891', refused('range')],
    [`0.${'0'.repeat(500)}1`, refused('range')],
    ['"1,5"', refused('type')],
    ['"1 5"', refused('type')],
    ['"0x10"', refused('type')],
    ['"."', refused('type')],
    ['"e5"', refused('type')],
    ['"NaN"', refused('type')],
    ['"Infinity"', refused('type')],
    ['"１"', refused('type')],
    ['true', refused('type')],
    ['[]', refused('type')],
    ['""', refused('missing')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    if (expected === 'a syntax error') expect(() => read(decimal(), json)).toThrow(SyntaxError);
    else expect(read(decimal(), json)).toEqual(expected);
  });

  test.each<[string | number | bigint, string, string]>([
    ['12', '12', '"12.0000"'],
    ['0.5', '0.5', '"0.5000"'],
    ['-3.25', '-3.25', '"-3.2500"'],
    ['550.0000', '550', '"550.0000"'],
    ['999999999999999.9999', '999999999999999.9999', '"999999999999999.9999"'],
    [12n, '12', '"12.0000"'],
    [0.1, '0.1', '"0.1000"'],
    [1e-4, '0.0001', '"0.0001"'],
    [-0, '0', '"0.0000"'],
  ])('writes %s as %s or %s, never with an exponent', (value, number, text) => {
    expect(write(decimal(), value)).toBe(number);
    expect(write(decimal(), value, 'text')).toBe(text);
  });

  test.each(['', 'abc', Number.NaN, 0.00001, 0.1 + 0.2, '1e15'])('does not write %s: it does not fit', (value) => {
    expect(() => write(decimal(), value)).toThrow(TypeError);
  });
});

describe('limit: how many rows a query wants', () => {
  test.each<[string | undefined, number]>([
    ['"1"', 1],
    ['"10"', 10],
    ['"100"', 100],
    ['"100.0"', 100],
    ['"2000"', 2000],
    ['"2001"', 2000],
    ['"999999999999999"', 2000],
    ['"0"', 100],
    ['"-5"', 100],
    ['"all"', 100],
    ['"1.5"', 100],
    ['""', 100],
    ['null', 100],
    [undefined, 100],
    [`"${'9'.repeat(30)}"`, 100],
  ])('reads %s as %i', (json, expected) => {
    expect(read(limit(2000), json)).toBe(expected);
  });

  test('writes what it is given, nothing when it is given nothing', () => {
    expect(write(limit(100), 50, 'text')).toBe('"50"');
    expect(write(limit(100), undefined, 'text')).toBeUndefined();
  });
});

describe('amount: a decimal that may be left empty', () => {
  test.each<[string | undefined, unknown]>([
    ['""', '0'],
    ['"  "', '0'],
    ['"17.60"', '17.6'],
    ['17.6', '17.6'],
    ['null', refused('missing')],
    [undefined, refused('missing')],
    ['"many"', refused('type')],
    ['1e400', refused('range')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(amount(), json)).toEqual(expected);
  });

  test('is written like a decimal', () => {
    expect([write(amount(), '0'), write(amount(), '17.6', 'text')]).toEqual(['0', '"17.6000"']);
  });
});

describe('between: a whole number with both ends', () => {
  test.each<[string | undefined, unknown]>([
    ['1', 1],
    ['"100"', 100],
    ['0', refused('range')],
    ['101', refused('range')],
    ['"x"', refused('type')],
    ['""', refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(between(1, 100), json)).toEqual(expected);
  });
});

test('a total is text on the enterprise edition, whichever style its rows have', () => {
  expect([write(textCount(), 7, 'text'), write(textCount(), 7, 'json')]).toEqual(['"7"', '"7"']);
});
