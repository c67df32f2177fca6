/**
 * How the signed text of a request is made wrongly, the simplest mistake first. Each turns a recipe into those that a client with
 * this mistake would have used; it knows nothing of the secret. Two may be put together: each works on what another gives.
 */
import { bodyEdges, bodyWritten, brackets, fieldsWritten, withoutBody } from './body-mistakes.ts';
import { encoded, joinedAgain, notEncoded } from './encoding-mistakes.ts';
import { notSorted, otherCharset, otherDigest, otherEdition, secretOnce, separators } from './form-mistakes.ts';
import type { SignatureMistake } from './mistake.ts';
import { emptyNotSent, falseAsNothing, fieldsLeftOut, leftOut, notSent, otherName, otherTimestamp, withoutEmpty } from './pair-mistakes.ts';
import type { Recipe } from './recipe.ts';
import type { Edition, ReadRequest } from './request.ts';
import { one, type Variant, values } from './variant.ts';

/** A mistake, and how it is made. */
export interface Hypothesis {
  kind: SignatureMistake;
  /** Where it can be made; both when left out. */
  edition?: Edition;
  /** Costs too much, or says too little, to be tried while a server waits or together with another. */
  alone?: true;
  variants(recipe: Recipe, request: ReadRequest): Variant[];
}

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
