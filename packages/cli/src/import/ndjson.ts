import { numberText, readExact } from '../exact-json.ts';
import type { KnownColumns } from './csv.ts';
import type { Problem, Row } from './row.ts';
import type { Source } from './source.ts';
import { refuseRounded } from './spreadsheet.ts';

/**
 * Reads NDJSON, one JSON object a line: the rows of a piece of its text at a time. Blank lines are left out; numbers keep the digits
 * they are written with.
 */
export async function* readNdjson(source: Source, columns: KnownColumns, onBytes: (bytes: number) => void): AsyncGenerator<Row[]> {
  const known = new Set(columns.all);
  let line = 0;
  for await (const texts of lines(source.read(onBytes))) {
    const rows: Row[] = [];
    for (const text of texts) {
      line++;
      if (text.trim() !== '') rows.push(refuseRounded(rowOf(text, line, known, columns)));
    }
    yield rows;
  }
}

async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of pieces) {
    const found = (rest + piece).split('\n');
    rest = found.pop() as string;
    yield found;
  }
  if (rest !== '') yield [rest];
}

function rowOf(text: string, line: number, known: Set<string>, { kind, all }: KnownColumns): Row {
  const bad = (column: string | null, problem: string): Row => ({
    line,
    problem: { line, column, value: null, problem } satisfies Problem,
  });
  let value: unknown;
  try {
    value = readExact(text);
  } catch {
    return bad(null, 'is not one whole JSON value');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || numberText(value) !== undefined)
    return bad(null, 'is no JSON object');
  const record: Record<string, string> = {};
  for (const [name, cell] of Object.entries(value)) {
    if (!known.has(name)) return bad(name, `is no column; ${kind} has: ${all.join(', ')}`);
    const read = cellOf(cell);
    if (read === undefined) return bad(name, 'must be text or a number, not a list or an object');
    record[name] = read;
  }
  return { line, record };
}

function cellOf(value: unknown): string | undefined {
  if (value === null) return '';
  return numberText(value) ?? (typeof value === 'object' ? undefined : String(value));
}
