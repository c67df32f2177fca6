/** What may follow in a feed: a pure function of what the source sent last. */
import type { RowProblem } from '../import/column.ts';

/** A batch as it is told from every other. */
export interface Batch {
  /** Who feeds, in the seller's own word; each source counts for itself. */
  source: string;
  /** Rises by one with every batch; a new source begins where it likes. */
  sequence: number;
  digest: string;
  /** How many rows it has. */
  total: number;
}

/** What one slice of a batch did. */
export interface FedSlice {
  /** Number of its first row in the batch, from 1. */
  first: number;
  rows: number;
  /** Rows that changed something, and those that found everything as they say. */
  applied: number;
  unchanged: number;
  /** Rows that could not be; `row` is the number in the batch, from 1. */
  problems: RowProblem[];
}

/** The last batch of a source, and how many of its rows are done. */
export type Stored = Omit<Batch, 'source'> & { done: number };

/** Where a batch stands: it begins, it is the one at hand, or it cannot be taken. `expected` is the number that can be. */
export type Standing =
  | { state: 'begin' | 'at hand' }
  | { state: 'refused'; problem: 'gap' | 'past' | 'unfinished' | 'other content'; expected: number };

/**
 * Where a batch stands.
 *
 * | problem | meaning |
 * | --- | --- |
 * | gap | batches before it never came |
 * | past | a later one has been applied |
 * | unfinished | the one before it was cut off, and has to be sent again first |
 * | other content | its number was used for other rows |
 */
export function standing(last: Stored, { sequence, digest, total }: Batch): Standing {
  const isFinished = last.done === last.total;
  const expected = isFinished ? last.sequence + 1 : last.sequence;
  const refused = (problem: Extract<Standing, { state: 'refused' }>['problem']): Standing => ({ state: 'refused', problem, expected });
  if (sequence === last.sequence) return digest === last.digest && total === last.total ? { state: 'at hand' } : refused('other content');
  if (sequence < last.sequence) return refused('past');
  if (sequence > last.sequence + 1) return refused('gap');
  return isFinished ? { state: 'begin' } : refused('unfinished');
}
