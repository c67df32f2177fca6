import type { Say } from './words.ts';

/** A length of time in the largest unit that fits. */
export function span(ms: number, say: Say): string {
  const size = Math.abs(ms);
  if (size < 1) return say('milliseconds', { n: size.toFixed(2) });
  if (size < 1_000) return say('milliseconds', { n: size < 10 ? size.toFixed(1) : Math.round(size) });
  if (size < 60_000) return say('seconds', { n: Math.floor(size / 1_000) });
  if (size < 3_600_000) return say('minutes', { n: Math.floor(size / 60_000) });
  if (size < 172_800_000) return say('hours', { n: Math.floor(size / 3_600_000) });
  return say('days', { n: Math.floor(size / 86_400_000) });
}

/** How long ago; less than a second is none. */
export function age(ms: number, say: Say): string {
  return ms < 1_000 ? say('seconds', { n: 0 }) : span(ms, say);
}

/** Bytes, in the largest unit that fits. */
export function bytes(size: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10));
  const value = size / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
