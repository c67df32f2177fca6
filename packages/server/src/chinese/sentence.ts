/**
 * English sentences as refusals say them, each with its Chinese. In the English a slot stands for a fact, in the Chinese its number:
 *
 * | slot | the fact |
 * | --- | --- |
 * | `{}` | stands in the Chinese as it came: a name, a number, a text of somebody else |
 * | `{name}` | stands in it as well, but has no blank and no colon: elsewhere this is no such sentence |
 * | `{word}` | one of our words, said in Chinese where it is known: a state, a role, an edition |
 * | `{said}` | another sentence of the table, or several with `; ` between; where it is none, neither is the whole |
 */
export type Sentences = Record<string, string>;

/** An English sentence, taken apart at its slots: one text more than slots. */
export interface Pattern {
  texts: string[];
  slots: ('' | 'name' | 'word' | 'said')[];
  chinese: string;
}

const SLOT = /\{(name|word|said|)\}/;

/** @param english as the table has it */
export function patternOf(english: string, chinese: string): Pattern {
  const parts = english.split(SLOT);
  return {
    texts: parts.filter((_, place) => place % 2 === 0),
    slots: parts.filter((_, place) => place % 2 === 1) as Pattern['slots'],
    chinese,
  };
}

/** How much of a sentence is fixed: of several that fit, the one with the most says it. */
export function fixedIn({ texts }: Pattern): number {
  return texts.join('').length;
}

/** The facts in a text that was made of a pattern, each as short as may be; null for another text. It takes one look along the text. */
export function factsIn({ texts }: Pattern, text: string): string[] | null {
  const [first = '', ...rest] = texts;
  if (!text.startsWith(first)) return null;
  let at = first.length;
  const facts: string[] = [];
  for (const [place, next] of rest.entries()) {
    const isLast = place === rest.length - 1;
    const to = isLast ? text.length - next.length : text.indexOf(next, at);
    if (to < at || (isLast && !text.endsWith(next))) return null;
    facts.push(text.slice(at, to));
    at = to + next.length;
  }
  return at === text.length ? facts : null;
}
