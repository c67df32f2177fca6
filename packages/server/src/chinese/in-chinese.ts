import { files } from './files.ts';
import { orders } from './orders.ts';
import { composed, outermost, requests, values } from './requests.ts';
import { sellers } from './sellers.ts';
import { factsIn, fixedIn, type Pattern, patternOf, type Sentences } from './sentence.ts';
import { stock } from './stock.ts';
import { store } from './store.ts';
import { WORDS } from './words.ts';

/** Every sentence that a refusal may be, English to Chinese. */
export const SENTENCES: Sentences = {
  ...sellers,
  ...stock,
  ...orders,
  ...files,
  ...store,
  ...requests,
  ...values,
  ...composed,
  ...outermost,
};

/** A longer text stays English: it is somebody else's for the most part. */
const LONGEST = 2000;
/** A sentence in a sentence in a sentence: a row, its cell, why an order cannot be shipped, and what that is about. */
const DEEPEST = 4;
/** Sentences in a row, with `; ` between. */
const MOST_IN_A_ROW = 8;

let patterns: Pattern[] | undefined;

/**
 * Says a sentence of ours in Chinese. What is thrown is written in English where it is thrown, and this reads the facts back out of it
 * (decision 0032); nothing of a fact is translated, so somebody else's text stays as it came.
 *
 * @param text a refusal: the message of an `EngineError` or a `Problem`, of a fault in it, or of a row of a file
 * @returns the Chinese; the text itself where it is no sentence of the table
 */
export function inChinese(text: string): string {
  return (text.length <= LONGEST ? said(text, 0) : null) ?? text;
}

function patternsOf(sentences: Sentences): Pattern[] {
  return Object.entries(sentences)
    .map(([english, chinese]) => patternOf(english, chinese))
    .sort((a, b) => fixedIn(b) - fixedIn(a));
}

function said(text: string, depth: number): string | null {
  patterns ??= [...patternsOf(outermost), ...patternsOf(SENTENCES)];
  for (const pattern of patterns) {
    const facts = factsIn(pattern, text);
    const filled = facts && filledIn(pattern, facts, depth);
    if (filled) return filled;
  }
  return null;
}

function filledIn({ slots, chinese }: Pattern, facts: string[], depth: number): string | null {
  const told = facts.map((fact, place) => {
    if (slots[place] === 'said') return depth < DEEPEST ? eachSaid(fact, depth + 1) : null;
    if (slots[place] === 'name' && /[\s:]/.test(fact)) return null;
    return slots[place] === 'word' ? wordOf(fact) : fact;
  });
  if (told.includes(null)) return null;
  return chinese.replaceAll(/\{(\d)\}/g, (_, number: string) => told[Number(number) - 1] as string);
}

/** One sentence, or several with `; ` between, each of which may hold a `; ` itself. */
function eachSaid(text: string, depth: number): string | null {
  const whole = said(text, depth);
  if (whole !== null) return whole;
  const parts = text.split('; ', MOST_IN_A_ROW + 1);
  if (parts.length > MOST_IN_A_ROW) return null;
  for (let count = 1; count < parts.length; count++) {
    const first = said(parts.slice(0, count).join('; '), depth);
    const rest = first && eachSaid(parts.slice(count).join('; '), depth);
    if (rest) return `${first}；${rest}`;
  }
  return null;
}

function wordOf(fact: string): string {
  return Object.hasOwn(WORDS, fact) ? (WORDS[fact] as string) : fact.replace(/ and more$/, ' 等');
}
