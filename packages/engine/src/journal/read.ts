import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type JournalEntry, type JournalPool, readJournal as read } from './journal.ts';

/** The newest rows of a seller's journal first; `before` (a `seq`) continues an earlier reading. */
export async function readJournal(
  { database }: Context,
  query: { seller: string; before: number | null; limit: number; subject: number | null; pool: JournalPool | null },
): Promise<JournalEntry[]> {
  return database.read(async (session) => {
    await requireSeller(session, query.seller);
    return read(session, query);
  });
}
