/** Moments as people type them. */
import { usage } from './error.ts';

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Whether a text is a span such as `30m`, `2h` or `3d`. @returns it in milliseconds; undefined when it is none */
export function spanOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit as string] as number);
}

/**
 * A moment: `2026-11-11`, `2026-11-11 20:00`, with seconds or an offset too; without one in this machine's own time zone.
 *
 * @returns epoch milliseconds
 * @throws CommandError `usage`
 */
export function momentOf(text: string): number {
  const isMoment = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?(Z|[+-]\d\d:\d\d)?$/.test(text);
  const at = isMoment ? Date.parse(text.length === 10 ? `${text} 00:00` : text) : Number.NaN;
  if (Number.isNaN(at)) throw usage(`"${text}" is no moment such as 2026-11-11 or "2026-11-11 20:00", and no span such as 30m, 2h or 3d`);
  return at;
}
