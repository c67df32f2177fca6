/** The vendor's types. */
export { choice, flag, flagDigit } from './choice.ts';
export { jsonText } from './json-text.ts';
export { type Element, list, records } from './list.ts';
export { amount, between, count, decimal, int, limit, long, textCount } from './number.ts';
export type { Numeric } from './numeral.ts';
export { isObject, object, readShape, readShapeInTurns, writeShape } from './object.ts';
export { lenient, optional } from './optional.ts';
export { cutText, text } from './text.ts';
export { dateTime, formatTime } from './time.ts';
