import type { IncomingHttpHeaders } from 'node:http';

/** A language that people are answered in. */
export type Language = 'en' | 'zh';

/** The language that a request asks for first: Chinese of any kind, else English. */
export function languageOf({ 'accept-language': wanted = '' }: IncomingHttpHeaders): Language {
  return /^zh\b/i.test(wanted) ? 'zh' : 'en';
}
