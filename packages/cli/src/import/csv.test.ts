import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';
import type { Row } from './row.ts';
import type { Source } from './source.ts';

/** A source that comes in pieces of these lengths, and then the rest. */
function sourceOf(text: string, lengths: number[]): Source {
  async function* read() {
    let start = 0;
    for (const length of lengths) {
      yield text.slice(start, start + length);
      start += length;
    }
    yield text.slice(start);
  }
  return { name: 'f.csv', bytes: text.length, read, close: async () => {} };
}

const END = fc.constantFrom('\n', '\r\n', '\r');
const cell = fc.string({ unit: fc.constantFrom('a', '龙', '"', ',', ' ', '\n', '\r\n'), maxLength: 6 });
const row = fc.record({ cells: fc.tuple(cell, cell), quoted: fc.boolean(), end: END, blank: fc.array(END, { maxLength: 2 }) });

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const linesIn = (text: string) => text.split(/\r\n|\n|\r/).length - 1;

test('rows keep their cells and the lines on which they begin, however the file comes in pieces', async () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), lengths, async (rows, lengths) => {
      let text = 'a,b\n';
      const expected: Row[] = [];
      for (const { cells, quoted: always, end, blank } of rows) {
        expected.push({ line: linesIn(text) + 1, record: { a: cells[0], b: cells[1] } });
        text += cells.map((cell) => (always || /[",\n\r]/.test(cell) ? quoted(cell) : cell)).join(',') + end + blank.join('');
      }
      const found: Row[] = [];
      for await (const piece of readCsv(sourceOf(text, lengths), { kind: 'x', all: ['a', 'b'], required: [] }, () => {}))
        found.push(...piece);
      expect(found).toEqual(expected);
    }),
  );
});
