import { describe, expect, test } from 'vitest';
import { choice, flag, flagDigit } from '../src/fields/index.ts';
import { read, refused, write } from './fields.ts';

describe.each([
  ['flag', flag()],
  ['flagDigit', flagDigit()],
])('%s: yes or no', (_, field) => {
  test.each<[string | undefined, unknown]>([
    ['true', true],
    ['false', false],
    ['1', true],
    ['0', false],
    ['"1"', true],
    ['"0"', false],
    ['" 1 "', true],
    ['"true"', true],
    ['"FALSE"', false],
    ['1.0', true],
    ['"0.0"', false],
    ['2', refused('type')],
    ['-1', refused('type')],
    ['"yes"', refused('type')],
    ['1e0', refused('type')],
    ['{}', refused('type')],
    ['[true]', refused('type')],
    ['""', refused('missing')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(field, json)).toEqual(expected);
  });
});

test('a flag is written as true and false, a digit as 1 and 0, both as text in a row of text', () => {
  expect([write(flag(), true), write(flag(), false), write(flagDigit(), true), write(flagDigit(), false)]).toEqual([
    'true',
    'false',
    '1',
    '0',
  ]);
  expect([write(flag(), true, 'text'), write(flag(), false, 'text')]).toEqual(['"1"', '"0"']);
  expect([write(flagDigit(), true, 'text'), write(flagDigit(), false, 'text')]).toEqual(['"1"', '"0"']);
});

describe('choice: one of a few numbers', () => {
  const flagshipStatus = choice({ success: 0, retry: -100, fail: 2 });
  test.each<[string | undefined, unknown]>([
    ['0', 'success'],
    ['"0"', 'success'],
    ['-100', 'retry'],
    ['"-100"', 'retry'],
    ['-100.0', 'retry'],
    ['2', 'fail'],
    ['"2.0000"', 'fail'],
    ['1', refused('range')],
    ['-1', refused('range')],
    ['"9999999999999999999"', refused('range')],
    ['"ok"', refused('type')],
    ['"success"', refused('type')],
    ['0.5', refused('type')],
    ['1e-400', refused('type')],
    ['{}', refused('type')],
    ['""', refused('missing')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(flagshipStatus, json)).toEqual(expected);
  });

  test.each(['true', 'false'])('%s is no outcome among three: it is refused, never taken for a success', (json) => {
    expect(read(flagshipStatus, json)).toEqual(refused('type'));
  });

  test('where 0 and 1 are the only values, true and false stand for them', () => {
    expect(read(choice({ success: 0, fail: 1 }), 'true')).toBe('fail');
    expect(read(choice({ fail: 0, success: 1 }), 'true')).toBe('success');
    expect(read(choice({ fail: 0, success: 1 }), 'false')).toBe('fail');
  });

  test("the other edition's outcomes are refused", () => {
    expect(read(choice({ success: 0, fail: 1 }), '-100')).toEqual(refused('range'));
    expect(read(choice({ success: 0, fail: 1 }), '2')).toEqual(refused('range'));
  });

  test('writes the number', () => {
    expect([write(flagshipStatus, 'retry'), write(flagshipStatus, 'retry', 'text')]).toEqual(['-100', '"-100"']);
  });
});
