import { count, print, printJson, remark } from '../output/print.ts';
import { printable } from '../output/width.ts';
import { type Problem, tell } from './row.ts';

/** Told one by one; the others are counted. */
const TOLD = 20;

/** What an import came to. */
export interface ImportResult {
  kind: string;
  rows: number;
  changed: number;
  /** Rows that have a problem. */
  leftOut: number;
  problems: Problem[];
  /** False when nothing was written because of the problems. */
  written: boolean;
}

/** Tells the first problems, and how many more there are, on standard error. */
export function reportProblems(file: string, problems: Problem[], all: number): void {
  const told = problems.slice(0, TOLD);
  for (const problem of told) remark(printable(tell(file, problem)));
  if (all > told.length) remark(`… and ${count(all - told.length)} more`);
}

/** Tells the result, on standard output: a line, or JSON for scripts. */
export function reportResult({ kind, rows, changed, leftOut, problems, written }: ImportResult, json: boolean): void {
  const unchanged = written ? rows - changed - leftOut : 0;
  if (json) {
    printJson({ kind, written, rows, changed, unchanged, leftOut, problems });
    return;
  }
  const counts = [`${count(rows)} ${rows === 1 ? 'row' : 'rows'}`, `${count(changed)} changed`, `${count(unchanged)} unchanged`];
  if (leftOut > 0) counts.push(`${count(leftOut)} left out`);
  print(`${kind}: ${counts.join(', ')}`);
}
