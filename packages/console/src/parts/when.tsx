import { Tooltip } from 'antd';
import { type Language, tagOf, useLanguage } from '../language/language.ts';
import { TICK_MS, useNow } from './use-now.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/**
 * How long before or after `now` a moment is, in words: `5 minutes ago`, `5分钟前`. What lies up to a tick ahead is now: a page's
 * `now` is renewed only so often, and what was answered since did not happen in the future.
 */
export function relative(at: number, now: number, language: Language): string {
  let amount = (at - now) / 1000;
  if (amount > -1 && amount <= TICK_MS / 1000) amount = 0;
  for (const [unit, next] of UNITS) {
    if (Math.abs(amount) < next)
      return new Intl.RelativeTimeFormat(tagOf(language), { numeric: 'auto', style: 'narrow' }).format(Math.trunc(amount), unit);
    amount /= next;
  }
  return '';
}

/** A moment exactly, to the second, in the browser's time zone. */
export function exactly(at: number, language: Language): string {
  return new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** A moment, told from now; exactly when pointed at. `—` without one. `ofPeople` where it is of the machine's clock: see {@link useNow}. */
export function When({ at, ofPeople = false }: { at: string | number | null | undefined; ofPeople?: boolean }) {
  const language = useLanguage();
  const now = useNow({ ofPeople });
  if (at === null || at === undefined) return <span aria-hidden>—</span>;
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return (
    <Tooltip title={exactly(moment, language)}>
      <time dateTime={new Date(moment).toISOString()} style={{ whiteSpace: 'nowrap' }}>
        {relative(moment, now, language)}
      </time>
    </Tooltip>
  );
}

/** A moment of a log, to the second: the time alone where it was today, else with its date. Told from now when pointed at. */
export function AtSecond({ at, ofPeople = false }: { at: string; ofPeople?: boolean }) {
  const language = useLanguage();
  const now = useNow({ ofPeople });
  const moment = Date.parse(at);
  const isToday = new Date(moment).toDateString() === new Date(now).toDateString();
  return (
    <Tooltip title={relative(moment, now, language)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {new Intl.DateTimeFormat(tagOf(language), isToday ? TIME : { ...DAY, ...TIME }).format(moment)}
      </time>
    </Tooltip>
  );
}

const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DAY = { month: '2-digit', day: '2-digit' } as const;
