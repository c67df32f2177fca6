/** How the signed text of a request is made, rightly or wrongly: what a hypothesis changes. */
import { createHash, createHmac } from 'node:crypto';
import { countCharacters } from '../characters.ts';
import { splitSecret } from '../flagship/sign.ts';
import { toGbk } from './gbk.ts';
import { type Edition, HIDDEN, type ReadRequest } from './request.ts';

/** The parts of an appsecret, as either edition may use them. */
export interface Secret {
  /** As it was issued. */
  whole: string;
  /** Before the first colon; all of it where there is none. */
  secret: string;
  /** After the first colon. It travels with every request of the flagship edition, and is secret on the other. */
  salt: string;
  /** What must never be shown, the longest first. */
  hide: string[];
}

/** Takes an appsecret apart, as its edition does or as a mistaken client does. */
export function secretOf(edition: Edition, appsecret: string): Secret {
  const halves = splitSecret(appsecret) ?? { secret: appsecret, salt: '' };
  const hide = edition === 'flagship' ? [halves.secret] : [appsecret, halves.secret, halves.salt];
  return { whole: appsecret, ...halves, hide: hide.filter((part) => part !== '') };
}

/** What stands at an end of the signed text. */
export type End = 'whole' | 'secret' | 'salt' | 'nothing';

/** A name and a value, decoded. */
export type Pair = readonly [name: string, value: string];

/** Everything that decides a signature. */
export interface Recipe {
  /** In the order in which they are signed. */
  pairs: readonly Pair[];
  /** `glued`: names and values without anything between (flagship). `measured`: `LL-name:VVVV-value` (enterprise). `query`: `name=value`. */
  form: 'glued' | 'measured' | 'query';
  /** What stands between pairs. */
  between: string;
  head: End;
  tail: End;
  /** What a length counts; `unpadded` counts characters and writes no zeros in front. */
  lengths: 'characters' | 'units' | 'bytes' | 'unpadded';
  letters: 'kept' | 'upper' | 'lower';
  charset: 'utf8' | 'gbk' | 'ascii';
  digest: 'md5' | 'hmac-md5' | 'sha1' | 'sha256';
}

const RIGHT = { lengths: 'characters', letters: 'kept', charset: 'utf8', digest: 'md5' } as const;

/** How the edition makes the signed text of a request that arrived so. */
export function rightRecipe({ edition, parameters, body }: Pick<ReadRequest, 'edition' | 'parameters' | 'body'>): Recipe {
  const named = Object.entries(parameters).filter(([name]) => name !== 'sign' && (edition === 'enterprise' || name !== 'body'));
  return asEdition(edition, edition === 'flagship' ? [...named, ['body', body]] : named);
}

/** The recipe of an edition over these pairs. */
export function asEdition(edition: Edition, pairs: readonly Pair[]): Recipe {
  const sorted = pairs.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return edition === 'flagship'
    ? { ...RIGHT, pairs: sorted, form: 'glued', between: '', head: 'secret', tail: 'secret' }
    : { ...RIGHT, pairs: sorted, form: 'measured', between: ';', head: 'nothing', tail: 'whole' };
}

/** The text that is digested. */
export function textOf(recipe: Recipe, secret: Secret): string {
  const end = (part: End) => (part === 'nothing' ? '' : secret[part]);
  return lettered(recipe, `${end(recipe.head)}${inner(recipe, (value) => value)}${end(recipe.tail)}`);
}

/** The same for people to read: whatever of it is secret is shown as `***`. */
export function shownText(recipe: Recipe, secret: Secret): string {
  const hide = (text: string) => hidden(text, secret);
  // The key's own salt is half of what was issued: it travels with right requests, and is told to nobody who did not send it.
  const shown = { ...recipe, pairs: recipe.pairs.map(([name, value]) => [name, isSalt(name, value, secret) ? HIDDEN : value] as const) };
  const end = (part: End) => (part === 'nothing' ? '' : hide(secret[part]));
  return `${end(recipe.head)}${lettered(recipe, inner(shown, hide))}${end(recipe.tail)}`;
}

function isSalt(name: string, value: string, { salt }: Secret): boolean {
  return name === 'salt' && value === salt && salt !== '';
}

/** A text without the secret, should it stand there. */
export function hidden(text: string, { hide }: Pick<Secret, 'hide'>): string {
  return hide.reduce((shown, part) => shown.replaceAll(part, HIDDEN), text);
}

/** A text as it travels, without the secret, encoded in whatever way, of the key that sent it. */
export function withoutSecret(edition: Edition, appsecret: string, text: string): string {
  const { hide } = secretOf(edition, appsecret);
  const [first = ''] = hide;
  return first === '' ? text : text.replace(anyFormOf(first), HIDDEN);
}

/** Each byte as it is or percent-encoded, as its client pleased: a form encodes what a path does not. */
function anyFormOf(secret: string): RegExp {
  const bytes = [...Buffer.from(secret)].map((byte) => {
    const hex = byte.toString(16).padStart(2, '0');
    const encoded = `%${[...hex].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')}`;
    return `(?:\\x${hex}|${encoded}${byte === 0x20 ? '|\\+' : ''})`;
  });
  return new RegExp(bytes.join(''), 'g');
}

function lettered({ letters }: Recipe, text: string): string {
  return letters === 'kept' ? text : letters === 'upper' ? text.toUpperCase() : text.toLowerCase();
}

function inner(recipe: Recipe, show: (text: string) => string): string {
  return recipe.pairs.map((pair) => written(recipe, pair, show)).join(recipe.between);
}

function written({ form, lengths }: Recipe, [name, value]: Pair, show: (text: string) => string): string {
  if (form === 'glued') return `${name}${show(value)}`;
  if (form === 'query') return `${name}=${show(value)}`;
  const length = (text: string, width: number) => String(LENGTH[lengths](text)).padStart(lengths === 'unpadded' ? 0 : width, '0');
  return `${length(name, 2)}-${name}:${length(value, 4)}-${show(value)}`;
}

const LENGTH: Record<Recipe['lengths'], (text: string) => number> = {
  characters: countCharacters,
  unpadded: countCharacters,
  units: (text) => text.length,
  bytes: (text) => Buffer.byteLength(text),
};

/** The signature a client that works by this recipe sends, in lower case. */
export function signOf(recipe: Recipe, secret: Secret): string {
  const text = textOf(recipe, secret);
  const bytes = recipe.charset === 'gbk' ? toGbk(text) : recipe.charset === 'ascii' ? text.replace(/[^\0-\x7f]/gu, '?') : text;
  if (recipe.digest === 'hmac-md5') return createHmac('md5', secret.secret).update(bytes).digest('hex');
  return createHash(recipe.digest).update(bytes).digest('hex');
}
