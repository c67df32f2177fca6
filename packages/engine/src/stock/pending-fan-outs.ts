import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** What is left of a seller's changes that act on very many listings. */
export interface PendingFanOuts {
  /** How many are not finished. */
  fanOuts: number;
  /** When the oldest of them began, epoch milliseconds; null where there is none, or nobody knows any more. */
  oldestAt: number | null;
}

/**
 * Counts the fan-outs of a seller that are not finished (promise S3). Changes nothing.
 *
 * @throws EngineError `unknown` when there is no such seller
 */
export async function pendingFanOuts({ database }: Context, { seller }: { seller: string }): Promise<PendingFanOuts> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [found] = await session.query<PendingFanOuts>(count, { seller });
    return found as PendingFanOuts;
  });
}

const count = statement(`
  select count(*) as "fanOuts", min(nullif(created_at, 0)) as "oldestAt" from fan_outs where seller = :seller`);
