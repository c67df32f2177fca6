import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { JOURNAL_COLUMNS, type JournalEntry, type JournalPool, LOOKED_THROUGH } from './journal.ts';

/** A part of what was searched for. */
export interface JournalPart {
  /** Newest first. */
  rows: JournalEntry[];
  /** The `seq` to go on before. */
  before: number;
  /** Whether nothing more is there to be looked through. A part may hold no row and yet not be the last. */
  ended: boolean;
}

/**
 * Searches a seller's journal for rows of one pool, or of one record, newest first, through at most {@link LOOKED_THROUGH} rows a call:
 * the caller goes on where a part ends.
 *
 * @param input.pool null for all
 * @param input.subject number of the listing, shipment, order, item or key; null for all
 * @param input.before a `seq`, which continues an earlier search; null for the newest
 * @param input.after a `seq`: only what came after it; 0 for all
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function searchJournal(
  { database }: Context,
  input: { seller: string; pool: JournalPool | null; subject: number | null; before: number | null; after: number; limit: number },
): Promise<JournalPart> {
  const { seller, pool, subject, after, limit } = input;
  const before = input.before ?? Number.MAX_SAFE_INTEGER;
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [far] = await session.query<{ seq: number }>(farthest, { seller, before, after, skip: LOOKED_THROUGH - 1 });
    const from = far?.seq ?? after + 1;
    const rows = await session.query<JournalEntry>(found, { seller, pool, subject, before, from, limit });
    if (rows.length === limit) return { rows, before: (rows.at(-1) as JournalEntry).seq, ended: false };
    return { rows, before: from, ended: far === undefined };
  });
}

const farthest = statement(`
  select seq from journal where seller = :seller and seq < :before and seq > :after order by seq desc limit 1 offset :skip`);
const found = statement(`
  select ${JOURNAL_COLUMNS} from journal
  where seller = :seller and seq < :before and seq >= :from
    and (cast(:subject as bigint) is null or subject = cast(:subject as bigint))
    and (cast(:pool as text) is null or pool = cast(:pool as text))
  order by seq desc limit :limit`);
