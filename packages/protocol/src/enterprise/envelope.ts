/** Forms in, `{code, message, …}` out: the bodies of the enterprise edition. */

import { readShape, type Shape, type Writing, writeShape } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { readJson, writeJson } from '../json.ts';
import type { AnswerOf, Method, RequestOf, ResultOf } from '../method.ts';
import { EnterpriseRefusal, refusalOf } from './error.ts';

/**
 * Decodes the fields of a form.
 *
 * @throws EnterpriseRefusal 1001, 1010 or 2830
 */
export function readCall<M extends Method>(method: M, form: Record<string, string>): RequestOf<M> {
  const alias = aliases[method.name];
  const values = alias && !Object.hasOwn(form, alias.name) ? { ...form, [alias.name]: form[alias.also] } : form;
  try {
    return readShape(method.request, values) as RequestOf<M>;
  } catch (error) {
    throw error instanceof FieldError ? refusalOf(error) : error;
  }
}

/** An older page of the stock acknowledgement calls its list by the other interface's name. */
const aliases: Record<string, { name: string; also: string }> = {
  api_goods_stock_change_ack: { name: 'stock_sync_list', also: 'logistics_list' },
};

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
  return writeJson({ code: refusal.code, message: refusal.message });
}

/**
 * Decodes an answer.
 *
 * @throws EnterpriseRefusal when code is not 0, FieldError or SyntaxError when the answer cannot be read
 */
export function readAnswer<M extends Method>(method: M, body: string): ResultOf<M> {
  const value = readJson(body);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new FieldError('type', 'answer', value);
  const members = value as Record<string, unknown>;
  const code = Number(members['code']);
  if (!Number.isInteger(code)) throw new FieldError('type', 'code', members['code']);
  if (code !== 0) throw new EnterpriseRefusal(code, String(members['message'] ?? ''));
  return readShape(method.response, members) as ResultOf<M>;
}
