import { finished } from 'node:stream/promises';
import type { ImportRecord } from '@tongbu/engine';
import { CsvError, type Parser, parse } from 'csv-parse';
import { usage } from '../error.ts';
import { PlainLines } from './plain-lines.ts';
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
 * Reads a CSV file with a header: the rows of a piece of its text at a time. Fields may be quoted; up to the first quote of a file its
 * lines are cut at their commas, from there on they are parsed.
 *
 * @throws CommandError `usage` for a header that does not fit, and for quotes after which no row can be told from the next
 */
export async function* readCsv(source: Source, columns: KnownColumns, onBytes: (bytes: number) => void): AsyncGenerator<Row[]> {
  let header: string[] | undefined;
  let rows: Row[] = [];
  const take = (cells: string[], line: number) => {
    if (header) rows.push(refuseRounded(rowOf(header, cells, line)));
    else header = checkHeader(source.name, cells, columns);
  };
  const taken = () => {
    const found = rows;
    rows = [];
    return found;
  };
  const plain = new PlainLines();
  let quoted: Quoted | undefined;
  for await (const text of source.read(onBytes)) {
    if (quoted) await quoted.take(text);
    else if (text.includes('"')) {
      quoted = new Quoted(source.name, plain.lines, take);
      await quoted.take(plain.rest + text);
    } else for (const { cells, line } of plain.take(text)) take(cells, line);
    if (rows.length > 0) yield taken();
  }
  if (quoted) await quoted.end();
  else for (const { cells, line } of plain.take('\n')) take(cells, line);
  if (rows.length > 0) yield rows;
  if (!header) throw usage(`${source.name}: is empty; the first line must name the columns: ${columns.all.join(',')}`);
}

/** Parses rows whose cells may be quoted. */
class Quoted {
  readonly #file: string;
  readonly #at: Lines;
  readonly #parser: Parser;

  /** @param before how many lines of the file come before */
  constructor(file: string, before: number, take: (cells: string[], line: number) => void) {
    const at = new Lines(before);
    this.#file = file;
    this.#at = at;
    this.#parser = parse({
      // Named, for the parser would settle for the first it meets, and swallow the other kinds into cells.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      // Taken as they are found: handed on one by one by the stream, they cost as much again (measured).
      on_record(cells: string[], { lines }) {
        take(cells, at.firstOf(cells, lines));
        return null;
      },
    }).on('error', () => {}); // told by what is written to it
  }

  async take(text: string): Promise<void> {
    const written = new Promise<void>((done, fail) => this.#parser.write(text, (error) => (error ? fail(error) : done())));
    await written.catch((error) => this.#refuse(error));
  }

  async end(): Promise<void> {
    this.#parser.end();
    await finished(this.#parser, { readable: false }).catch((error) => this.#refuse(error));
  }

  #refuse(error: unknown): never {
    if (!(error instanceof CsvError)) throw error;
    throw usage(`${this.#file}:${this.#at.lineOf(error)}: ${wordsOf(error)}; nothing was written`, { cause: error });
  }
}

/** Lines as an editor numbers them. */
class Lines {
  /** The last line that was read. */
  #last: number;
  readonly #before: number;
  /** The parser counts a line of Windows inside quotes as two. */
  #twice = 0;

  constructor(before: number) {
    this.#last = this.#before = before;
  }

  /** The line on which a row begins. @param lines what the parser has counted when it ends */
  firstOf(cells: string[], lines: number): number {
    const last = this.#last;
    this.#last = this.#before + lines - this.#twice;
    if (this.#last === last + 1) return this.#last; // as nearly always: no cell has an end of line
    const inCells = cells.join('');
    this.#twice += count(inCells, /\r\n/g);
    this.#last = this.#before + lines - this.#twice;
    return this.#last - count(inCells, /\r\n|\n|\r/g);
  }

  /** A quote that is never closed swallows the rest of the file: it was opened after the last line that was read. */
  lineOf(error: CsvError): number {
    const { code, lines } = error as CsvError & { lines?: number };
    return code === 'CSV_QUOTE_NOT_CLOSED' || lines === undefined ? this.#last + 1 : this.#before + lines;
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

function wordsOf({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quoted cell that is never closed; write a quote inside a cell twice';
  if (code === 'INVALID_OPENING_QUOTE')
    return 'a quote in a cell that does not begin with one; put the cell in quotes and write the quote twice';
  if (code === 'CSV_INVALID_CLOSING_QUOTE') return 'text after the closing quote of a cell; write a quote inside a cell twice';
  return message;
}
