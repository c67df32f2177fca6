/** Mistakes of how pairs and secret become a text, and the text a signature. */
import { asEdition, type Pair, type Recipe } from './recipe.ts';
import type { ReadRequest } from './request.ts';
import { one, type Variant } from './variant.ts';

/** The secret at one end only. */
export function secretOnce(recipe: Recipe): Variant[] {
  return [...one(recipe, { head: 'nothing' }, { missing: 'start' }), ...one(recipe, { tail: 'nothing' }, { missing: 'end' })];
}

/** Pairs in another order than that of their names. */
export function notSorted(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const places = new Map(pairs.map(({ name }, place) => [name, place]));
  const byPlace = recipe.pairs.filter(([name]) => name !== 'body').toSorted(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  const rest = recipe.pairs.filter(([name]) => name !== 'body');
  const body = recipe.pairs.filter(([name]) => name === 'body');
  const fold = (text: string) => text.toLowerCase();
  const orders: Record<string, Pair[]> = {
    'as sent': [...byPlace, ...body],
    'as sent, body first': [...body, ...byPlace],
    'body last': [...rest, ...body],
    'from the end': recipe.pairs.toReversed(),
    'without regard to case': recipe.pairs.toSorted(([a], [b]) => (fold(a) < fold(b) ? -1 : 1)),
    'by value': recipe.pairs.toSorted(([, a], [, b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  };
  return Object.entries(orders).flatMap(([how, sorted]) => one(recipe, { pairs: sorted }, { how }));
}

/** Something else between pairs, or around them. */
export function separators(recipe: Recipe): Variant[] {
  const queries = [
    { head: 'secret', tail: 'secret' },
    { head: 'nothing', tail: 'secret' },
    { head: 'secret', tail: 'nothing' },
  ] as const;
  const others = recipe.form === 'measured' ? ['', '&', ','] : ['&', ';'];
  return [
    ...others.flatMap((between) => one(recipe, { between })),
    ...queries.flatMap((ends) => one(recipe, { form: 'query', between: '&', ...ends })),
    ...queries.flatMap((ends) => one(recipe, { form: 'query', between: '', ...ends })),
    ...one(recipe, { form: 'glued', between: '', head: 'nothing', tail: 'secret' }),
  ];
}

/** The other edition’s way over the same pairs. */
export function otherEdition(recipe: Recipe, { edition }: ReadRequest): Variant[] {
  const bodies = [recipe.pairs, recipe.pairs.filter(([name]) => name !== 'body')];
  if (edition === 'flagship') {
    const tails = ['whole', 'secret'] as const;
    return bodies.flatMap((pairs) => tails.flatMap((tail) => one(asEdition('enterprise', pairs), { tail })));
  }
  const ends = ['whole', 'secret'] as const;
  const bodied: (readonly Pair[])[] = [recipe.pairs, [...recipe.pairs, ['body', '']]];
  return bodied.flatMap((pairs) => ends.flatMap((end) => one(asEdition('flagship', pairs), { head: end, tail: end })));
}

/** Bytes of another charset digested. */
export function otherCharset(recipe: Recipe): Variant[] {
  return [...one(recipe, { charset: 'gbk' }, { charset: 'GBK' }), ...one(recipe, { charset: 'ascii' }, { charset: 'ASCII' })];
}

/** Another digest of the right text. */
export function otherDigest(recipe: Recipe): Variant[] {
  return (['hmac-md5', 'sha1', 'sha256'] as const).flatMap((digest) => one(recipe, { digest }, { digest: digest.toUpperCase() }));
}
