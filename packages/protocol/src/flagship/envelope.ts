/** Bodies of the flagship edition: a JSON array of arguments in, `{status, message?, …}` out. */

import { firstCharacters } from '../characters.ts';
import type { Shape, Writing } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { int, isObject, readShape, text, writeShape } from '../fields/index.ts';
import { readJson, readRequestJson, writeJson } from '../json.ts';
import type { AnswerOf, Method, RequestOf, ResultOf } from '../method.ts';
import { readAnswerShape, type UnreadableRow } from '../salvage.ts';
import { FlagshipRefusal, refusalOf, refuse } from './error.ts';
import { isPagingName, type Page, type PagingName, readPage } from './parameters.ts';

/** A decoded call: the arguments by name, and the page where the method has pages. */
export interface FlagshipCall<M extends Method> {
  request: RequestOf<M>;
  page: Page | undefined;
}

/**
 * Decodes a body.
 *
 * Leniencies, all documented in docs/leniency.md: `null` counts as an absent argument; the last ones may be left out where they
 * may be absent; a trailing object of nothing but paging names is taken as the page where the query string has none; a
 * list argument may come as one object, or unwrapped as the body itself.
 *
 * @param page the page of the query string, if there was one
 * @throws FlagshipRefusal 1 for a broken body or wrong arguments, 100 for missing or too long fields
 */
export function readCall<M extends Method>(method: M, body: string, page: Page | undefined): FlagshipCall<M> {
  let values = readArguments(body);
  if (method.paged && !page) ({ page, values } = takeTrailingPage(values));
  if (method.paged && !page) throw refuse.unpaged(method.name);
  values = wrapList(method, values);
  const names = Object.keys(method.request);
  const leftOut = names.slice(values.length);
  const isShort = leftOut.some((name) => method.request[name]?.doc.required);
  if (values.length > names.length || isShort) throw refuse.argumentCount();
  const byName = Object.fromEntries(names.map((name, i) => [name, values[i]]));
  try {
    return { request: readShape(method.request, byName) as RequestOf<M>, page };
  } catch (error) {
    throw error instanceof FieldError ? refusalOf(error) : error;
  }
}

function readArguments(body: string): unknown[] {
  let value: unknown;
  try {
    value = readRequestJson(body);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) throw refuse.parameters();
    throw error;
  }
  if (!Array.isArray(value)) throw refuse.parameters();
  return value;
}

function takeTrailingPage(values: unknown[]): { page: Page | undefined; values: unknown[] } {
  const last = values.at(-1);
  // An object that also names a filter is an argument: taken for a page, it would lose the filter without a word.
  if (!isObject(last) || !Object.keys(last).every(isPagingName)) return { page: undefined, values };
  const texts: Partial<Record<PagingName, string>> = {};
  for (const [name, value] of Object.entries(last)) {
    if (value !== null) texts[name as PagingName] = typeof value === 'object' ? '' : String(value);
  }
  return { page: readPage(texts), values: values.slice(0, -1) };
}

/** `[{…},{…}]` where `[[{…},{…}]]` is meant: every element an object, and the only argument a list. */
function wrapList(method: Method, values: unknown[]): unknown[] {
  const [only, second] = Object.values(method.request);
  const isList = only !== undefined && second === undefined && only.doc.type.startsWith('List');
  return isList && values.length > 1 && values.every(isObject) ? [values] : values;
}

/** Encodes the arguments of a call as a body; absent ones at its end are left out. */
export function writeCall<S extends Shape>(method: Method<S>, request: Writing<S>): string {
  const written = writeShape(method.request, request, 'json');
  const values = Object.keys(method.request).map((name) => written[name] ?? null);
  while (values.at(-1) === null) values.pop();
  return writeJson(values);
}

/** Encodes a success: status 0 and the method's own members. */
export function writeAnswer<M extends Method>(method: M, answer: AnswerOf<M>): string {
  return writeJson({ status: 0, ...writeShape(method.response, answer, 'json') });
}

/** The vendor's `message` holds no more, in characters. */
const LONGEST_MESSAGE = 255;

/** Encodes a refusal. */
export function writeRefusal(refusal: FlagshipRefusal): string {
  return writeJson({ status: refusal.status, message: firstCharacters(refusal.message, LONGEST_MESSAGE) });
}

const ENVELOPE = { status: int(), message: text(255) };

/**
 * Decodes an answer. A status that is missing or no number is never a success.
 *
 * @param onUnreadable told of each row that cannot be read, and the others are given; without it such a row is a FieldError
 * @throws FlagshipRefusal when status is not 0, FieldError or SyntaxError when the answer cannot be read
 */
export function readAnswer<M extends Method>(method: M, body: string, onUnreadable?: (row: UnreadableRow) => void): ResultOf<M> {
  const value = readJson(body);
  if (!isObject(value)) throw new FieldError('type', 'answer', value);
  const members = wrapData(method, value);
  const { status, message } = readShape(ENVELOPE, members, 'answer');
  if (status !== 0) throw new FlagshipRefusal(status, message);
  return readAnswerShape(method.response, members, onUnreadable) as ResultOf<M>;
}

/** `batchCalcStock` is printed without its envelope: the members of `data` stand at the top. */
function wrapData(method: Method, value: Record<string, unknown>): Record<string, unknown> {
  const { type, members = {} } = method.response['data']?.doc ?? { type: 'none' };
  const bare = type === 'Map' && !Object.hasOwn(value, 'data') && Object.keys(members).every((name) => Object.hasOwn(value, name));
  return bare ? { status: 0, ...value, data: value } : value;
}
