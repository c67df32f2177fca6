import { EngineError } from '../error.ts';
import { type Session, statement } from '../store/database.ts';

/** The largest number on the wire (promise B8). */
export const LARGEST = 2 ** 31 - 1;

/** What is numbered. */
export type Counted =
  | 'shop'
  | 'key'
  | 'warehouse'
  | 'item'
  | 'suite'
  | 'rule'
  | 'listing'
  | 'shipment'
  | 'trade'
  | 'order'
  | 'carrier'
  | 'stocktake';

/**
 * Issues a run of numbers, never issued before to this seller.
 *
 * @returns the first of them
 * @throws EngineError `store` when the numbers of a kind are used up
 */
export async function issue(session: Session, seller: string, name: Counted, count = 1): Promise<number> {
  const [row] = await session.query<{ value: number }>(raise, { seller, name, count });
  const last = row?.value as number;
  if (last > LARGEST) throw new EngineError('store', `seller "${seller}": all ${LARGEST} ${name} numbers are used up`);
  return last - count + 1;
}

// Numbers begin above what restores have raised: a seller or a kind that is new now may be one that the backup did not know (promise B9).
const raise = statement(`
  insert into counters (seller, name, value)
  values (:seller, :name, cast(:count as bigint)
    + coalesce((select cast(value as bigint) from facts where seller = '' and name = 'raised'), 0))
  on conflict (seller, name) do update set value = counters.value + cast(:count as bigint)
  returning value`);
