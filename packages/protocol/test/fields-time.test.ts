import { describe, expect, test } from 'vitest';
import { dateTime } from '../src/fields/index.ts';
import { formatTime } from '../src/index.ts';
import { read, refused, write } from './fields.ts';

describe('dateTime: yyyy-MM-dd HH:mm:ss in Beijing', () => {
  test.each<[string | undefined, unknown]>([
    ['"2022-09-22 15:15:00"', Date.parse('2022-09-22T07:15:00Z')],
    ['" 2022-09-22 15:15:00 "', Date.parse('2022-09-22T07:15:00Z')],
    ['"1970-01-01 08:00:00"', 0],
    ['"2024-02-29 00:00:00"', Date.parse('2024-02-28T16:00:00Z')],
    ['"0000-00-00 00:00:00"', null],
    ['"2023-02-29 00:00:00"', refused('time')],
    ['"2022-13-01 00:00:00"', refused('time')],
    ['"2022-01-01 24:00:00"', refused('time')],
    ['"2022-01-01 00:60:00"', refused('time')],
    ['"2022-01-01"', refused('time')],
    ['"2022-01-01 00:00"', refused('time')],
    ['"2022-01-01T00:00:00"', refused('time')],
    ['"2022-01-01 00:00:00.0"', refused('time')],
    ['"2022/01/01 00:00:00"', refused('time')],
    ['"2022-1-1 0:0:0"', refused('time')],
    ['"2022-01-01 00:00:00Z"', refused('time')],
    ['1663830900000', refused('time')],
    ['{}', refused('type')],
    ['""', refused('missing')],
    ['null', refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(dateTime(), json)).toEqual(expected);
  });

  test('an answer may hold the milliseconds themselves', () => {
    expect(dateTime().read(1_675_088_001_000, 'modified', 'answer')).toBe(1_675_088_001_000);
    expect(dateTime().read('1675088001000', 'modified', 'answer')).toBe(1_675_088_001_000);
    expect(() => dateTime().read(1675, 'modified', 'answer')).toThrow('time');
  });

  test('writes the same clock whatever the zone of the machine, and nothing for not set', () => {
    expect(write(dateTime(), Date.parse('2022-09-22T07:15:00.999Z'))).toBe('"2022-09-22 15:15:00"');
    expect(write(dateTime(), null)).toBe('""');
  });
});

test.each([
  [0, '1970-01-01 08:00:00'],
  [Date.parse('2023-12-31T16:00:00Z'), '2024-01-01 00:00:00'],
  [Date.parse('9999-12-31T15:59:59.999Z'), '9999-12-31 23:59:59'],
  [Date.parse('9999-12-31T16:00:00Z'), ''],
  [-62_167_248_000_000, '0000-01-01 00:00:00'],
  [-62_167_248_000_001, ''],
  [8.64e15, ''],
  [-8.64e15, ''],
  [Number.NaN, ''],
  [Number.POSITIVE_INFINITY, ''],
])('%d is written "%s"', (moment, written) => {
  expect(formatTime(moment)).toBe(written);
});
