/** Mistakes of the body, and of fields that hold JSON: signed as one text, sent as another. */
import { rewritings } from './json-style.ts';
import type { Facts } from './mistake.ts';
import type { Recipe } from './recipe.ts';
import { one, sentValue, type Variant, values, without } from './variant.ts';

/** No body in the text, or its name alone. */
export function withoutBody(recipe: Recipe): Variant[] {
  return [
    ...one(recipe, without(recipe, 'body')),
    ...one(
      recipe,
      values(recipe, (value, name) => (name === 'body' ? '' : value)),
    ),
  ];
}

function withBody(recipe: Recipe, bodies: { text: string; facts?: Facts }[]): Variant[] {
  return bodies.flatMap(({ text, facts }) =>
    one(
      recipe,
      values(recipe, (value, name) => (name === 'body' ? text : value)),
      facts,
    ),
  );
}

/** White space, an end of a line or a byte order mark more or less around the body. */
export function bodyEdges(recipe: Recipe): Variant[] {
  const body = sentValue(recipe, 'body') ?? '';
  const trimmed = body.replace(/^\ufeff/, '').trim();
  return withBody(
    recipe,
    [trimmed, `${body}\n`, `${body}\r\n`, `${trimmed}\n`, `\ufeff${body}`].map((text) => ({ text })),
  );
}

/** The body as another JSON library writes it; `fewer` leaves out unusual ways. */
export function bodyWritten(recipe: Recipe, fewer: boolean): Variant[] {
  return withBody(
    recipe,
    rewritings(sentValue(recipe, 'body') ?? '', { fewer }).map(({ text, differs }) => ({ text, facts: { how: differs.join(', ') } })),
  );
}

/** Fields that hold JSON, each by itself; most interfaces have only one. */
export function fieldsWritten(recipe: Recipe, fewer: boolean): Variant[] {
  return recipe.pairs
    .filter(([, value]) => /^\s*[[{]/.test(value))
    .flatMap(([field, value]) =>
      rewritings(value, { fewer }).flatMap(({ text, differs }) =>
        one(
          recipe,
          values(recipe, (each, name) => (name === field ? text : each)),
          { field, how: differs.join(', ') },
        ),
      ),
    );
}

/** The argument alone signed and the list of arguments sent, or the other way round; or the list as a JSON text within JSON. */
export function brackets(recipe: Recipe): Variant[] {
  const body = (sentValue(recipe, 'body') ?? '').trim();
  const inner = body.startsWith('[') && body.endsWith(']') ? [body.slice(1, -1)] : [];
  const quoted = body.startsWith('"') ? unquoted(body) : [];
  return withBody(
    recipe,
    [...inner, ...quoted, `[${body}]`, JSON.stringify(body), `[${JSON.stringify(body)}]`].map((text) => ({ text })),
  );
}

function unquoted(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? [value] : [];
  } catch {
    return [];
  }
}
