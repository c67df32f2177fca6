import { describe, expect, test } from 'vitest';
import { cutText, text } from '../src/fields/index.ts';
import { countCharacters, firstCharacters } from '../src/index.ts';
import { read, refused, write } from './fields.ts';

const SMILE = '\u{1f600}';

describe('text: at most so many characters', () => {
  test.each<[string | undefined, unknown]>([
    ['"abcde"', 'abcde'],
    ['"abcdef"', refused('length')],
    ['""', ''],
    ['" a "', ' a '],
    ['"\\u65d7\\u8230"', '旗舰'],
    ['"\\/\\u003d\\u0026\\u003c\\u0027"', "/=&<'"],
    [`"${SMILE.repeat(5)}"`, SMILE.repeat(5)],
    [`"${SMILE.repeat(6)}"`, refused('length')],
    ['"\\ud83d\\ude00"', SMILE],
    ['"a\\ud83db"', 'a\ufffdb'],
    ['"\\ude00"', '\ufffd'],
    ['"a\\u0000b"', 'ab'],
    ['"\\u0000\\u0000\\u0000abcde"', 'abcde'],
    ['450', '450'],
    ['1.5', '1.5'],
    ['-0', '0'],
    ['12345', '12345'],
    ['123456', refused('length')],
    ['true', 'true'],
    ['{}', refused('type')],
    ['[]', refused('type')],
    ['["a"]', refused('type')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(text(5), json)).toEqual(expected);
  });

  test('a number of any length is read digit for digit', () => {
    expect(read(text(40), '1234567890123456789')).toBe('1234567890123456789');
    expect(read(text(40), '20240101000000000000001')).toBe('20240101000000000000001');
  });

  test('in an answer a longer text is taken as it is, and no text is an empty one', () => {
    expect(read(text(5), '"abcdef"', 'answer')).toBe('abcdef');
    expect(read(text(5), 'null', 'answer')).toBe('');
    expect(read(text(5), undefined, 'answer')).toBe('');
    expect(read(text(5), '{}', 'answer')).toEqual(refused('type'));
  });

  test('writes it as it is', () => {
    expect(write(text(5), '旗/"\\')).toBe('"旗/\\"\\\\"');
    expect(write(text(5), '', 'text')).toBe('""');
  });
});

describe('cutText: reasons and messages are cut, not refused', () => {
  test.each<[string | undefined, unknown]>([
    ['"abcdef"', 'abcde'],
    [`"${SMILE.repeat(6)}"`, SMILE.repeat(5)],
    ['""', ''],
    ['123456', '12345'],
    ['"a\\u0000bcdef"', 'abcde'],
    ['[]', refused('type')],
    ['null', refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(cutText(5), json)).toEqual(expected);
  });
});

test.each([
  ['', 0],
  ['abc', 3],
  ['汉字', 2],
  [SMILE, 1],
  [`a${SMILE}b${SMILE}`, 4],
  ['\ud83d', 1],
  ['\ude00\ud83d', 2],
  ['\ud83d\ud83d\ude00', 2],
  ['e\u0301', 2],
])('%j has %i characters', (value, count) => {
  expect(countCharacters(value)).toBe(count);
  expect(Array.from(value)).toHaveLength(count);
  expect(firstCharacters(value, count)).toBe(value);
  expect(countCharacters(firstCharacters(`${value}xyz`, count + 1))).toBe(count + 1);
});

test('a cut never falls inside a character', () => {
  expect(firstCharacters(`a${SMILE}${SMILE}`, 2)).toBe(`a${SMILE}`);
});
