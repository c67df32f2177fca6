import type { ImportRecord } from '@tongbu/engine';

/** What is wrong with a row: where, and in which words. */
export interface Problem {
  line: number;
  /** Null where no one column is to blame. */
  column: string | null;
  value: string | null;
  problem: string;
}

/** One row of a file: its cells by column, or why they cannot be told. */
export type Row = { line: number; record: ImportRecord } | { line: number; problem: Problem };

/** As it is reported: `FILE:line: column "value" problem`. */
export function tell(file: string, { line, column, value, problem }: Problem): string {
  const what = [column, value === null ? null : `"${value}"`, problem].filter((part) => part !== null);
  return `${file}:${line}: ${what.join(' ')}`;
}
