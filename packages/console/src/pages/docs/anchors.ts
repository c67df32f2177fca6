import { lexer, type Token, type Tokens } from 'marked';

/** A heading of a page, and where it is found. */
export interface Heading {
  depth: number;
  /** As it reads, without marks. */
  text: string;
  id: string;
}

/** The tokens of a page. */
export function parse(text: string): Token[] {
  return lexer(text, { gfm: true });
}

/** The headings of a page, named as the usual renderers name them; a second of the same name has `-1` behind it. */
export function headingsOf(tokens: Token[]): Map<Token, Heading> {
  const seen = new Map<string, number>();
  const headings = new Map<Token, Heading>();
  for (const token of tokens) {
    if (token.type !== 'heading') continue;
    const { depth, text } = token as Tokens.Heading;
    const base = slug(text);
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    headings.set(token, { depth, text: plain(text), id: before === 0 ? base : `${base}-${before}` });
  }
  return headings;
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A text without Markdown's marks. */
export const plain = (text: string) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The heading under which a message is explained: one of its codes is the message, or its beginning, `…` standing for anything. The
 * longest wins; undefined where none is.
 *
 * @param said as it was answered, such as `For input string: "1665947116495"`
 */
export function headingOf(said: string, headings: Iterable<Heading>): Heading | undefined {
  let found: { heading: Heading; weight: number } | undefined;
  for (const heading of headings) {
    for (const text of heading.text.split(' · ')) {
      const length = text.replaceAll('…', '').length;
      const [, begins, rest] = patternOf(text).exec(said.trim()) ?? [];
      const weight = begins === undefined || length < SHORTEST ? 0 : 2 * length + (rest === '' ? 1 : 0);
      if (weight > (found?.weight ?? 0)) found = { heading, weight };
    }
  }
  return found?.heading;
}

/** A shorter text is the beginning of too much. */
const SHORTEST = 4;

const patternOf = (text: string) => new RegExp(`^(${text.split('…').map(quoted).join('.*')})(.*)$`, 's');
const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
