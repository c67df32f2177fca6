/** Mistakes of which pairs are signed, and with which values. */
import { methods as enterpriseMethods } from '../enterprise/methods/index.ts';
import { EPOCH_SECONDS } from '../flagship/clock.ts';
import type { Method } from '../method.ts';
import type { Pair, Recipe } from './recipe.ts';
import type { Edition, ReadRequest } from './request.ts';
import { one, sentValue, type Variant, values, without, withPairs } from './variant.ts';

const PUBLIC: Record<Edition, readonly string[]> = {
  flagship: ['sid', 'key', 'salt', 'method', 'v', 'timestamp', 'body'],
  enterprise: ['sid', 'appkey', 'timestamp'],
};
const PAGING = ['page_size', 'page_no', 'calc_total'];

/** The text without the pairs that are empty. */
export function withoutEmpty(recipe: Recipe): Variant[] {
  const names = recipe.pairs.filter(([, value]) => value === '').map(([name]) => name);
  return one(recipe, without(recipe, ...names), { names: names.join(', ') });
}

/** A parameter that is sent and not signed: each alone, and all of paging. */
export function leftOut(recipe: Recipe): Variant[] {
  const each = recipe.pairs.filter(([name]) => name !== 'body').flatMap(([name]) => one(recipe, without(recipe, name), { names: name }));
  const paging = recipe.pairs.map(([name]) => name).filter((name) => recipe.form === 'glued' && PAGING.includes(name));
  return paging.length > 1 ? [...each, ...one(recipe, without(recipe, ...paging), { names: paging.join(', ') })] : each;
}

/** The parameters that every interface has signed, and those of its own not. */
export function fieldsLeftOut(recipe: Recipe, { edition }: ReadRequest): Variant[] {
  return one(recipe, { pairs: recipe.pairs.filter(([name]) => PUBLIC[edition].includes(name)) });
}

/** Fields of the interface that did not arrive, signed as empty: each alone, each two, all; or one of another interface. */
export function emptyNotSent(recipe: Recipe, { name }: ReadRequest): Variant[] {
  const fieldsOf = (method: Method | undefined) => [...Object.keys(method?.request ?? {}), ...Object.keys(method?.aliases ?? {})];
  const absent = (fields: string[]) => [...new Set(fields)].filter((field) => sentValue(recipe, field) === undefined);
  const methods: Record<string, Method> = enterpriseMethods;
  const own = absent(fieldsOf(Object.hasOwn(methods, name) ? methods[name] : undefined));
  const any = absent(Object.values(methods).flatMap(fieldsOf));
  const twos = own.flatMap((a, i) => own.slice(i + 1).map((b) => [a, b]));
  const sets = [...own.map((field) => [field]), ...twos, own, ...any.map((field) => [field])];
  return sets.flatMap((names) =>
    one(
      recipe,
      withPairs(
        recipe,
        names.map((field) => [field, '']),
      ),
      { names: names.join(', ') },
    ),
  );
}

/** What clients sign by habit, or by a guide to another API, and then leave at home. */
export function notSent(recipe: Recipe, { edition, name, parameters }: ReadRequest): Variant[] {
  const usual: Pair[] = [
    ['sign', ''],
    ['sign', parameters['sign'] ?? ''],
    ['v', '1.0'],
    ['format', 'json'],
    ['sign_method', 'md5'],
    ['calc_total', '0'],
    ['calc_total', '1'],
    ['page_no', '0'],
    ['page_no', '1'],
    ...(edition === 'enterprise'
      ? ([
          ['method', name],
          ['method', `${name}.php`],
          ['body', ''],
        ] as const)
      : []),
  ];
  const absent = usual.filter(([each]) => sentValue(recipe, each) === undefined);
  return absent.flatMap((pair) => one(recipe, withPairs(recipe, [pair]), { names: pair[0] }));
}

/** Made once to be signed and once more to be sent, or in another unit. */
export function otherTimestamp(recipe: Recipe): Variant[] {
  const sent = sentValue(recipe, 'timestamp') ?? '';
  if (!/^\d{1,13}$/.test(sent)) return [];
  const seconds = Number(sent);
  const signed = [-3, -2, -1, 1, 2, 3, EPOCH_SECONDS, -EPOCH_SECONDS].map((more) => seconds + more);
  if (sent.length === 13) signed.push(Math.floor(seconds / 1000), Math.floor(seconds / 1000) - EPOCH_SECONDS);
  return signed.flatMap((timestamp) =>
    one(
      recipe,
      values(recipe, (value, name) => (name === 'timestamp' ? String(timestamp) : value)),
      { signed: timestamp, sent },
    ),
  );
}

/** Signed under one name, sent under another. */
export function otherName(recipe: Recipe, { edition }: ReadRequest): Variant[] {
  const names =
    edition === 'flagship' ? { key: ['appkey', 'app_key'], body: ['data', 'content', ''], v: ['version'] } : { appkey: ['key', 'app_key'] };
  return Object.entries(names).flatMap(([name, others]) =>
    others.flatMap((other) => {
      const value = sentValue(recipe, name);
      return value === undefined ? [] : one(recipe, withPairs({ ...recipe, ...without(recipe, name) }, [[other, value]]), { name, other });
    }),
  );
}

/** PHP writes `false` as nothing where it makes text of it, and as 0 where it makes a form. */
export function falseAsNothing(recipe: Recipe): Variant[] {
  const zero = recipe.pairs.filter(([, value]) => value === '0').map(([name]) => name);
  const sets = zero.length > 1 ? [...zero.map((name) => [name]), zero] : [zero];
  return sets.flatMap((names) =>
    one(
      recipe,
      values(recipe, (value, name) => (names.includes(name) ? '' : value)),
      { names: names.join(', ') },
    ),
  );
}
