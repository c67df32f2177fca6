import type { Token } from 'marked';
import type { Language } from '../../language/language.ts';
import { headingsOf, parse, plain } from './anchors.ts';
import { docOf, names } from './library.ts';
import { CONTENTS } from './page-list.ts';

/** A part of a page, from one heading to the next. */
interface Section {
  name: string;
  page: string;
  heading: string;
  id: string;
  text: string;
  lower: string;
  isTranslated: boolean;
}

/** A place where all words stand. */
export interface Found extends Pick<Section, 'name' | 'page' | 'heading' | 'id'> {
  /** The text around the first word. */
  around: string;
}

const sections = new Map<Language, Section[]>();

function sectionsIn(language: Language): Section[] {
  const made = sections.get(language) ?? names.flatMap((name) => sectionsOf(name, language));
  sections.set(language, made);
  return made;
}

function sectionsOf(name: string, language: Language): Section[] {
  const doc = docOf(name, language);
  if (!doc) return [];
  const tokens = parse(doc.text);
  const headings = headingsOf(tokens);
  const of = { name, page: doc.title, isTranslated: doc.isTranslated };
  const parts: Section[] = [{ ...of, heading: '', id: '', text: '', lower: '' }];
  for (const token of tokens) {
    const heading = headings.get(token);
    if (heading) parts.push({ ...of, heading: heading.text, id: heading.id, text: '', lower: '' });
    else (parts.at(-1) as Section).text += `${plain(textOf(token))} `;
  }
  return parts.map((part) => ({ ...part, lower: `${part.page} ${part.heading} ${part.text}`.toLowerCase() }));
}

/** A table without its lines. */
const textOf = ({ type, raw }: Token) => (type === 'table' ? raw.replace(/&emsp;|\|[\s:|-]+\||\|/g, ' ') : raw);

/** How many places are shown. */
export const MOST = 50;

/** Places that hold all words: in the language that is chosen, and meant for readers, before others; then those whose page or heading holds them. */
export function search(text: string, language: Language): Found[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = sectionsIn(language).filter(({ lower }) => words.every((word) => lower.includes(word)));
  const weight = ({ name, page, heading, isTranslated }: Section) => {
    const [inHeading, inPage] = [heading.toLowerCase(), page.toLowerCase()];
    const held = words.reduce((sum, word) => sum + (inHeading.includes(word) ? 2 : 0) + (inPage.includes(word) ? 1 : 0), 0);
    return held - (isTranslated ? 0 : BEHIND) - (isInternal(name) ? BEHIND : 0);
  };
  return found
    .map((section, at) => ({ section, at, weight: weight(section) }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ section: { name, page, heading, id, text } }) => ({ name, page, heading, id, around: around(text, words) }));
}

/** More than any words in headings weigh. */
const BEHIND = 1000;

const INTERNAL = new Set(CONTENTS.at(-1)?.pages);
const isInternal = (name: string) => INTERNAL.has(name) || name.startsWith('decisions/');

const AROUND = 160;

function around(text: string, words: string[]): string {
  const lower = text.toLowerCase();
  const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((place) => place >= 0), text.length);
  const from = begin(text, at === text.length ? 0 : at - 40);
  const to = from + AROUND;
  if (to >= text.length) return `${from > 0 ? '… ' : ''}${text.slice(from).trim()}`;
  return `${from > 0 ? '… ' : ''}${text.slice(from, to).replace(HALF_WORD, '').trim()} …`;
}

/** The beginning of a word of Latin letters that goes on behind the cut. */
const HALF_WORD = /\s[\w"'`$/.:-]{1,15}$/;

/** Where a text can begin near a place: not in the middle of a word of Latin letters. */
function begin(text: string, near: number): number {
  if (near <= 0) return 0;
  const [half = ''] = /^[\w"'`$/.:-]{0,15}\s/.exec(text.slice(near)) ?? [];
  return near + half.length;
}

/** A text in parts, every second of which is one of the words. */
export function marksIn(text: string, words: string): string[] {
  const all = words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return all.length === 0 ? [text] : text.split(new RegExp(`(${all.join('|')})`, 'gi'));
}
