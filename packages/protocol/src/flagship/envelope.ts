/** Bodies of the flagship edition: a JSON array of arguments in, `{status, message?, …}` out. */

import { readShape, type Shape, type Writing, writeShape } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { ExactNumber, readJson, writeJson } from '../json.ts';
import type { AnswerOf, Method, RequestOf, ResultOf } from '../method.ts';
import { FlagshipRefusal, refusalOf, refuse } from './error.ts';
import { type Page, readPage } from './parameters.ts';

/** A decoded call: the arguments by name, and the page where the method has pages. */
export interface FlagshipCall<M extends Method> {
  request: RequestOf<M>;
  page: Page | undefined;
}

/**
 * Decodes a body.
 *
 * Leniencies, all documented in docs/leniency.md: `null` counts as an absent argument, `[]` as all absent where every
 * argument may be; a trailing object with `page_size` is taken as the page where the query string has none; a list
 * argument may come as one object, or unwrapped as the body itself.
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
  const allOptional = names.every((name) => !method.request[name]?.doc.required);
  if (values.length !== names.length && !(values.length === 0 && allOptional)) throw refuse.argumentCount();
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
    value = readJson(body);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) throw refuse.parameters();
    throw error;
  }
  if (!Array.isArray(value)) throw refuse.parameters();
  return value;
}

function takeTrailingPage(values: unknown[]): { page: Page | undefined; values: unknown[] } {
  const last = values.at(-1);
  if (!isObject(last) || !Object.hasOwn(last, 'page_size')) return { page: undefined, values };
  const texts: Record<string, string> = {};
  for (const name of ['page_size', 'page_no', 'calc_total']) {
    const value = Object.hasOwn(last, name) ? last[name] : undefined;
    if (value !== undefined && value !== null) texts[name] = String(value);
  }
  return { page: readPage(texts), values: values.slice(0, -1) };
}

/** `[{…},{…}]` where `[[{…},{…}]]` is meant: every element an object, and the only argument a list. */
function wrapList(method: Method, values: unknown[]): unknown[] {
  const [only, second] = Object.values(method.request);
  const isList = only !== undefined && second === undefined && only.doc.type.startsWith('List');
  return isList && values.length > 1 && values.every(isObject) ? [values] : values;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Encodes the arguments of a call as a body. */
export function writeCall<S extends Shape>(method: Method<S>, request: Writing<S>): string {
  const written = writeShape(method.request, request, 'json');
  const values = Object.keys(method.request).map((name) => written[name] ?? null);
  while (values.length > 0 && values.at(-1) === null && values.every((value) => value === null)) values.pop();
  return writeJson(values);
}

/** Encodes a success: status 0 and the method's own members. */
export function writeAnswer<M extends Method>(method: M, answer: AnswerOf<M>): string {
  return writeJson({ status: 0, ...writeShape(method.response, answer, 'json') });
}

/** Encodes a refusal. */
export function writeRefusal(refusal: FlagshipRefusal): string {
  return writeJson({ status: refusal.status, message: refusal.message });
}

/**
 * Decodes an answer.
 *
 * @throws FlagshipRefusal when status is not 0, FieldError or SyntaxError when the answer cannot be read
 */
export function readAnswer<M extends Method>(method: M, body: string): ResultOf<M> {
  const value = readJson(body);
  if (!isObject(value)) throw new FieldError('type', 'answer', value);
  const status = Number(value['status'] instanceof ExactNumber ? value['status'].text : value['status']);
  if (!Number.isInteger(status)) throw new FieldError('type', 'status', value['status']);
  if (status !== 0) throw new FlagshipRefusal(status, String(value['message'] ?? ''));
  return readShape(method.response, value) as ResultOf<M>;
}
