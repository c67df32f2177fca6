/**
 * How the signed text of a request is made wrongly, the simplest mistake first. Each turns a recipe into those that a client with
 * this mistake would have used; it knows nothing of the secret. Two may be put together: each works on what another gives.
 */
import { methods as enterpriseMethods } from '../enterprise/methods/index.ts';
import { EPOCH_SECONDS } from '../flagship/clock.ts';
import type { Method } from '../method.ts';
import { rewritings } from './json-style.ts';
import type { Facts, SignatureMistake } from './mistake.ts';
import { asEdition, type Pair, type Recipe } from './recipe.ts';
import { type Edition, type ReadRequest, readPairs } from './request.ts';

/** A way to sign wrongly, and what there is to tell about it. */
export interface Variant {
  recipe: Recipe;
  facts?: Facts;
}

/** A mistake, and how it is made. */
export interface Hypothesis {
  kind: SignatureMistake;
  /** Where it can be made; both when left out. */
  edition?: Edition;
  /** Costs too much, or says too little, to be tried while a server waits or together with another. */
  alone?: true;
  variants(recipe: Recipe, request: ReadRequest): Variant[];
}

const one = (recipe: Recipe, changes: Partial<Recipe>, facts: Facts = {}): Variant[] => [{ recipe: { ...recipe, ...changes }, facts }];

const values = (recipe: Recipe, change: (value: string, name: string) => string): Partial<Recipe> => ({
  pairs: recipe.pairs.map(([name, value]) => [name, change(value, name)] as const),
});

const without = (recipe: Recipe, ...names: string[]): Partial<Recipe> => ({
  pairs: recipe.pairs.filter(([name]) => !names.includes(name)),
});

/** With more pairs, each at the place where sorting puts it. */
const withPairs = (recipe: Recipe, more: readonly Pair[]): Partial<Recipe> => ({
  pairs: asEdition('flagship', [...recipe.pairs, ...more]).pairs,
});

const sentValue = (recipe: Recipe, wanted: string) => recipe.pairs.find(([name]) => name === wanted)?.[1];

const PUBLIC: Record<Edition, readonly string[]> = {
  flagship: ['sid', 'key', 'salt', 'method', 'v', 'timestamp', 'body'],
  enterprise: ['sid', 'appkey', 'timestamp'],
};
const PAGING = ['page_size', 'page_no', 'calc_total'];

/** All of them, in the order in which they are tried. */
export const hypotheses: readonly Hypothesis[] = [
  { kind: 'lengths in bytes', edition: 'enterprise', variants: (recipe) => one(recipe, { lengths: 'bytes' }) },
  { kind: 'lengths in UTF-16', edition: 'enterprise', variants: (recipe) => one(recipe, { lengths: 'units' }) },
  { kind: 'empty values left out', edition: 'enterprise', variants: withoutEmpty },
  { kind: 'body left out', edition: 'flagship', variants: withoutBody },
  { kind: 'body edges', edition: 'flagship', variants: bodyEdges },
  { kind: 'body written again', edition: 'flagship', variants: (recipe) => bodyWritten(recipe, true) },
  { kind: 'field written again', edition: 'enterprise', variants: (recipe) => fieldsWritten(recipe, true) },
  { kind: 'secret and salt swapped', edition: 'flagship', variants: (recipe) => one(recipe, { head: 'salt', tail: 'salt' }) },
  { kind: 'secret not split', edition: 'flagship', variants: (recipe) => one(recipe, { head: 'whole', tail: 'whole' }) },
  { kind: 'secret split', edition: 'enterprise', variants: (recipe) => one(recipe, { tail: 'secret' }) },
  { kind: 'secret once', edition: 'flagship', variants: secretOnce },
  { kind: 'secret twice', edition: 'enterprise', variants: (recipe) => one(recipe, { head: 'whole' }) },
  { kind: 'secret left out', variants: (recipe) => one(recipe, { head: 'nothing', tail: 'nothing' }) },
  { kind: 'value cut at &', variants: joinedAgain },
  { kind: 'values not encoded', variants: notEncoded },
  { kind: 'values encoded', variants: encoded },
  { kind: 'not sorted', variants: notSorted },
  { kind: 'parameter left out', variants: leftOut },
  { kind: 'fields left out', variants: fieldsLeftOut },
  { kind: 'empty values not sent', edition: 'enterprise', variants: emptyNotSent },
  { kind: 'parameter not sent', variants: notSent },
  { kind: 'other timestamp', variants: otherTimestamp },
  { kind: 'other name', variants: otherName },
  {
    kind: 'values trimmed',
    variants: (recipe) =>
      one(
        recipe,
        values(recipe, (value) => value.trim()),
      ),
  },
  { kind: 'false signed as nothing', edition: 'enterprise', variants: falseAsNothing },
  { kind: 'body brackets', edition: 'flagship', variants: brackets },
  { kind: 'upper case', variants: (recipe) => one(recipe, { letters: 'upper' }) },
  { kind: 'lower case', variants: (recipe) => one(recipe, { letters: 'lower' }) },
  { kind: 'lengths not padded', edition: 'enterprise', variants: (recipe) => one(recipe, { lengths: 'unpadded' }) },
  { kind: 'separators', variants: separators },
  { kind: 'signed for the other edition', variants: otherEdition },
  { kind: 'other charset', variants: otherCharset },
  { kind: 'other digest', variants: otherDigest },
  { kind: 'body written again', edition: 'flagship', alone: true, variants: (recipe) => bodyWritten(recipe, false) },
  { kind: 'field written again', edition: 'enterprise', alone: true, variants: (recipe) => fieldsWritten(recipe, false) },
];

function withoutEmpty(recipe: Recipe): Variant[] {
  const names = recipe.pairs.filter(([, value]) => value === '').map(([name]) => name);
  return one(recipe, without(recipe, ...names), { names: names.join(', ') });
}

function withoutBody(recipe: Recipe): Variant[] {
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

function bodyEdges(recipe: Recipe): Variant[] {
  const body = sentValue(recipe, 'body') ?? '';
  const trimmed = body.replace(/^\ufeff/, '').trim();
  return withBody(
    recipe,
    [trimmed, `${body}\n`, `${body}\r\n`, `${trimmed}\n`, `\ufeff${body}`].map((text) => ({ text })),
  );
}

function bodyWritten(recipe: Recipe, fewer: boolean): Variant[] {
  return withBody(
    recipe,
    rewritings(sentValue(recipe, 'body') ?? '', { fewer }).map(({ text, differs }) => ({ text, facts: { how: differs.join(', ') } })),
  );
}

/** Fields that hold JSON, each by itself; most interfaces have only one. */
function fieldsWritten(recipe: Recipe, fewer: boolean): Variant[] {
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
function brackets(recipe: Recipe): Variant[] {
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

function secretOnce(recipe: Recipe): Variant[] {
  return [...one(recipe, { head: 'nothing' }, { missing: 'start' }), ...one(recipe, { tail: 'nothing' }, { missing: 'end' })];
}

/** A bare `&` ends a value: what follows became pairs of its own. Sent so, the value was perhaps not encoded at all. */
function joinedAgain(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const found: Variant[] = [];
  for (const [first, begin] of pairs.entries()) {
    let decoded = begin.value;
    let raw = begin.raw;
    const swallowed: string[] = [];
    for (const next of pairs.slice(first + 1, first + 4)) {
      if (next.name === 'sign' || next.name === begin.name) break;
      swallowed.push(next.name);
      const hasValue = next.raw !== '';
      decoded += `&${next.name}${hasValue ? `=${next.value}` : ''}`;
      raw += `&${next.rawName}${hasValue ? `=${next.raw}` : ''}`;
      const left = recipe.pairs.filter(([name]) => !swallowed.includes(name));
      for (const whole of hasValue ? [decoded, raw] : [decoded, raw, `${decoded}=`, `${raw}=`]) {
        const joined = left.map(([name, each]) => [name, name === begin.name ? whole : each] as const);
        found.push(...one(recipe, { pairs: joined }, { name: begin.name, rest: swallowed.join(', ') }));
      }
    }
  }
  return found;
}

/** Sent as they are, so that `+` arrived as a blank and `%41` as `A`. */
function notEncoded(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const raw = Object.fromEntries(pairs.map((pair) => [pair.name, pair.raw]));
  const changed = pairs.filter(({ name, value, raw: sent }) => name !== 'sign' && value !== sent).map(({ name }) => name);
  const partly = (value: string, name: string) =>
    raw[name]?.includes('+') && !raw[name].includes(' ') ? plusKept(raw[name], value) : value;
  return [
    ...one(recipe, values(recipe, partly), { names: changed.join(', ') }),
    ...(changed.some((name) => /%/.test(raw[name] ?? '') && encodeURIComponent(sentValue(recipe, name) ?? '') !== raw[name])
      ? one(
          recipe,
          values(recipe, (value, name) => (changed.includes(name) ? (raw[name] as string) : value)),
          { names: changed.join(', ') },
        )
      : []),
  ];
}

/** What a value was, had its `+` been meant as plus. */
function plusKept(raw: string, value: string): string {
  return readPairs(`x=${raw.replaceAll('+', '%2B')}`)[0]?.value ?? value;
}

function encoded(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const raw = Object.fromEntries(pairs.map((pair) => [pair.name, pair.raw]));
  const form = (value: string) => new URLSearchParams({ x: value }).toString().slice(2);
  const lower = (text: string) => text.replace(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase());
  const ways = [
    (value: string, name: string) => raw[name] ?? value,
    encodeURIComponent,
    form,
    (value: string) => lower(form(value)),
    (value: string) => lower(encodeURIComponent(value)),
    encodeURI,
  ];
  const isBody = (name: string) => name === 'body' && recipe.form === 'glued';
  const names = (way: (value: string, name: string) => string) =>
    recipe.pairs.filter(([name, value]) => !isBody(name) && way(value, name) !== value).map(([name]) => name);
  return ways.flatMap((way) => [
    ...one(
      recipe,
      values(recipe, (value, name) => (isBody(name) ? value : way(value, name))),
      { names: names(way).join(', ') },
    ),
    ...(recipe.form === 'glued' ? one(recipe, values(recipe, way), { names: 'body' }) : []),
  ]);
}

function notSorted(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
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

function leftOut(recipe: Recipe): Variant[] {
  const each = recipe.pairs.filter(([name]) => name !== 'body').flatMap(([name]) => one(recipe, without(recipe, name), { names: name }));
  const paging = recipe.pairs.map(([name]) => name).filter((name) => recipe.form === 'glued' && PAGING.includes(name));
  return paging.length > 1 ? [...each, ...one(recipe, without(recipe, ...paging), { names: paging.join(', ') })] : each;
}

function fieldsLeftOut(recipe: Recipe, { edition }: ReadRequest): Variant[] {
  return one(recipe, { pairs: recipe.pairs.filter(([name]) => PUBLIC[edition].includes(name)) });
}

/** Fields of the interface that did not arrive, signed as empty: each alone, each two, all; or one of another interface. */
function emptyNotSent(recipe: Recipe, { name }: ReadRequest): Variant[] {
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
function notSent(recipe: Recipe, { edition, name, parameters }: ReadRequest): Variant[] {
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
function otherTimestamp(recipe: Recipe): Variant[] {
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
function otherName(recipe: Recipe, { edition }: ReadRequest): Variant[] {
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
function falseAsNothing(recipe: Recipe): Variant[] {
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

function separators(recipe: Recipe): Variant[] {
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

function otherEdition(recipe: Recipe, { edition }: ReadRequest): Variant[] {
  const bodies = [recipe.pairs, recipe.pairs.filter(([name]) => name !== 'body')];
  if (edition === 'flagship') {
    const tails = ['whole', 'secret'] as const;
    return bodies.flatMap((pairs) => tails.flatMap((tail) => one(asEdition('enterprise', pairs), { tail })));
  }
  const ends = ['whole', 'secret'] as const;
  const bodied: (readonly Pair[])[] = [recipe.pairs, [...recipe.pairs, ['body', '']]];
  return bodied.flatMap((pairs) => ends.flatMap((end) => one(asEdition('flagship', pairs), { head: end, tail: end })));
}

function otherCharset(recipe: Recipe): Variant[] {
  return [...one(recipe, { charset: 'gbk' }, { charset: 'GBK' }), ...one(recipe, { charset: 'ascii' }, { charset: 'ASCII' })];
}

function otherDigest(recipe: Recipe): Variant[] {
  return (['hmac-md5', 'sha1', 'sha256'] as const).flatMap((digest) => one(recipe, { digest }, { digest: digest.toUpperCase() }));
}
