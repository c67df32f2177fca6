import type { Context } from '../context.ts';
import { statement } from '../store/database.ts';
import { addDefaultRule } from './sellers.ts';

/**
 * The seller with which a server tries itself: nobody can add or sign for one of this name, and no list shows it. What the probe moves is
 * a seller's own (promise B7), so no shop of anybody, whatever its key may see, is ever offered it.
 */
export const PROBE_SELLER = 'tongbu.probe';

/** Makes sure that the probe's seller is there. @returns its name */
export async function prepareProbe({ database }: Context, { now }: { now: number }): Promise<string> {
  return database.write(async (session) => {
    const added = await session.query(insert, { seller: PROBE_SELLER, now });
    if (added.length > 0) await addDefaultRule(session, PROBE_SELLER);
    return PROBE_SELLER;
  });
}

const insert = statement(
  'insert into sellers (seller, created_at) values (:seller, :now) on conflict (seller) do nothing returning seller',
);
