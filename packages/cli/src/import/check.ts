import { type Claim, claimOf, type Engine, type Kind } from '@tongbu/engine';
import { Claims } from './claims.ts';
import type { Problem, ReadableRow, Row } from './row.ts';
import { CHECKED, slices, workAhead } from './slices.ts';

/** What pass 1 found. */
export interface Checked {
  rows: number;
  /** How many rows have a problem, and the first of the problems, in order of lines. */
  bad: number;
  problems: Problem[];
  /** Lines of the rows that have a problem. */
  badLines: Set<number>;
}

/** Pass 1: every row against its columns, against what it names, and against the other rows of the file. Writes nothing. */
export async function checkFile(
  engine: Engine,
  {
    seller,
    kind,
    rows,
    keep,
    onRows,
  }: { seller: string; kind: Kind; rows: AsyncIterable<Row[]>; keep: number; onRows: (done: number) => void },
): Promise<Checked> {
  const checked: Checked = { rows: 0, bad: 0, problems: [], badLines: new Set() };
  const claims = new Claims();
  const note = (problem: Problem) => {
    checked.bad++;
    checked.badLines.add(problem.line);
    if (checked.problems.length < keep) checked.problems.push(problem);
  };
  const check = (slice: Row[]) => {
    const records = slice.filter((row): row is ReadableRow => 'record' in row).map(({ record }) => record);
    return engine.checkImport({ seller, kind: kind.name, records, now: Date.now() });
  };
  for await (const { slice, result: found } of workAhead(slices(rows, CHECKED), check)) {
    const good = slice.filter((row): row is ReadableRow => 'record' in row);
    const problems = [
      ...slice.flatMap((row) => ('problem' in row ? [row.problem] : [])),
      ...found.map(({ row, ...problem }): Problem => ({ line: (good[row] as ReadableRow).line, ...problem })),
    ];
    const broken = new Set(problems.map(({ line }) => line));
    for (const row of good) {
      const repeat = broken.has(row.line) ? null : repeats(kind, claims, row);
      if (repeat) problems.push(repeat);
    }
    for (const problem of problems.sort((a, b) => a.line - b.line)) note(problem);
    checked.rows += slice.length;
    onRows(checked.rows);
  }
  return checked;
}

function repeats(kind: Kind, claims: Claims, { line, record }: ReadableRow): Problem | null {
  const earlier = claims.take(claimOf(kind, record) as Claim, line);
  if (earlier === null) return null;
  const named = Object.keys(kind.columns).filter((name) => kind.columns[name]?.required || (record[name] && name.endsWith('_id')));
  const what = named.map((name) => `${name} "${record[name]}"`).join(', ');
  return { line, column: null, value: null, problem: `repeats line ${earlier} (${what})` };
}
