import { type Language, tagOf } from '../../language/language.ts';

const UNITS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 48],
  ['day', Number.POSITIVE_INFINITY],
] as const;

/** How long so many seconds are, in the largest unit that says it well: `40 sec`, `12 min`, `3 hr`, `5 days`. */
export function spanOf(seconds: number, language: Language): string {
  let amount = Math.max(0, seconds);
  for (const [unit, next] of UNITS) {
    if (amount < next) {
      const shown = unit === 'hour' && amount < 10 ? Math.floor(amount * 10) / 10 : Math.floor(amount);
      return new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(shown);
    }
    amount /= unit === 'hour' ? 24 : next;
  }
  return '';
}

/** How long ago a moment is; null without one. */
export function agoOf(at: string | null, now: number, language: Language): string | null {
  return at === null ? null : spanOf((now - Date.parse(at)) / 1000, language);
}

/** A number as people read it. */
export function countOf(n: number, language: Language): string {
  return new Intl.NumberFormat(tagOf(language), { maximumFractionDigits: 1 }).format(n);
}
