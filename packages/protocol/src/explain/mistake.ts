/** What can be wrong with a request, by name. The words for people are in `words.ts`. */

/** Mistakes that the signature itself proves: made this way, it comes out exactly as it was sent. */
export type SignatureMistake =
  | 'lengths in bytes'
  | 'lengths in UTF-16'
  | 'lengths not padded'
  | 'empty values left out'
  | 'empty values not sent'
  | 'body left out'
  | 'body written again'
  | 'body edges'
  | 'body brackets'
  | 'field written again'
  | 'secret and salt swapped'
  | 'secret not split'
  | 'secret split'
  | 'secret once'
  | 'secret twice'
  | 'secret left out'
  | 'parameter left out'
  | 'fields left out'
  | 'parameter not sent'
  | 'not sorted'
  | 'other name'
  | 'values encoded'
  | 'values not encoded'
  | 'value cut at &'
  | 'signed for the other edition'
  | 'separators'
  | 'other digest'
  | 'upper case'
  | 'lower case'
  | 'other timestamp'
  | 'other charset'
  | 'values trimmed'
  | 'false signed as nothing';

/** Mistakes that can be seen without a signature. */
export type VisibleMistake =
  | 'sent for the other edition'
  | 'parameters in the body'
  | 'parameters in the query'
  | 'body is JSON'
  | 'lists as names'
  | 'not UTF-8'
  | 'name missing'
  | 'name unknown'
  | 'name repeated'
  | 'no equals sign'
  | 'too many pairs'
  | 'broken percent'
  | 'paging value'
  | 'version'
  | 'sign form'
  | 'salt is the secret'
  | 'salt wrong';

/** Mistakes of the clock. */
export type ClockMistake = 'timestamp form' | 'milliseconds' | 'Unix time' | 'time since 2012' | 'clock off' | 'time zone';

/** Any of them. */
export type MistakeKind = SignatureMistake | VisibleMistake | ClockMistake;

/** What the words about a mistake are filled in with. */
export type Facts = Record<string, string | number>;

/** A mistake that was found. */
export interface Mistake {
  kind: MistakeKind;
  facts: Facts;
  /** False for what only looks like it: the clock of a request whose age nobody knows. */
  certain: boolean;
}
