import type { ImportRecord } from '@tongbu/engine';

/** What is wrong with a row: where, and in which words. */
export interface Problem {
  line: number;
  /** Null where no one column is to blame. */
  column: string | null;
  value: string | null;
  problem: string;
}

/** A row whose cells can be told: by column. */
export interface ReadableRow {
  line: number;
  record: ImportRecord;
}

/** One row of a file, or why its cells cannot be told. */
export type Row = ReadableRow | { line: number; problem: Problem };

/** As it is reported: `FILE:line: column "value" problem`. */
export function tell(file: string, { line, column, value, problem }: Problem): string {
  const what = [column, value === null ? null : `"${value}"`, problem].filter((part) => part !== null);
  return `${file}:${line}: ${what.join(' ')}`;
}
