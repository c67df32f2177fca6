/** Forms in, `{code, message, …}` out: the bodies of the enterprise edition. */

import { firstCharacters } from '../characters.ts';
import type { Pause, Shape, Writing } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { int, isObject, readShape, readShapeInTurns, text, writeShape } from '../fields/index.ts';
import { readJson, writeJson } from '../json.ts';
import type { AnswerOf, Method, RequestOf, ResultOf } from '../method.ts';
import { readAnswerShape, type UnreadableRow } from '../salvage.ts';
import { EnterpriseRefusal, refusalOf } from './error.ts';

/**
 * Decodes the fields of a form.
 *
 * @throws EnterpriseRefusal 1001, 1010 or 2830
 */
export function readCall<M extends Method>(method: M, form: Record<string, string>): RequestOf<M> {
  try {
    return readShape(method.request, valuesOf(method, form)) as RequestOf<M>;
  } catch (error) {
    throw error instanceof FieldError ? refusalOf(error) : error;
  }
}

/** Decodes the fields of a large form, like {@link readCall}, with pauses: others have their turn (promise B12). */
export async function readCallInTurns<M extends Method>(method: M, form: Record<string, string>, pause: Pause): Promise<RequestOf<M>> {
  try {
    return (await readShapeInTurns(method.request, valuesOf(method, form), pause)) as RequestOf<M>;
  } catch (error) {
    throw error instanceof FieldError ? refusalOf(error) : error;
  }
}

function valuesOf(method: Method, form: Record<string, string>): Record<string, unknown> {
  const values: Record<string, unknown> = { ...form };
  for (const [name, older] of Object.entries(method.aliases ?? {})) {
    if (!Object.hasOwn(form, name)) values[name] = form[older];
  }
  return values;
}

/** Encodes the request fields of a call as form fields; absent ones are left out, for an empty value is signed by some and not by others. */
export function writeCall<S extends Shape>(method: Method<S>, request: Writing<S>): Record<string, string> {
  const written = writeShape(method.request, request, 'text');
  return Object.fromEntries(
    Object.entries(written)
      .map(([name, value]) => [name, String(value)] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** Encodes a success: code 0, the interface's own text, and its members. */
export function writeAnswer<M extends Method>(method: M, answer: AnswerOf<M>): string {
  return writeJson({ code: 0, message: method.success ?? '', ...writeShape(method.response, answer, 'text') });
}

/** Encodes a refusal. */
export function writeRefusal(refusal: EnterpriseRefusal): string {
  return writeJson({ code: refusal.code, message: firstCharacters(refusal.message, refusal.longest) });
}

const ENVELOPE = { code: int(), message: text(255) };

/**
 * Decodes an answer. A code that is missing or no number is never a success.
 *
 * @param onUnreadable told of each row that cannot be read, and the others are given; without it such a row is a FieldError
 * @throws EnterpriseRefusal when code is not 0, FieldError or SyntaxError when the answer cannot be read
 */
export function readAnswer<M extends Method>(method: M, body: string, onUnreadable?: (row: UnreadableRow) => void): ResultOf<M> {
  const value = readJson(body);
  if (!isObject(value)) throw new FieldError('type', 'answer', value);
  const { code, message } = readShape(ENVELOPE, value, 'answer');
  if (code !== 0) throw new EnterpriseRefusal(code, message);
  return readAnswerShape(method.response, value, onUnreadable) as ResultOf<M>;
}
