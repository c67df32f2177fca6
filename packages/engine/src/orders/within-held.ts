import { fromScaled, type Quantity, toScaled } from '@tongbu/model';
import type { OtherName, Others } from '../stock/mask.ts';
import type { Movement } from '../stock/move.ts';
import { statement } from '../store/database.ts';
import type { Work } from './work.ts';

/**
 * Movements that give back no more of a reservation than the level still holds: where whoever feeds levels has set it lower, there
 * is less to give back, and an order must not be stuck for that.
 */
export async function withinHeld({ session, seller }: Pick<Work, 'session' | 'seller'>, movements: Movement[]): Promise<Movement[]> {
  const falling = movements.filter(({ add = {} }) => namesIn(add).some((name) => add[name]?.startsWith('-')));
  if (falling.length === 0) return movements;
  const rows = JSON.stringify(falling.map(({ item, warehouse }) => [item, warehouse]));
  const found = await session.query<{ item: number; warehouse: number; others: string }>(held, { seller, rows });
  const levels = new Map(found.map(({ item, warehouse, others }) => [`${item} ${warehouse}`, JSON.parse(others) as Others]));
  return movements.map((movement) => {
    const others = levels.get(`${movement.item} ${movement.warehouse}`) ?? {};
    const add: Movement['add'] = { ...movement.add };
    for (const name of namesIn(add)) {
      const floor = -toScaled(others[name] ?? '0');
      if (toScaled(add[name] as Quantity) < floor) add[name] = fromScaled(floor);
    }
    return { ...movement, add };
  });
}

/** Names of the quantities beside the stock, which alone may not be given back below zero. */
const namesIn = (add: NonNullable<Movement['add']>) =>
  (Object.keys(add) as (keyof typeof add)[]).filter((name): name is OtherName => name !== 'stock_num');

// `cross join` keeps the order: the few numbers first, then each level by its key.
const held = statement(`
  select l.item_id as item, l.warehouse_id as warehouse, l.others from each(:rows) e cross join levels l
  where l.seller = :seller and l.item_id = cast(e.value->>0 as bigint) and l.warehouse_id = cast(e.value->>1 as bigint)
  order by l.item_id, l.warehouse_id /*lock*/`);
