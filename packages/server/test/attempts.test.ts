/** How often a password may be tried: a table of who waits after what, and memory that is bounded. */
import { describe, expect, test } from 'vitest';
import { placeOf } from '../src/address.ts';
import { type Attempt, Attempts } from '../src/manage/attempts.ts';

const MINUTE = 60_000;

function tries() {
  const clock = { now: 0 };
  const attempts = new Attempts(() => clock.now);
  const begin = (name = 'anna', address = '10.0.0.1') => attempts.begin({ seller: 'demo', name, address });
  const wrong = (name?: string, address?: string) => {
    const attempt = begin(name, address);
    if (typeof attempt === 'number') return attempt;
    attempt.ended(false);
    return 0;
  };
  return { clock, begin, wrong };
}

describe('a name from one address', () => {
  test('waits after five, twice as long each time, a quarter of an hour at most', () => {
    const { clock, wrong } = tries();
    const waits: number[] = [];
    for (let i = 0; i < 18; i++) {
      const wait = wrong();
      if (wait === 0) continue;
      waits.push(wait / 1000);
      clock.now += wait;
      expect(wrong()).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test('is forgiven by the right password, and after an hour', () => {
    const { clock, begin, wrong } = tries();
    for (let i = 0; i < 5; i++) wrong();
    clock.now += 1000;
    (begin() as Attempt).ended(true);
    for (let i = 0; i < 5; i++) expect(wrong()).toBe(0);
    expect(wrong()).toBeGreaterThan(0);
    clock.now += 61 * MINUTE;
    for (let i = 0; i < 5; i++) expect(wrong()).toBe(0);
  });
});

test('an address waits after twenty, whatever names it tries; a network of IPv6 is one', () => {
  const { wrong } = tries();
  for (let i = 0; i < 20; i++) expect(wrong(`name ${i}`, `2001:db8:0:1::${i + 1}`)).toBe(0);
  expect(wrong('another', '2001:db8:0:1::ffff')).toBe(1000);
  expect(wrong('another', '2001:db8:0:2::1')).toBe(0);
});

test('a name that is tried from everywhere waits a minute at most: strangers keep nobody out', () => {
  const { clock, wrong } = tries();
  let longest = 0;
  for (let i = 0; i < 100; i++) {
    const wait = wrong('anna', `10.0.${i}.1`);
    longest = Math.max(longest, wait);
    clock.now += wait;
  }
  expect(longest).toBe(MINUTE);
});

test('four are looked at at once; one that never ends right counts as wrong from when it began', () => {
  const { begin } = tries();
  const begun = Array.from({ length: 5 }, (_, i) => begin(`name ${i}`));
  expect(begun.map((attempt) => typeof attempt)).toEqual(['object', 'object', 'object', 'object', 'number']);
});

test('sixty failures of a seller are noted in an hour, and no more', () => {
  const { clock, begin } = tries();
  let noted = 0;
  for (let i = 0; i < 100; i++) {
    const attempt = begin(`name ${i}`, `10.1.${i}.1`) as Attempt;
    attempt.ended(false);
    if (attempt.note) noted++;
  }
  expect(noted).toBe(60);
  clock.now += 61 * MINUTE;
  expect((begin('x', '10.2.0.1') as Attempt).note).toBe(true);
});

test('a hundred thousand places are not remembered', () => {
  const { wrong } = tries();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100_000; i++) wrong(`${i}`, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(40_000_000);
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['1:0:0:2::1', '1:0:0:2'],
  ['1::2:a:b:c:d', '1:0:0:2'],
  ['::1', '0:0:0:0'],
  ['', ''],
  ['no:address', 'no:address'],
])('%s counts as %s', (address, place) => {
  expect(placeOf(address)).toBe(place);
});
