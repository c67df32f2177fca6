import { createHash } from 'node:crypto';
import type { Engine } from '../engine.ts';
import { EngineError } from '../error.ts';
import type { ImportRecord } from '../import/import.ts';
import type { FedSlice } from './feed-batch.ts';
import type { SliceAnswer } from './feed-slice.ts';

/** The most rows of a batch. */
export const LARGEST_FEED = 5000;

/** Rows that are committed together. */
export const FEED_SLICE = 500;

/** A batch of levels from an ERP. */
export interface Feed {
  seller: string;
  /** Who feeds, in the seller's own word, 1 to 64 characters; each source counts for itself. */
  source: string;
  /** Rises by one with every batch; a new source begins with any number from 1. */
  sequence: number;
  /** Rows as the import kind `levels` has them: `spec_no`, `warehouse_no`, absolute quantities. */
  rows: ImportRecord[];
  /** Lets physical stock be below zero; otherwise such a row is a problem. */
  allowNegative?: boolean;
  actor: string;
  now: number;
}

/** What came of a batch. */
export type Fed =
  /** `repeated`: it had been applied before, whole, and these are the first results. */
  { outcome: 'applied' | 'repeated'; sequence: number; slices: FedSlice[]; applied: number; unchanged: number; problems: number } | Refused;

type Refused = Omit<Extract<SliceAnswer, { state: 'refused' }>, 'state'> & { outcome: 'refused'; message: string };

/**
 * Feeds a batch of levels, a slice of 500 rows at a time, each a call of its own: whoever acknowledges meanwhile goes between.
 *
 * A batch that was cut off goes on where it stopped when it is sent again; one that was applied is answered with its first
 * results. What is refused (a gap, a past number, a number used for other rows) changes nothing.
 *
 * @throws EngineError `input` for a batch of no rows or more than 5,000, a source or number that cannot be; `unknown` for the seller
 */
export async function feedLevels(engine: Pick<Engine, 'feedSlice'>, feed: Feed): Promise<Fed> {
  requireFeed(feed);
  const { rows, allowNegative = false, sequence, ...named } = feed;
  const batch = { ...named, sequence, allowNegative, digest: digestOf(rows, allowNegative), total: rows.length };
  const send = (from: number) => engine.feedSlice({ ...batch, from, records: rows.slice(from, from + FEED_SLICE) });
  let isNew = false;
  // The next slice is on its way while one is written. Where another was wanted it changes nothing.
  let ahead: { from: number; answer: ReturnType<typeof send> } | undefined;
  for (let from = 0; ; ) {
    const asked = ahead?.from === from ? ahead.answer : send(from);
    const following = from + FEED_SLICE;
    ahead = following < rows.length ? { from: following, answer: send(following) } : undefined;
    ahead?.answer.catch(() => {}); // told when its turn comes; by then the one before may have told the same
    const answer = await asked;
    if (answer.state !== 'next') await ahead?.answer.catch(() => {});
    if (answer.state === 'refused') return refused(feed, answer);
    if (answer.state === 'done') return summed(sequence, isNew || answer.isNew, answer.slices);
    isNew = true;
    from = answer.from;
  }
}

function summed(sequence: number, isNew: boolean, slices: FedSlice[]): Fed {
  const sum = (count: (slice: FedSlice) => number) => slices.reduce((all, slice) => all + count(slice), 0);
  const counts = { applied: sum(({ applied }) => applied), unchanged: sum(({ unchanged }) => unchanged) };
  return { outcome: isNew ? 'applied' : 'repeated', sequence, slices, ...counts, problems: sum(({ problems }) => problems.length) };
}

const WORDS: Record<Refused['problem'], string> = {
  gap: 'batches before it are missing',
  past: 'a later one has been applied',
  unfinished: 'the one before it was cut off; send that again first',
  'other content': 'that number was used for other rows',
};

function refused({ source, sequence }: Feed, { problem, expected }: Extract<SliceAnswer, { state: 'refused' }>): Refused {
  const message = `source "${source}", batch ${sequence}: ${WORDS[problem]}; expected is ${expected}`;
  return { outcome: 'refused', problem, expected, message };
}

function requireFeed({ source, sequence, rows }: Feed): void {
  if (!/^[^\p{C}\s]([^\p{C}]{0,62}[^\p{C}\s])?$/u.test(source)) {
    throw new EngineError('input', `source "${source}": 1 to 64 visible characters, no blank at either end`);
  }
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new EngineError('input', `sequence ${sequence}: a whole number from 1`);
  if (rows.length < 1 || rows.length > LARGEST_FEED) {
    throw new EngineError('input', `a batch has 1 to ${LARGEST_FEED} rows, this one has ${rows.length}`);
  }
}

/** The content of a batch in few characters: the same rows give the same, in whatever order a row names its cells. */
function digestOf(rows: readonly ImportRecord[], allowNegative: boolean): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const cells = JSON.stringify(rows, names);
  return createHash('sha256').update(`${allowNegative} ${cells}`).digest('base64url');
}
