import { sameText } from '../digest.ts';
import { type Hypothesis, hypotheses } from './hypotheses.ts';
import type { Mistake } from './mistake.ts';
import { hidden, type Recipe, rightRecipe, type Secret, secretOf, shownText, signOf, textOf } from './recipe.ts';
import { HIDDEN, type ReadRequest, type RefusedRequest, readRefused } from './request.ts';
import type { Variant } from './variant.ts';
import { clockMistake, grammarMistakes, type Moment } from './visible.ts';

/** What a refused request suffers from. */
export interface Explanation {
  /** The gravest first; empty when nothing was found. */
  mistakes: Mistake[];
  /** `unknown`: none of the mistakes tried gives it. `unchecked`: there was no secret, or no signature. */
  signature: 'right' | 'explained' | 'unknown' | 'unchecked';
  /** The text that the client signed, where it was found out, and the one that what arrived calls for; the secret in them is `***`. */
  signed: string | null;
  expected: string | null;
  /** How many ways to sign wrongly were tried. */
  tried: number;
}

/**
 * Names the mistake in a refused request.
 *
 * A mistake of signing is named only when making it gives exactly the signature that was sent, so what is named is certain; of
 * two that do, the simpler. A request that is right and fresh is accused of nothing.
 *
 * @param appsecret of the key the request names; undefined when it is not known, and then only what can be seen is told
 */
export function explain(refused: RefusedRequest, appsecret: string | undefined, moment: Moment): Explanation {
  const secret = appsecret === undefined ? undefined : secretOf(refused.edition, appsecret);
  const request = readRefused(secret ? restored(refused, secret) : refused);
  const { timestamp } = request.parameters;
  const clock = timestamp === undefined || timestamp === '' ? undefined : clockMistake(request.edition, timestamp, moment);
  const grammar = grammarMistakes(request);
  const visible = clock ? [...grammar, clock] : grammar;
  // No digest in use is as long as that: there is nothing to compare with.
  const isDigest = /^([\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/.test(request.sign);
  if (!secret || !isDigest) return { mistakes: visible, signature: 'unchecked', signed: null, expected: null, tried: 0 };
  const { mistakes, ...found } = explainSignature(request, secret);
  const all = mistakes.some(({ kind }) => REVEALING.has(kind))
    ? [...mistakes, ...visible.filter(({ kind }) => !LEFT_OVER.has(kind))]
    : [...visible, ...mistakes];
  return { ...found, mistakes: all.map((mistake) => shownOf(mistake, secret)) };
}

/**
 * Names the mistake in a request of a key that has several valid secrets, the newest first: of what {@link explain} says with each, the
 * first that accounts for the signature, else what it says with the newest.
 */
export function explainWith(refused: RefusedRequest, appsecrets: readonly string[], moment: Moment): Explanation {
  const first = explain(refused, appsecrets[0], moment);
  if (isAccounted(first)) return first;
  return firstOf(appsecrets.slice(1), (each) => [explain(refused, each, moment)].find(isAccounted)) ?? first;
}

const isAccounted = ({ signature }: Explanation) => signature === 'right' || signature === 'explained';

/** What a value that was cut leaves behind. */
const REVEALING = new Set<string>(['value cut at &', 'values not encoded'] satisfies Mistake['kind'][]);
const LEFT_OVER = new Set<string>(['name unknown', 'no equals sign'] satisfies Mistake['kind'][]);

/** The request with its secret where the server had hidden it. */
function restored(refused: RefusedRequest, { hide: [secret = ''] }: Secret): RefusedRequest {
  const put = (text: string) => text.replaceAll(HIDDEN, encodeURIComponent(secret));
  const body = Buffer.from(refused.body).toString('latin1');
  return { ...refused, query: put(refused.query), body: body.includes(HIDDEN) ? Buffer.from(put(body), 'latin1') : refused.body };
}

function shownOf(mistake: Mistake, secret: Secret): Mistake {
  const facts = Object.entries(mistake.facts).map(([name, value]) => [name, typeof value === 'string' ? hidden(value, secret) : value]);
  return { ...mistake, facts: Object.fromEntries(facts) };
}

type OfSignature = Omit<Explanation, 'signature'> & { signature: 'right' | 'explained' | 'unknown' };

function explainSignature(request: ReadRequest, secret: Secret): OfSignature {
  const salt = saltMistake(request, secret);
  const sent = rightRecipe(request);
  const right = salt ? withSalt(sent, secret) : sent;
  const recipes = salt ? [right, sent] : [sent];
  const expected = shownText(right, secret);
  const salts = salt ? [salt] : [];
  if (recipes.some((recipe) => fits(recipe, request, secret))) {
    return { mistakes: salts, signature: salt ? 'explained' : 'right', signed: null, expected, tried: 0 };
  }
  const search = new Search(request, secret);
  const found = firstOf(recipes, (recipe) => search.ofOne(recipe)) ?? firstOf(recipes, (recipe) => search.ofTwo(recipe));
  if (found) {
    const { recipe: signed, mistakes } = found;
    const isSaltTold = mistakes.some(({ kind }) => kind === 'secret and salt swapped' || kind === 'secret not split');
    return {
      mistakes: isSaltTold ? mistakes : [...salts, ...mistakes],
      signature: 'explained',
      signed: shownText(signed, secret),
      expected,
      tried: search.tried,
    };
  }
  return { mistakes: salts, signature: 'unknown', signed: null, expected, tried: search.tried };
}

/**
 * The mistake of signing that is found at little cost, for a line of the log: one mistake alone, none that takes many attempts.
 *
 * @returns undefined when the signature is right, or none of these gives it
 */
export function likelyMistake(refused: RefusedRequest, appsecret: string): Mistake | undefined {
  const secret = secretOf(refused.edition, appsecret);
  const request = readRefused(refused);
  const right = rightRecipe(request);
  if (request.sign === '' || fits(right, request, secret)) return saltMistake(request, secret);
  return new Search(request, secret, { brief: true }).ofOne(right)?.mistakes[0];
}

function firstOf<A, B>(all: readonly A[], find: (each: A) => B | undefined): B | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fits(recipe: Recipe, { sign }: ReadRequest, secret: Secret): boolean {
  return sameText(sign, signOf(recipe, secret));
}

function saltMistake({ edition, parameters }: ReadRequest, { salt, secret, whole }: Secret): Mistake | undefined {
  const sent = parameters['salt'];
  if (edition === 'enterprise' || sent === undefined || sent === salt) return undefined;
  const isSecret = sent === secret || sent === whole;
  return { kind: isSecret ? 'salt is the secret' : 'salt wrong', facts: { sent }, certain: true };
}

function withSalt(recipe: Recipe, { salt }: Secret): Recipe {
  return { ...recipe, pairs: recipe.pairs.map(([name, value]) => [name, name === 'salt' ? salt : value] as const) };
}

/** No more characters than this are digested for one request: about a second. */
const MOST_CHARACTERS = 200_000_000;

/** Tries recipe after recipe. */
class Search {
  tried = 0;
  readonly #request: ReadRequest;
  readonly #secret: Secret;
  readonly #hypotheses: readonly Hypothesis[];
  #characters = 0;

  constructor(request: ReadRequest, secret: Secret, { brief = false } = {}) {
    this.#request = request;
    this.#secret = secret;
    this.#hypotheses = hypotheses.filter(({ edition = request.edition, alone }) => edition === request.edition && !(brief && alone));
  }

  /** One mistake. */
  ofOne(right: Recipe): { recipe: Recipe; mistakes: Mistake[] } | undefined {
    for (const hypothesis of this.#hypotheses) {
      const variant = this.#try(hypothesis, right);
      if (variant) return { recipe: variant.recipe, mistakes: [mistakeOf(hypothesis, variant)] };
    }
    return undefined;
  }

  /** Two at once; the second works on what the first gave. */
  ofTwo(right: Recipe): { recipe: Recipe; mistakes: Mistake[] } | undefined {
    const quick = this.#hypotheses.filter(({ alone }) => !alone);
    for (const [place, first] of quick.entries()) {
      for (const begun of first.variants(right, this.#request)) {
        for (const second of quick.slice(place)) {
          const variant = this.#try(second, begun.recipe);
          if (variant) return { recipe: variant.recipe, mistakes: [mistakeOf(first, begun), mistakeOf(second, variant)] };
        }
      }
    }
    return undefined;
  }

  #try({ variants }: Hypothesis, recipe: Recipe): Variant | undefined {
    if (this.#characters > MOST_CHARACTERS) return undefined;
    return variants(recipe, this.#request).find((variant) => {
      this.tried++;
      this.#characters += textOf(variant.recipe, this.#secret).length + 100;
      return fits(variant.recipe, this.#request, this.#secret);
    });
  }
}

function mistakeOf({ kind }: Hypothesis, { facts = {} }: Variant): Mistake {
  return { kind, facts, certain: true };
}
