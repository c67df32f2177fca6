import type { Context } from '../context.ts';
import { COMMIT_BUCKETS, type CommitFacts } from '../store/commit-times.ts';
import { statement } from '../store/database.ts';
import type { ShopCounts } from './tally.ts';

/** What a process has counted since it began, for whoever watches it. */
export interface Meters {
  /** By seller, shop and edition; shop 0 where none could be told. */
  counts: ShopCounts[];
  /** Upper ends of the buckets of the commits, in seconds, and the commits. */
  buckets: readonly number[];
  commits: CommitFacts | null;
  /** Changes that are still being carried to very many listings, by seller. */
  fanOuts: { seller: string; fanOuts: number }[];
}

/** Reads what was counted; costs nothing that grows with what is stored. */
export async function readMeters({ database, tally }: Context, _: Record<string, never>): Promise<Meters> {
  const fanOuts = await database.read(async (session) => session.query<{ seller: string; fanOuts: number }>(underWay));
  return { counts: tally.totals(), buckets: COMMIT_BUCKETS, commits: database.commits?.read() ?? null, fanOuts };
}

const underWay = statement('select seller, count(*) as "fanOuts" from fan_outs group by seller order by seller');
