/** A case with what came of it, and how it is told. */
import type { Case, Verdict } from './case.ts';

/** What came of a case. */
export interface Result {
  name: string;
  about: string;
  /** Undefined where nothing was measured. */
  value: number | undefined;
  target: Case['target'];
  verdict: Verdict;
  details: string[];
}

/** `at least 0.9 ×`. */
export function targetText({ bound, limit, unit }: Case['target']): string {
  return `at ${bound} ${limit} ${unit}`;
}

/** `0.94 ×`. */
export function valueText({ value, target }: Result): string {
  if (value === undefined) return '-';
  return `${value.toFixed(target.unit === '×' ? 2 : 0)} ${target.unit}`;
}
