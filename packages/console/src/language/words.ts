import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import './language.ts';

/** One text in both languages. English may differ by number: then `count` is given. */
export interface Text {
  en: string | { one: string; other: string };
  zh: string;
}

/** The texts of one page or part, by name. Values stand in double braces: `{{name}}`. */
export type Words<K extends string = string> = { space: string; texts: Record<K, Text> };

/** What stands in for `{{name}}`. */
export type Values = Record<string, string | number>;

/**
 * Declares the texts of one page or part; both languages side by side, so that none is forgotten.
 *
 * @param space its name, unique: the folder's
 */
export function declareWords<K extends string>(space: string, texts: Record<K, Text>): Words<K> {
  const en: Record<string, string> = {};
  const zh: Record<string, string> = {};
  for (const [name, text] of Object.entries<Text>(texts)) {
    zh[name] = text.zh;
    if (typeof text.en === 'string') en[name] = text.en;
    else Object.assign(en, { [`${name}_one`]: text.en.one, [`${name}_other`]: text.en.other });
  }
  i18next.addResourceBundle('en', space, en, true, true);
  i18next.addResourceBundle('zh', space, zh, true, true);
  return { space, texts };
}

/** Says a text of these in the language that is chosen. */
export type Say<K extends string> = (name: K, values?: Values) => string;

/** The texts of a page or part, in the language that is chosen; changes with it. */
export function useWords<K extends string>({ space }: Words<K>): Say<K> {
  const { t } = useTranslation(space);
  return t as unknown as Say<K>;
}

/** A text outside of a component, in the language that is chosen now. */
export function sayNow<K extends string>({ space }: Words<K>, name: K, values?: Values): string {
  return (i18next.t as (name: string, options: object) => string)(name, { ns: space, ...values });
}
