import type { ImportRecord } from '@tongbu/engine';
import { usage } from '../error.ts';
import { CsvProblem, CsvReader, type CsvRow } from './cells.ts';
import type { Row } from './row.ts';
import type { Source } from './source.ts';
import { refuseRounded } from './spreadsheet.ts';

/** Columns as the kind of file has them. */
export interface KnownColumns {
  kind: string;
  all: string[];
  required: string[];
}

/**
 * Reads a CSV file with a header, row by row. A byte order mark is left out; fields may be quoted.
 *
 * @throws CommandError `usage` for a header that does not fit, and for quotes after which no row can be told from the next
 */
export async function* readCsv(source: Source, columns: KnownColumns, onBytes: (bytes: number) => void): AsyncGenerator<Row> {
  const reader = new CsvReader();
  let header: string[] | undefined;
  try {
    for await (const piece of source.read(onBytes)) yield* rowsOf(reader.read(piece));
    yield* rowsOf(reader.end());
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    throw usage(`${source.name}:${error.line}: ${error.message}; nothing was written`, { cause: error });
  }
  if (!header) throw usage(`${source.name}: is empty; the first line must name the columns: ${columns.all.join(',')}`);

  function* rowsOf(rows: CsvRow[]): Generator<Row> {
    for (const { line, cells } of rows) {
      if (header) yield refuseRounded(rowOf(header, cells, line));
      else header = checkHeader(source.name, cells, columns);
    }
  }
}

function rowOf(header: string[], cells: string[], line: number): Row {
  if (cells.length !== header.length) {
    const problem = `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${header.length}`;
    return { line, problem: { line, column: null, value: null, problem } };
  }
  const record: ImportRecord = {};
  for (let i = 0; i < header.length; i++) record[header[i] as string] = cells[i] as string;
  return { line, record };
}

function checkHeader(file: string, cells: string[], { kind, all, required }: KnownColumns): string[] {
  const header = cells.map((cell) => cell.trim());
  const unknown = header.filter((name) => !all.includes(name));
  const repeated = header.filter((name, i) => header.indexOf(name) !== i);
  const missing = required.filter((name) => !header.includes(name));
  const wrong = [
    ...unknown.map((name) => `there is no column "${name}"`),
    ...repeated.map((name) => `column "${name}" stands there twice`),
    ...missing.map((name) => `column "${name}" is missing`),
  ];
  if (wrong.length > 0)
    throw usage(`${file}:1: ${wrong.join('; ')}; ${kind} has: ${all.join(', ')} (always needed: ${required.join(', ')})`);
  return header;
}
