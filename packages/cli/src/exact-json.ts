/** JSON whose numbers keep the digits they are written with, there and back. */

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;
const { rawJSON, isRawJSON } = JSON as unknown as { rawJSON(text: string): { rawJSON: string }; isRawJSON(value: unknown): boolean };

/** Reads JSON; numbers become objects that {@link JSON.stringify} writes as they stood. @throws SyntaxError */
export function readExact(text: string): unknown {
  return parse(text, (_key, value, { source }) => (typeof value === 'number' ? rawJSON(source ?? String(value)) : value));
}

/** The text of a number that {@link readExact} kept; undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  return isRawJSON(value) ? (value as { rawJSON: string }).rawJSON : undefined;
}

/** JSON in ASCII alone, as clients of the enterprise edition send it: other characters as `\uXXXX`. */
export function toAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, toEscape);
}

function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const LINE = 100;

/** JSON to be read by people: what fits in a line, and every list of plain values, stands in one. */
export function layOut(value: unknown, indent = ''): string {
  const short = JSON.stringify(value).replace(/[\u007f-\u009f]/g, toEscape);
  if (short.length <= LINE || !isContainer(value)) return short;
  if (Array.isArray(value) && !value.some(isContainer)) return short;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => inner + layOut(each, inner))
    : Object.entries(value as object).map(([name, each]) => `${inner}${JSON.stringify(name)}: ${layOut(each, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && numberText(value) === undefined;
}
