/** The pages of docs/, taken in when the console is built. Loaded with the first look at the documentation, not before. */
import type { Language } from '../../language/language.ts';

const files: Record<string, string> = {
  ...import.meta.glob<string>('../../../../../docs/**/*.md', { eager: true, query: '?raw', import: 'default' }),
  ...import.meta.glob<string>('../../../../../{SECURITY,CHANGELOG}.md', { eager: true, query: '?raw', import: 'default' }),
};

/** A page, in a language. */
export interface Doc {
  /** `operating`, `api/flagship/sales.StockSync.calcStock`; `../SECURITY` for what lies above docs/. */
  name: string;
  title: string;
  /** Markdown, without the title and without the links to its other language. */
  text: string;
  /** What is read is in the language that was asked for. */
  isTranslated: boolean;
}

/** By its path from docs/: `operating.zh-CN.md`. */
const byPath = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^(\.\.\/){5}(docs\/)?/, (_, __, docs) => (docs ? '' : '../')), text]),
);

/** The names of all pages. */
export const names = [...byPath.keys()].filter((path) => !path.endsWith('.zh-CN.md')).map((path) => path.replace(/\.md$/, ''));

const known = new Map<string, Doc>();

/** A page; undefined where there is none of that name. */
export function docOf(name: string, language: Language): Doc | undefined {
  const key = `${language} ${name}`;
  const found = known.get(key) ?? read(name, language);
  if (found) known.set(key, found);
  return found;
}

function read(name: string, language: Language): Doc | undefined {
  const english = byPath.get(`${name}.md`);
  if (english === undefined) return undefined;
  const twin = language === 'zh' ? byPath.get(`${name}.zh-CN.md`) : undefined;
  const text = twin ?? english;
  const title = titleOf(text);
  const isTranslated = twin !== undefined || language === 'en' || /\p{Script=Han}/u.test(title);
  return { name, title, text: bodyOf(text), isTranslated };
}

const titleOf = (text: string) => /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? '';

/** Without title, comments, and the line that leads to the other language: the console has a switch for that. */
function bodyOf(text: string): string {
  return text
    .replace(/^# .*\n/m, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^(\*\*English\*\* · \[简体中文\]|\[English\]).*$/m, '');
}

/**
 * Where a link of a page leads: another page, with its heading; undefined where it leaves the documentation.
 *
 * @param from the page that has it
 */
export function targetOf(from: string, href: string): { name: string; hash: string } | undefined {
  const [path = '', hash = ''] = href.split('#');
  const { pathname } = new URL(path === '' ? `${from}.md` : path, `http://docs/docs/${from.replace(/[^/]*$/, '')}`);
  if (path === '') return { name: from, hash: decodeURIComponent(hash) };
  const decoded = decodeURIComponent(pathname);
  const name = (decoded.startsWith('/docs/') ? decoded.slice('/docs/'.length) : `..${decoded}`)
    .replace(/(\.zh-CN)?\.md$/, '')
    .replace(/\/$/, '/README');
  return names.includes(name) ? { name, hash: decodeURIComponent(hash) } : undefined;
}

/** As it stands in an address: `../SECURITY` is `above/SECURITY`. */
export const addressOf = (name: string) => name.replace(/^\.\.\//, 'above/');
/** The name that an address stands for. */
export const nameOf = (address: string) => address.replace(/^above\//, '../').replace(/\/$/, '');
