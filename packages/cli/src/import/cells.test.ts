import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvProblem, CsvReader } from './cells.ts';

function rowsOf(pieces: string[]) {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
}

/** What another reader makes of it; null where it is no CSV. */
function others(text: string): string[][] | null {
  try {
    return parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true });
  } catch {
    return null;
  }
}

/** Texts in which every second character matters. */
const texts = fc.array(fc.constantFrom('a', '茶', ' ', '"', ',', '\n', '\r', '\r\n', '"",', ',"', '",'), { maxLength: 24 });

test('rows and cells are what another reader finds, wherever the text is cut', () => {
  let good = 0;
  const check = (parts: string[], cuts: number[]) => {
    const text = parts.join('');
    const expected = others(text);
    const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
    const pieces = [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length));
    if (expected === null) return void expect(() => rowsOf(pieces)).toThrow(CsvProblem);
    good++;
    const rows = rowsOf(pieces);
    expect(rows.map(({ cells }) => cells)).toEqual(expected);
    expect(rows).toEqual(rowsOf([text]));
  };
  fc.assert(fc.property(texts, fc.array(fc.nat(), { maxLength: 4 }), check), { numRuns: 5_000 });
  expect(good).toBeGreaterThan(500);
});

test.each([
  ['a\r\n\r\n"1\r\n2\n3",4\r5\n6', [1, 3, 6, 7]],
  ['a\n"x\ry"\nb', [1, 2, 4]],
  ['\n\n\ra', [4]],
])('a row has the line it begins in: %j', (text, lines) => {
  expect(rowsOf([text]).map(({ line }) => line)).toEqual(lines);
  expect(rowsOf([...text]).map(({ line }) => line)).toEqual(lines);
});

test.each([
  ['a\n"b\n\nc', 2, /never closed/],
  ['a\nb"', 2, /does not begin with one/],
  ['a\n\n"b"c', 3, /after the closing quote/],
])('what is no CSV is told with its line: %j', (text, line, problem) => {
  expect(() => rowsOf([text])).toThrow(expect.objectContaining({ line, message: expect.stringMatching(problem) }));
});
