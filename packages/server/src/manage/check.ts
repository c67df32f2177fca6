/** Requests against the schemas of their route. */
import type { z } from 'zod';
import { type Fault, Problem } from './problem.ts';
import type { BodyType, Route } from './route.ts';

/** Parts of an address or a query, checked. @throws Problem `invalid`, naming each parameter */
export function checkNames(schema: z.ZodType, given: unknown): Record<string, unknown> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data as Record<string, unknown>;
  const faults = error.issues.flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((parameter) => ({ parameter, detail: 'is not known here' }));
    return [{ parameter: String(issue.path[0] ?? ''), detail: issue.message }];
  });
  throw invalid(faults, ({ parameter }) => parameter);
}

/** A body, read as its type says and checked. @throws Problem `unsupported-media-type`, `malformed`, or `invalid` with pointers */
export function checkBody({ body: schema, bodyTypes = ['application/json'] }: Route, type: string | undefined, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return checked(schema, undefined);
  const named = typeOf(type);
  if (named === null || !bodyTypes.includes(named)) {
    const wanted = bodyTypes.join(' or ');
    throw new Problem(
      'unsupported-media-type',
      type ? `Content-Type "${type}"; send ${wanted}` : `Content-Type is missing; send ${wanted}`,
    );
  }
  const text = textOf(bytes);
  return checked(schema, named === 'text/csv' ? text : parse(text));
}

function checked(schema: z.ZodType, given: unknown): unknown {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  if (given === undefined) throw new Problem('invalid', 'a body is needed', { faults: [{ pointer: '#', detail: 'is missing' }] });
  throw invalid(error.issues.flatMap(faultsOf), ({ pointer }) => pointer);
}

/** What an issue of a schema is told as: of several forms that a value may have, by the one that it fits best. */
export function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
    return best.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue));
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: 'is not known here' }));
  return [{ pointer: pointer(issue.path), detail: issue.message }];
}

const depth = (issues: z.core.$ZodIssue[]) =>
  Math.max(...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));

function pointer(path: PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
}

const MOST_FAULTS = 100;

function invalid(faults: Fault[], nameOf: (fault: Fault) => string | undefined): Problem {
  const [first] = faults;
  const name = first && nameOf(first);
  const more = faults.length - 1;
  const detail = more > 0 ? `${name}: ${first?.detail}, and ${more} more` : `${name}: ${first?.detail}`;
  return new Problem('invalid', detail, { faults: faults.slice(0, MOST_FAULTS) });
}

function typeOf(header: string | undefined): BodyType | null {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) return null;
  if (/^application\/(json|[\w.-]+\+json)$/.test(type)) return 'application/json';
  return type === 'text/csv' ? type : null;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed', 'the body is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed', `the body is no JSON: ${(error as Error).message}`);
  }
}
