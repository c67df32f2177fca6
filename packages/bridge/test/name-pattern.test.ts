import { describe, expect, test } from 'vitest';
import { namePattern } from '../src/shops/name-pattern.ts';

const known = /^(line\.id|line\.sku|order\.code)$/;
const values: Record<string, string> = { 'line.id': '7', 'line.sku': '$& {line.id}', 'order.code': 'A-B' };

describe('a name made of what a shop tells', () => {
  test.each([
    ['{line.id}', '7'],
    ['{order.code}-{line.id}', 'A-B-7'],
    ['{line.id}{line.id}', '77'],
    ['x{line.sku}x', 'x$& {line.id}x'],
  ])('%s', (pattern, name) => {
    expect(namePattern(pattern, known).fill((each) => values[each])).toBe(name);
  });

  test.each([{ 'line.id': '' }, {}])('where a part is missing there is no name: %j', (some: Record<string, string>) => {
    expect(namePattern('A-{line.id}', known).fill((each) => some[each])).toBeUndefined();
  });

  test.each([
    ['line.id', 'names nothing'],
    ['', 'names nothing'],
    ['{line.title}', 'there is no {line.title}'],
    ['{line.id}{}', 'there is no {}'],
  ])('%j is refused', (pattern, message) => {
    expect(() => namePattern(pattern, known)).toThrow(message);
  });
});
