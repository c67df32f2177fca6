import type { Context } from '../context.ts';
import { CellError, type RowProblem } from '../import/column.ts';
import { type ImportRecord, resolveAll } from '../import/import.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { type Batch, type FedSlice, type Stored, standing } from './feed-batch.ts';
import { levels, quantitiesIn } from './levels.ts';
import { type Movement, moveEach } from './move.ts';
import type { Recalculation } from './recalculate.ts';

/** What came of one call: rows up to `from` are done, all are, or the batch cannot be taken. */
export type SliceAnswer =
  | { state: 'next'; from: number }
  /** `isNew`: this call did the last of it. */
  | { state: 'done'; isNew: boolean; slices: FedSlice[] }
  | { state: 'refused'; problem: 'gap' | 'past' | 'unfinished' | 'other content'; expected: number };

/**
 * Applies one slice of a batch of levels, in one transaction with the note that it is done: whoever was cut off anywhere
 * sends the batch again, and it goes on where it stopped. {@link feedLevels} is the loop around it.
 *
 * @param input.from how many rows of the batch come before these
 * @param input.records rows as the import kind `levels` has them, absolute quantities; one that cannot be stops no other
 * @param input.allowNegative lets physical stock be below zero
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function feedSlice(
  { database }: Context,
  input: Batch & { seller: string; from: number; records: ImportRecord[]; allowNegative: boolean; actor: string; now: number },
): Promise<SliceAnswer> {
  const { seller, source, sequence, digest, total, from, records, now } = input;
  return database.write(async (session) => {
    await requireSeller(session, seller);
    const feed = await holdFeed(session, seller, input);
    const stands = standing(feed, input);
    if (stands.state === 'refused') return stands;
    if (stands.state === 'begin') {
      await session.run(forgetSlices, { seller, source });
      await session.run(begin, { seller, source, sequence, digest, total, now });
    }
    const done = stands.state === 'begin' ? 0 : feed.done;
    if (done === total) return { state: 'done', isNew: false, slices: await slicesOf(session, seller, source) };
    if (from !== done) return { state: 'next', from: done };
    const slice = await applySlice(session, input);
    await session.run(keepSlice, { seller, source, first: slice.first, result: JSON.stringify(slice) });
    await session.run(goOn, { seller, source, done: done + records.length, now });
    if (done + records.length < total) return { state: 'next', from: done + records.length };
    return { state: 'done', isNew: true, slices: await slicesOf(session, seller, source) };
  }, PATIENT);
}

/** A batch has time; shops that acknowledge have not. */
const PATIENT = { patient: true };

type Slice = Parameters<typeof feedSlice>[1];

async function applySlice(
  session: Session,
  { seller, source, sequence, from, records, allowNegative, actor, now }: Slice,
): Promise<FedSlice> {
  const pending = new PendingChange('stock');
  const context: Recalculation = { session, seller, actor, now, pending };
  const { rows, problems } = await resolveAll(levels, { ...context, hold: 'share' }, records, requireKnownColumns);
  const movements = rows.map(({ row, resolved }): Movement => ({ ...resolved, defective: row.defect, set: quantitiesIn(row) }));
  const why = { cause: 'level', kind: 'feed', reason: '', reference: `${source}#${sequence}` } as const;
  const outcomes = await moveEach(context, movements, why, { allowNegative, itemsHeld: true });
  await pending.write(session, seller);
  let applied = 0;
  for (const [place, outcome] of outcomes.entries()) {
    if (!('refused' in outcome)) applied += Number(outcome.isNew || outcome.changed.length > 0);
    else problems.push(problemOf((rows[place] as { index: number }).index, outcome.refused));
  }
  const numbered = problems.sort((a, b) => a.row - b.row).map((each) => ({ ...each, row: from + each.row + 1 }));
  return { first: from + 1, rows: records.length, applied, unchanged: records.length - applied - problems.length, problems: numbered };
}

const problemOf = (row: number, { name, value, problem }: { name: string; value: string; problem: string }): RowProblem => {
  return { row, column: name, value, problem };
};

/** A feed is written by a program: a name nobody knows is a mistake in it, not a column of notes. */
function requireKnownColumns(record: ImportRecord): void {
  for (const name in record) {
    if (!Object.hasOwn(levels.columns, name)) throw new CellError(name, String(record[name]), 'is no column of levels');
  }
}

async function holdFeed(session: Session, seller: string, { source, sequence, digest, total }: Batch): Promise<Stored> {
  const held = async () => (await session.query<Stored>(find, { seller, source }))[0];
  const known = await held();
  if (known) return known;
  await session.run(add, { seller, source, sequence, digest, total });
  return (await held()) as Stored;
}

async function slicesOf(session: Session, seller: string, source: string): Promise<FedSlice[]> {
  const rows = await session.query<{ result: string }>(slices, { seller, source });
  return rows.map(({ result }) => JSON.parse(result) as FedSlice);
}

const find = statement(`
  select sequence, digest, row_count as total, done from feeds where seller = :seller and source = :source /*lock*/`);
// Of two that begin a source at once, PostgreSQL lets the second wait here, and it then sees what the first has begun.
const add = statement(`
  insert into feeds (seller, source, sequence, digest, row_count, done, fed_at)
  values (:seller, :source, :sequence, :digest, :total, 0, 0) on conflict (seller, source) do nothing`);
const begin = statement(`
  update feeds set sequence = :sequence, digest = :digest, row_count = :total, done = 0, fed_at = :now
  where seller = :seller and source = :source`);
const goOn = statement('update feeds set done = :done, fed_at = :now where seller = :seller and source = :source');
const forgetSlices = statement('delete from feed_slices where seller = :seller and source = :source');
const keepSlice = statement(`
  insert into feed_slices (seller, source, first_row, result) values (:seller, :source, :first, :result)`);
const slices = statement('select result from feed_slices where seller = :seller and source = :source order by first_row');
