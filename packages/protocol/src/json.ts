/**
 * JSON whose numbers keep every digit (promise W4), read and written by the platform's own parser.
 */

/** A number as it stood in the text, kept because a double would lose digits or its form. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type ReviverContext = { source?: string };
const parse = JSON.parse as (text: string, reviver?: (key: string, value: unknown, context?: ReviverContext) => unknown) => unknown;
const rawJson = (JSON as unknown as { rawJSON?(text: string): unknown }).rawJSON;

/** Node 20 and older browsers do not show a number's text while they parse, and write none as it is told. */
const showsText = parse('1', (_key, _value, context) => context?.source) === '1';

/**
 * Reads one complete JSON value. Numbers a double cannot hold arrive as {@link ExactNumber}.
 *
 * @throws SyntaxError when the text is not exactly one JSON value, RangeError when it is nested too deeply
 */
export function readJson(text: string): unknown {
  if (!needsCare(text)) return parse(text);
  if (!showsText) return readMarked(text);
  return parse(text, (_key, value, context) => (typeof value === 'number' ? exact(value, context?.source ?? String(value)) : value));
}

/**
 * Whether the text has a run of 16 digits or points, or an exponent: only then can a double differ from the text.
 *
 * Numbers inside strings count as well; that costs time, never digits. A loop, for a pattern takes ten times as long (measured).
 */
function needsCare(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit >= ZERO && unit <= NINE) || unit === POINT) {
      if (++run === 16) return true;
    } else {
      if (run > 0 && (unit === SMALL_E || unit === LARGE_E)) return true;
      run = 0;
    }
  }
  return false;
}

function exact(value: number, source: string): unknown {
  return String(value) === source ? value : new ExactNumber(source);
}

const MARK = `exact-number-${Math.random()}-${Math.random()}:`;

/**
 * As {@link readJson} where parsing shows no texts: numbers that a double cannot hold are parsed as marked strings. The mark
 * is drawn anew by every process, so that no answer can hold it.
 */
export function readMarked(text: string): unknown {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const marked = text.replace(token, (each) => (each.startsWith('"') || String(Number(each)) === each ? each : `"${MARK}${each}"`));
  return parse(marked, (_key, value) =>
    typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
  );
}

/** Below this many characters no text can hold enough to matter. */
const SMALL = 65_536;

/** More values than any batch has, but where its definition says otherwise; and deeper than any request goes. */
const MOST_VALUES = 60_000;
const DEEPEST = 64;

/**
 * Reads the JSON of a request, like {@link readJson}, unless it holds more values or goes deeper than any request does:
 * parsing those would hold up everybody else's (promise B12).
 *
 * @param most how many values; 60,000 unless told
 * @throws SyntaxError, RangeError
 */
export function readRequestJson(text: string, most = MOST_VALUES): unknown {
  if (text.length > SMALL) refuseHuge(text, most);
  return readJson(text);
}

function refuseHuge(text: string, most: number): void {
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) values++;
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      values++;
      depth++;
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth--;
    if (values > most || depth > DEEPEST) throw new RangeError(`more than ${most} values, or deeper than ${DEEPEST}`);
  }
}

/** Where the string that begins at `start` ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === QUOTE) return at;
  }
  return text.length;
}

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const SMALL_E = 0x65;
const LARGE_E = 0x45;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Writes compact JSON, without blanks; numbers made by {@link rawNumber} keep their text. */
export function writeJson(value: unknown): string {
  return rawJson ? JSON.stringify(value) : writeEach(value);
}

/** As {@link writeJson} where the platform writes no number as it is told. */
export function writeEach(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeEach).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${writeEach(each)}`).join(',')}}`;
}

/** A number to be written with exactly these digits. `text` must be a JSON number. */
export function rawNumber(text: string): unknown {
  return rawJson ? rawJson(text) : new ExactNumber(text);
}
