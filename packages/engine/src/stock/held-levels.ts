import { type Session, statement } from '../store/database.ts';
import type { Others } from './mask.ts';
import type { Held } from './movement.ts';

/** Which level: an item in a warehouse, by their numbers. */
export interface LevelKey {
  item: number;
  warehouse: number;
}

/** Levels by {@link keyOf}; `isMade` where the transaction had to make one. */
export type HeldLevels = Map<string, Held & { isMade: boolean }>;

/** The level's name in {@link HeldLevels}. */
export const keyOf = ({ item, warehouse }: LevelKey) => `${item} ${warehouse}`;

/**
 * Levels as they are stored, held until the transaction ends, in order of item and warehouse so that no two wait for each
 * other. A missing level is made first: of two that write it at once, the second waits here and then sees what the first one
 * wrote, instead of writing over it.
 */
export async function holdLevels(session: Session, seller: string, wanted: LevelKey[]): Promise<HeldLevels> {
  const levels: HeldLevels = new Map();
  await addStored(session, seller, levels, wanted);
  const missing = () => wanted.filter((key) => !levels.has(keyOf(key)));
  const unknown = missing();
  if (unknown.length === 0) return levels;
  const made = await session.query<Numbers>(make, { seller, rows: asRows(unknown) });
  for (const row of made) levels.set(keyOf(keyIn(row)), { stock: '0', others: {}, isMade: true });
  await addStored(session, seller, levels, missing());
  return levels;
}

/** Writes levels that are held. */
export async function writeLevels(session: Session, seller: string, written: (LevelKey & Held)[]): Promise<void> {
  if (written.length === 0) return;
  const rows = written.map(({ item, warehouse, stock, others }) => [item, warehouse, stock, JSON.stringify(others)]);
  await session.run(put, { seller, rows: JSON.stringify(rows) });
}

/** Takes back levels that were made for nothing. */
export async function unmakeLevels(session: Session, seller: string, keys: LevelKey[]): Promise<void> {
  for (const key of keys) await session.run(unmake, { seller, ...key });
}

async function addStored(session: Session, seller: string, levels: HeldLevels, wanted: LevelKey[]): Promise<void> {
  if (wanted.length === 0) return;
  for (const row of await session.query<Stored>(find, { seller, rows: asRows(wanted) })) {
    const others = row.others === '{}' ? {} : (JSON.parse(row.others) as Others);
    levels.set(keyOf(keyIn(row)), { stock: row.stock_num, others, isMade: false });
  }
}

const asRows = (keys: LevelKey[]) => JSON.stringify(keys.map(({ item, warehouse }) => [item, warehouse]));

interface Numbers {
  item_id: number;
  warehouse_id: number;
}

type Stored = Numbers & { stock_num: string; others: string };

const keyIn = ({ item_id: item, warehouse_id: warehouse }: Numbers): LevelKey => ({ item, warehouse });

// `cross join` keeps the order: the few numbers first, then each level by its key.
const find = statement(`
  select l.item_id, l.warehouse_id, l.stock_num, l.others from each(:rows) e
  cross join levels l where l.seller = :seller
    and l.item_id = cast(e.value->>0 as bigint) and l.warehouse_id = cast(e.value->>1 as bigint)
  order by l.item_id, l.warehouse_id /*lock*/`);
const make = statement(`
  insert into levels (seller, item_id, warehouse_id, stock_num, others)
  select :seller, cast(value->>0 as bigint), cast(value->>1 as bigint), '0', '{}' from each(:rows) where true
  on conflict (seller, item_id, warehouse_id) do nothing returning item_id, warehouse_id`);
const unmake = statement('delete from levels where seller = :seller and item_id = :item and warehouse_id = :warehouse');
// An update that names its rows in a list would walk all levels of the seller; they are there, so nothing is inserted.
const put = statement(`
  insert into levels (seller, item_id, warehouse_id, stock_num, others)
  select :seller, cast(value->>0 as bigint), cast(value->>1 as bigint), value->>2, value->>3 from each(:rows) where true
  on conflict (seller, item_id, warehouse_id) do update set stock_num = excluded.stock_num, others = excluded.others`);
