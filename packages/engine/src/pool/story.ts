import type { Context } from '../context.ts';
import { JOURNAL_COLUMNS, type JournalEntry, type JournalPool, LOOKED_THROUGH } from '../journal/journal.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** A part of what the journal says of one record. */
export interface StoryPart {
  rows: JournalEntry[];
  /** The `seq` to go on after. */
  last: number;
  /** Whether that is the end of the journal. A part may hold no row and yet not be the last. */
  ended: boolean;
}

/**
 * Looks for what happened to one record, oldest first, through the next {@link LOOKED_THROUGH} rows of the seller's journal.
 *
 * @param input.after the `seq` to go on after; 0 for the beginning
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function readStory(
  { database }: Context,
  { seller, pool, subject, after, limit }: { seller: string; pool: JournalPool; subject: number; after: number; limit: number },
): Promise<StoryPart> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [far] = await session.query<{ seq: number }>(farthest, { seller, after, skip: LOOKED_THROUGH - 1 });
    const until = far?.seq ?? Number.MAX_SAFE_INTEGER;
    const rows = await session.query<JournalEntry>(ofRecord, { seller, pool, subject, after, until, limit });
    if (rows.length === limit) return { rows, last: (rows.at(-1) as JournalEntry).seq, ended: false };
    return { rows, last: far?.seq ?? rows.at(-1)?.seq ?? after, ended: far === undefined };
  });
}

const farthest = statement('select seq from journal where seller = :seller and seq > :after order by seq limit 1 offset :skip');
const ofRecord = statement(`
  select ${JOURNAL_COLUMNS} from journal
  where seller = :seller and seq > :after and seq <= :until and pool = :pool and subject = :subject order by seq limit :limit`);
