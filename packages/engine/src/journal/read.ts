import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type JournalEntry, readJournal as read } from './journal.ts';

/**
 * The newest rows of a seller's journal first; `searchJournal` looks for those of one record.
 *
 * @param query.before a `seq`, which continues an earlier reading; null for the newest
 * @param query.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function readJournal(
  { database }: Context,
  query: { seller: string; before: number | null; limit: number },
): Promise<JournalEntry[]> {
  return database.read(async (session) => {
    await requireSeller(session, query.seller);
    return read(session, query);
  });
}
