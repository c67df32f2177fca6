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

/**
 * A run of 16 digits or points, or an exponent: only then can a double differ from the text.
 *
 * Numbers inside strings match as well; that costs time, never digits.
 */
const NEEDS_CARE = /[\d.]{16}|\d[eE]/;

type ReviverContext = { source?: string };
const parse = JSON.parse as (text: string, reviver?: (key: string, value: unknown, context: ReviverContext) => unknown) => unknown;
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/**
 * Reads one complete JSON value. Numbers a double cannot hold arrive as {@link ExactNumber}.
 *
 * @throws SyntaxError when the text is not exactly one JSON value, RangeError when it is nested too deeply
 */
export function readJson(text: string): unknown {
  if (!NEEDS_CARE.test(text)) return parse(text);
  return parse(text, (_key, value, context) => (typeof value === 'number' ? exact(value, context.source ?? String(value)) : value));
}

function exact(value: number, source: string): unknown {
  return String(value) === source ? value : new ExactNumber(source);
}

/** Writes compact JSON, without blanks; numbers made by {@link rawNumber} keep their text. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value);
}

/** A number to be written with exactly these digits. `text` must be a JSON number. */
export function rawNumber(text: string): unknown {
  return rawJson(text);
}
