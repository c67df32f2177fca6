import { type Session, statement } from '../store/database.ts';
import type { Others } from './mask.ts';
import type { Held } from './movement.ts';

/** Which level: an item in a warehouse, by their numbers; of stock that can be sold, or that cannot. */
export interface LevelKey {
  item: number;
  warehouse: number;
  defective: boolean;
}

/** Levels by {@link keyOf}; `isMade` where the transaction had to make one. */
export type HeldLevels = Map<string, Held & { isMade: boolean }>;

/** The level's name in {@link HeldLevels}. */
export const keyOf = ({ item, warehouse, defective }: LevelKey) => `${item} ${warehouse}${defective ? ' defective' : ''}`;

/**
 * Levels as they are stored, held until the transaction ends, in order of item and warehouse so that no two wait for each
 * other. A missing level is made first: of two that write it at once, the second waits here and then sees what the first one
 * wrote, instead of writing over it.
 */
export async function holdLevels(session: Session, seller: string, now: number, wanted: LevelKey[]): Promise<HeldLevels> {
  const levels: HeldLevels = new Map();
  for (const defective of [false, true]) {
    const keys = wanted.filter((key) => key.defective === defective);
    if (keys.length === 0) continue;
    await addStored(session, seller, levels, keys);
    const missing = () => keys.filter((key) => !levels.has(keyOf(key)));
    const unknown = missing();
    if (unknown.length === 0) continue;
    const made = await session.query<Numbers>(of(defective).make, { seller, now, rows: asRows(unknown) });
    for (const row of made) levels.set(keyOf(keyIn(row, defective)), { stock: '0', others: {}, isMade: true });
    await addStored(session, seller, levels, missing());
  }
  return levels;
}

/** Writes levels that are held. */
export async function writeLevels(session: Session, seller: string, now: number, written: (LevelKey & Held)[]): Promise<void> {
  for (const defective of [false, true]) {
    const rows = written.filter((level) => level.defective === defective);
    if (rows.length === 0) continue;
    const values = rows.map(({ item, warehouse, stock, others }) => [item, warehouse, stock, JSON.stringify(others)]);
    await session.run(of(defective).put, { seller, now, rows: JSON.stringify(values) });
  }
}

/** Takes back levels that were made for nothing. */
export async function unmakeLevels(session: Session, seller: string, keys: LevelKey[]): Promise<void> {
  for (const { defective, ...key } of keys) await session.run(of(defective).unmake, { seller, ...key });
}

async function addStored(session: Session, seller: string, levels: HeldLevels, wanted: LevelKey[]): Promise<void> {
  const [first] = wanted;
  if (!first) return;
  const { defective } = first;
  for (const row of await session.query<Stored>(of(defective).find, { seller, rows: asRows(wanted) })) {
    const others = row.others === '{}' ? {} : (JSON.parse(row.others) as Others);
    levels.set(keyOf(keyIn(row, defective)), { stock: row.stock_num, others, isMade: false });
  }
}

const asRows = (keys: LevelKey[]) => JSON.stringify(keys.map(({ item, warehouse }) => [item, warehouse]));

interface Numbers {
  item_id: number;
  warehouse_id: number;
}

type Stored = Numbers & { stock_num: string; others: string };

const keyIn = ({ item_id: item, warehouse_id: warehouse }: Numbers, defective: boolean): LevelKey => ({ item, warehouse, defective });

const of = (defective: boolean) => (defective ? bad : good);

function statementsOf(table: 'levels' | 'defective_levels') {
  const hasOthers = table === 'levels';
  const column = hasOthers ? ', others' : '';
  const numbers = 'cast(value->>0 as bigint), cast(value->>1 as bigint)';
  const times = 'cast(:now as bigint), cast(:now as bigint)';
  return {
    // `cross join` keeps the order: the few numbers first, then each level by its key.
    find: statement(`
      select l.item_id, l.warehouse_id, l.stock_num, ${hasOthers ? 'l.others' : "'{}' as others"} from each(:rows) e
      cross join ${table} l where l.seller = :seller
        and l.item_id = cast(e.value->>0 as bigint) and l.warehouse_id = cast(e.value->>1 as bigint)
      order by l.item_id, l.warehouse_id /*lock*/`),
    make: statement(`
      insert into ${table} (seller, item_id, warehouse_id, stock_num${column}, created_at, modified_at)
      select :seller, ${numbers}, '0'${hasOthers ? ", '{}'" : ''}, ${times} from each(:rows) where true
      on conflict (seller, item_id, warehouse_id) do nothing returning item_id, warehouse_id`),
    // An update that names its rows in a list would walk all levels of the seller; they are there, so nothing is inserted.
    put: statement(`
      insert into ${table} (seller, item_id, warehouse_id, stock_num${column}, created_at, modified_at)
      select :seller, ${numbers}, value->>2${hasOthers ? ', value->>3' : ''}, ${times} from each(:rows) where true
      on conflict (seller, item_id, warehouse_id) do update set
        stock_num = excluded.stock_num${hasOthers ? ', others = excluded.others' : ''}, modified_at = excluded.modified_at`),
    unmake: statement(`delete from ${table} where seller = :seller and item_id = :item and warehouse_id = :warehouse`),
  };
}

const good = statementsOf('levels');
const bad = statementsOf('defective_levels');
