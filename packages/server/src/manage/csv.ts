/** CSV as RFC 4180 has it, written for spreadsheets and read strictly. */

const NUMBER = /^-?\d{1,15}(\.\d{1,4})?$/;
/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;
const ROUNDED_BY_SPREADSHEETS = /^\d{16,}$/;

/** One line. Cells that a spreadsheet would run, or round, are guarded; see the export's note. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  const text = guard(String(cell));
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guard(text: string): string {
  if (NUMBER.test(text) || text === '-') return text; // alone it is no formula, and imports read it
  if (ROUNDED_BY_SPREADSHEETS.test(text)) return `\t${text}`;
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One line of a file: where it begins, and its cells. */
export interface CsvLine {
  line: number;
  cells: string[];
}

/** A text that cannot be read as CSV. */
export class CsvError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads lines; blank ones are left out, and a byte order mark. Lines end with LF, CRLF or CR.
 *
 * @throws CsvError for a quote that is never closed, or stands where none may
 */
export function* readCsv(text: string): Generator<CsvLine> {
  const token = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const first = line;
    const cells: string[] = [];
    for (;;) {
      token.lastIndex = at;
      const [all, quoted, plain = ''] = token.exec(text) as RegExpExecArray;
      if (quoted === undefined && text[token.lastIndex] === '"') {
        throw new CsvError(line, plain === '' ? 'a quoted cell that is never closed' : 'a quote in a cell that does not begin with one');
      }
      cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      line += all.match(/\r\n|\n|\r/g)?.length ?? 0;
      at += all.length;
      if (text[at] !== ',') break;
      at++;
    }
    const end = /\r\n|\n|\r|$/y;
    end.lastIndex = at;
    const ended = end.exec(text);
    if (!ended) throw new CsvError(line, 'text after the closing quote of a cell');
    at += ended[0].length;
    if (ended[0] !== '') line++;
    if (cells.length > 1 || cells[0] !== '') yield { line: first, cells };
  }
}
