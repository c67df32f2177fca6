import type { Reading, Shape, Writing } from './field.ts';

/** A documented or recorded call. Texts are exact: a flagship body, or the fields of an enterprise form. */
export interface Example {
  title: string;
  /** Flagship: the body. Enterprise: a JSON object of the form's own fields. */
  request: string;
  /** Flagship only: paging in the query string. */
  paging?: { page_size: number; page_no: number; calc_total: number };
  response: string;
}

/**
 * One interface, defined once: the server decodes and encodes with it, the client is typed by it, its page in
 * `docs/api/` is generated from it, and its examples are sent through both.
 */
export interface Method<Request extends Shape = Shape, Response extends Shape = Shape> {
  /** The vendor's own name; an enterprise name is written without `.php`. */
  name: string;
  /** What a caller gets, in a sentence; and in Chinese. */
  summary: { en: string; zh: string };
  /** Where the definition comes from: section of the specification, and page of the vendor. */
  source: string;
  /** True when paging parameters must come in the query string (flagship only). */
  paged?: boolean;
  /** Flagship: the arguments, in order. Enterprise: the form fields. */
  request: Request;
  /** Older names of form fields, read where the newer one is missing (enterprise only). */
  aliases?: Record<string, string>;
  /** What stands beside status or code in the answer. */
  response: Response;
  /** Text of a success, where the edition prints one (enterprise only). */
  success?: string;
  examples: Example[];
}

/** Keeps the literal types of a definition. */
export function method<Request extends Shape, Response extends Shape>(definition: Method<Request, Response>): Method<Request, Response> {
  return definition;
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every method
type AnyMethod = Method<any, any>;

/** A whole edition: methods by the vendor's name. */
export type Methods = Record<string, AnyMethod>;

/** What the server's handler of a method is given. */
export type RequestOf<M extends AnyMethod> = Reading<M['request']>;
/** What the server's handler of a method answers. */
export type AnswerOf<M extends AnyMethod> = Writing<M['response']>;
/** What a client calls a method with. */
export type ArgumentsOf<M extends AnyMethod> = Writing<M['request']>;
/** What a client gets from a method. */
export type ResultOf<M extends AnyMethod> = Reading<M['response']>;
