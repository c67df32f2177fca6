import type { Field } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { plainText } from './text.ts';

const BEIJING_MS = 8 * 3_600_000;

/** The first and the last moment four digits of a year can write, by Beijing's clock. */
const FIRST = Date.parse('0000-01-01T00:00:00Z') - BEIJING_MS;
const LAST = Date.parse('9999-12-31T23:59:59.999Z') - BEIJING_MS;

/**
 * `yyyy-MM-dd HH:mm:ss` at UTC+8, as epoch milliseconds. Null is "not set": `""`, and `0000-00-00 00:00:00` when read.
 * An answer may also hold the milliseconds themselves, as the vendor's own examples do in places.
 */
export function dateTime(): Field<number | null> {
  return {
    blank: true,
    doc: { type: 'DateTime', required: true },
    read(value, name, side) {
      const written = plainText(value, name).trim();
      if (written === '' || written === '0000-00-00 00:00:00') return null;
      if (side === 'answer' && /^\d{11,14}$/.test(written)) return Number(written);
      const moment = Date.parse(`${written.replace(' ', 'T')}+08:00`);
      if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written) || formatTime(moment) !== written) {
        throw new FieldError('time', name, written);
      }
      return moment;
    },
    write: (moment) => (moment === null ? '' : formatTime(moment)),
  };
}

/** Epoch milliseconds as `yyyy-MM-dd HH:mm:ss` in Beijing; `''` for a moment this form cannot write. */
export function formatTime(moment: number): string {
  if (!(moment >= FIRST && moment <= LAST)) return '';
  return new Date(moment + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');
}
