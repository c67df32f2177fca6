import type { Engine, Kind } from '@tongbu/engine';
import { CommandError, EXIT, exitCodeOf } from '../error.ts';
import { count } from '../output/print.ts';
import type { Problem, ReadableRow, Row } from './row.ts';
import { slices, workAhead } from './slices.ts';

/** What pass 2 wrote. */
export interface Written {
  rows: number;
  changed: number;
  /** Problems that came up only now: something has changed since the file was checked. */
  problems: Problem[];
}

/**
 * Pass 2: writes rows, so many of them in each transaction, and then does all that they cause. Killed anywhere, the same
 * import again finishes it: rows that are there already change nothing.
 *
 * @param rows those that passed the check
 * @param size rows of a transaction, see `slices.ts`
 */
export async function writeFile(
  engine: Engine,
  {
    seller,
    kind,
    rows,
    size,
    partial,
    onRows,
  }: {
    seller: string;
    kind: Kind;
    rows: AsyncIterable<Row[]>;
    size: number;
    partial: boolean;
    onRows: (done: number) => void;
  },
): Promise<Written> {
  const written: Written = { rows: 0, changed: 0, problems: [] };
  let sent = 0;
  const write = async (slice: ReadableRow[]) => {
    const earlier = sent;
    sent += slice.length;
    try {
      const input = { seller, kind: kind.name, records: slice.map(({ record }) => record), now: Date.now(), partial };
      return await engine.importRows(input);
    } catch (error) {
      throw interrupted(error as Error, earlier, slice.length, slice[0]?.line ?? 0);
    }
  };
  for await (const { slice, result } of workAhead(slices(readable(rows), size), write)) {
    written.changed += result.changed;
    written.problems.push(...result.problems.map(({ row, ...problem }) => ({ line: slice[row]?.line ?? 0, ...problem })));
    written.rows += slice.length;
    onRows(written.rows);
  }
  while ((await engine.stepFanOuts({ seller, now: Date.now() })).left > 0);
  return written;
}

async function* readable(rows: AsyncIterable<Row[]>): AsyncGenerator<ReadableRow[]> {
  for await (const piece of rows) yield piece.filter((row): row is ReadableRow => 'record' in row);
}

function interrupted(error: Error, done: number, rows: number, line: number): CommandError {
  const code = exitCodeOf(error);
  const soFar = done > 0 ? `the first ${count(done)} rows are written; ` : '';
  const message = `stopped among the ${rows} rows from line ${line} on: ${error.message} (${soFar}run the import again to finish it)`;
  return new CommandError(code === EXIT.ok ? EXIT.failed : code, message, { cause: error });
}
