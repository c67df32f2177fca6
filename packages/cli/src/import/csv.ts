import { finished } from 'node:stream/promises';
import type { ImportRecord } from '@tongbu/engine';
import { CsvError, parse } from 'csv-parse';
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
 * Reads a CSV file with a header: the rows of a piece of its text at a time. A byte order mark is left out; fields may be quoted.
 *
 * @throws CommandError `usage` for a header that does not fit, and for quotes after which no row can be told from the next
 */
export async function* readCsv(source: Source, columns: KnownColumns, onBytes: (bytes: number) => void): AsyncGenerator<Row[]> {
  let header: string[] | undefined;
  let rows: Row[] = [];
  const at = new Lines();
  const parser = parse({
    bom: true,
    // Named, for the parser would settle for the first it meets, and swallow the other kinds into cells.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    // Taken as they are found: handed on one by one by the stream, they cost as much again (measured).
    on_record(cells: string[], { lines }) {
      const line = at.firstOf(cells, lines);
      if (header) rows.push(refuseRounded(rowOf(header, cells, line)));
      else header = checkHeader(source.name, cells, columns);
      return null;
    },
  }).on('error', () => {}); // told by what is written to it
  const taken = () => {
    const found = rows;
    rows = [];
    return found;
  };
  try {
    for await (const text of source.read(onBytes)) {
      await new Promise<void>((done, fail) => parser.write(text, (error) => (error ? fail(error) : done())));
      if (rows.length > 0) yield taken();
    }
    parser.end();
    await finished(parser, { readable: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw usage(`${source.name}:${lineOf(error, at.last)}: ${wordsOf(error)}; nothing was written`, { cause: error });
  }
  if (rows.length > 0) yield rows;
  if (!header) throw usage(`${source.name}: is empty; the first line must name the columns: ${columns.all.join(',')}`);
}

/** Lines as an editor numbers them. */
class Lines {
  /** The last line that was read. */
  last = 0;
  /** The parser counts a line of Windows inside quotes as two. */
  #twice = 0;

  /** The line on which a row begins. @param lines what the parser has counted when it ends */
  firstOf(cells: string[], lines: number): number {
    const before = this.last;
    this.last = lines - this.#twice;
    if (this.last === before + 1) return this.last; // as nearly always: no cell has an end of line
    const inCells = cells.join('');
    this.#twice += count(inCells, /\r\n/g);
    this.last = lines - this.#twice;
    return this.last - count(inCells, /\r\n|\n|\r/g);
  }
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
