import { Readable } from 'node:stream';
import type { ImportRecord } from '@tongbu/engine';
import { CsvError, type Info, parse } from 'csv-parse';
import { usage } from '../error.ts';
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
  const parser = parse({
    bom: true,
    info: true,
    // Named, for the parser would settle for the first it meets, and swallow the other kinds into cells.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const text = Readable.from(source.read(onBytes));
  text.on('error', (error) => parser.destroy(error)).pipe(parser);
  let header: string[] | undefined;
  let read = 0;
  let twice = 0; // the parser counts a line of Windows inside quotes as two
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const inCells = cells.join('');
      twice += count(inCells, /\r\n/g);
      const line = info.lines - twice - count(inCells, /\r\n|\n|\r/g);
      read = info.lines - twice;
      if (header) yield refuseRounded(rowOf(header, cells, line));
      else header = checkHeader(source.name, cells, columns);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw usage(`${source.name}:${lineOf(error, read)}: ${wordsOf(error)}; nothing was written`, { cause: error });
  }
  if (!header) throw usage(`${source.name}: is empty; the first line must name the columns: ${columns.all.join(',')}`);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
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

/** A quote that is never closed swallows the rest of the file: it was opened after the last line that was read. */
function lineOf(error: CsvError, read: number): number {
  return error.code === 'CSV_QUOTE_NOT_CLOSED' ? read + 1 : ((error as { lines?: number }).lines ?? read + 1);
}

function wordsOf({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quoted cell that is never closed; write a quote inside a cell twice';
  if (code === 'INVALID_OPENING_QUOTE')
    return 'a quote in a cell that does not begin with one; put the cell in quotes and write the quote twice';
  if (code === 'CSV_INVALID_CLOSING_QUOTE') return 'text after the closing quote of a cell; write a quote inside a cell twice';
  return message;
}
