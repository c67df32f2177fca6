import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { JOURNAL_COLUMNS, type JournalEntry } from './journal.ts';

/**
 * What a seller's journal says after a row, oldest first: for whoever follows it. Rows that somebody could still commit others
 * before are left for the next reading, so that going on after the last one misses none.
 *
 * @param input.after the `seq` of the last row that is known; null for nothing but where the journal ends now
 * @param input.limit rows at most
 * @returns the rows, and the `seq` to go on after
 * @throws EngineError `unknown` for a seller that does not exist
 */
export async function readChanges(
  { database }: Context,
  { seller, after, limit }: { seller: string; after: number | null; limit: number },
): Promise<{ rows: JournalEntry[]; last: number }> {
  const until = await database.journalEnd();
  return database.read(async (session) => {
    await requireSeller(session, seller);
    if (after === null) {
      const [end] = await session.query<{ seq: number }>(newest, { seller, until });
      return { rows: [], last: end?.seq ?? 0 };
    }
    const rows = await session.query<JournalEntry>(following, { seller, after, until, limit });
    return { rows, last: rows.at(-1)?.seq ?? after };
  });
}

const newest = statement('select seq from journal where seller = :seller and seq <= :until order by seq desc limit 1');
const following = statement(
  `select ${JOURNAL_COLUMNS} from journal where seller = :seller and seq > :after and seq <= :until order by seq limit :limit`,
);
