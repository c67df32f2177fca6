import type { Api } from '@tongbu/server';
import { languageNow, tagOf } from '../language/language.ts';
import { ApiProblem, type ProblemBody } from './problem.ts';
import { noteServerClock } from './server-clock.ts';

/** An address of the management API with its method: `GET /api/listings`. */
export type At = keyof Api & string;

type Empty = Record<string, never>;
type Part<N extends string, T> = [T] extends [undefined]
  ? unknown
  : T extends Empty
    ? unknown
    : Empty extends T
      ? { [K in N]?: T }
      : { [K in N]: T };

/** What a call takes: `params` for the names in its path, `query`, `body`; those that the route has. */
export type Input<A extends At> = Part<'params', Api[A]['params']> & Part<'query', Api[A]['query']> & Part<'body', Api[A]['body']>;
export type Answer<A extends At> = Api[A]['answer'];

interface Loose {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Set by the session: what a write must carry, so that no other page can make one. */
let csrf: string | null = null;

/** Notes the session's token, which every write carries from now on. */
export function carry(token: string | null): void {
  csrf = token;
}

/**
 * Asks the server. Writes carry an `Idempotency-Key`: a call that gets no answer is sent once more under the same key, and is done once.
 *
 * @returns the answer: JSON as the route describes it, or text
 * @throws ApiProblem for everything else
 */
export async function call<A extends At>(
  at: A,
  input: Input<A>,
  { signal, key }: { signal?: AbortSignal; key?: string } = {},
): Promise<Answer<A>> {
  const { body } = input as Loose;
  const [method = 'GET'] = at.split(' ');
  const isWrite = method !== 'GET';
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': tagOf(languageNow()) };
  if (isWrite) headers['idempotency-key'] = key ?? crypto.randomUUID();
  if (isWrite && csrf !== null) headers['x-tongbu-csrf'] = csrf;
  const isText = typeof body === 'string';
  if (body !== undefined) headers['content-type'] = isText ? 'text/csv' : 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin', ...(signal && { signal }) };
  if (body !== undefined) init.body = isText ? body : JSON.stringify(body);
  return read(await reach(addressOf(at, input as Loose), init)) as Promise<Answer<A>>;
}

/** The address of a call with its names and query filled in; for links to files, too. */
export function addressOf(at: At, { params = {}, query = {} }: Loose): string {
  const path = at.slice(at.indexOf(' ') + 1).replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${path}?${search}` : path;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, init);
    noteServerClock(response.headers.get('x-tongbu-now'));
    return response;
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem(
      { status: 0, code: 'unreachable', title: 'The server cannot be reached', detail: (cause as Error).message },
      { cause },
    );
  }
}

async function read(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  if (response.ok && type.startsWith('application/json')) return JSON.parse(text);
  if (response.ok && type.startsWith('text/')) return text;
  if (type.startsWith('application/problem+json')) throw new ApiProblem(JSON.parse(text) as ProblemBody);
  const detail = `HTTP ${response.status}, ${type || 'no content type'}`;
  throw new ApiProblem({ status: response.status, code: 'unreadable', title: 'This is no answer of Tongbu', detail });
}
