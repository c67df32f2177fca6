import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { statement } from '../store/database.ts';

/**
 * Pauses a shop, or lets it go on: while it is paused, no pull offers anything of it. What changes meanwhile waits.
 *
 * @returns whether that was news
 * @throws EngineError `unknown` when the seller has no such shop
 */
export async function pauseShop(
  { database }: Context,
  { seller, shopNo, paused }: { seller: string; shopNo: string; paused: boolean },
): Promise<boolean> {
  return database.write(async (session) => {
    const values = { seller, shopNo, disabled: Number(paused) };
    if ((await session.run(set, values)) > 0) return true;
    const found = await session.query(find, { seller, shopNo });
    if (found.length === 0) throw new EngineError('unknown', `there is no shop "${shopNo}"`);
    return false;
  });
}

const set = statement('update shops set disabled = :disabled where seller = :seller and shop_no = :shopNo and disabled <> :disabled');
const find = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');
