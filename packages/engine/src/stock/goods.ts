import { type Session, statement } from '../store/database.ts';
import type { Others } from './mask.ts';
import type { Goods, Level, Part } from './quantity.ts';

/** What a listing is bound to: an item, a suite, or nothing. */
export interface Bound {
  item_id: number | null;
  suite_id: number | null;
}

/** A level as the database holds it. */
export interface LevelRow {
  warehouse_id: number;
  stock_num: string;
  others: string;
}

/** A part of a suite as the database holds it. */
export interface PartRow {
  item_id: number;
  spec_no: string;
  count: string;
}

/** What stands behind listings: their levels, or those of their parts. */
export type GoodsOf = (bound: Bound) => Goods;

/**
 * Reads the levels of what listings are bound to, as they are now.
 *
 * @param external the warehouses that somebody else runs
 */
export async function readGoods(
  session: Session,
  seller: string,
  bound: readonly Bound[],
  external: ReadonlySet<number>,
): Promise<GoodsOf> {
  const parts = await partsOf(session, seller, numbersIn(bound, 'suite_id'));
  const items = new Set(numbersIn(bound, 'item_id'));
  for (const rows of parts.values()) for (const { item_id } of rows) items.add(item_id);
  const levels = await levelsOf(session, seller, [...items], external);
  return ({ item_id, suite_id }) => {
    if (suite_id === null) return { levels: item_id === null ? [] : levels(item_id) };
    return {
      parts: (parts.get(suite_id) ?? []).map((row): Part => ({ name: row.spec_no, count: row.count, levels: levels(row.item_id) })),
    };
  };
}

/** The parts of suites, in order of their items. */
async function partsOf(session: Session, seller: string, suites: number[]): Promise<ReadonlyMap<number, PartRow[]>> {
  const parts = new Map<number, PartRow[]>();
  if (suites.length === 0) return parts;
  for (const row of await session.query<PartRow & { suite_id: number }>(selectParts, { seller, rows: asRows(suites) })) {
    parts.set(row.suite_id, [...(parts.get(row.suite_id) ?? []), row]);
  }
  return parts;
}

async function levelsOf(
  session: Session,
  seller: string,
  items: number[],
  external: ReadonlySet<number>,
): Promise<(item: number) => Level[]> {
  const levels = new Map<number, Level[]>();
  if (items.length > 0) {
    for (const row of await session.query<LevelRow & { item_id: number }>(selectLevels, { seller, rows: asRows(items) })) {
      const known = levels.get(row.item_id);
      const level = levelOf(row, external);
      if (known) known.push(level);
      else levels.set(row.item_id, [level]);
    }
  }
  return (item) => levels.get(item) ?? [];
}

/** A level in the words of the calculation. */
export function levelOf({ warehouse_id, stock_num, others }: LevelRow, external: ReadonlySet<number>): Level {
  return {
    warehouse: warehouse_id,
    stock: stock_num,
    others: others === '{}' ? {} : (JSON.parse(others) as Others),
    external: external.has(warehouse_id),
  };
}

function numbersIn(bound: readonly Bound[], name: keyof Bound): number[] {
  return [...new Set(bound.flatMap((each) => each[name] ?? []))];
}

/** Numbers as the rows that `each(:rows)` makes, each once. */
export function asRows(numbers: Iterable<number>): string {
  return JSON.stringify([...new Set(numbers)].map((number) => [number]));
}

// `cross join` keeps the order: the few numbers first, then each row by its key.
const selectLevels = statement(`
  select item_id, warehouse_id, stock_num, others from each(:rows) cross join levels
  where seller = :seller and item_id = cast(value->>0 as bigint) order by item_id, warehouse_id`);
const selectParts = statement(`
  select p.suite_id, p.item_id, i.spec_no, p.count from each(:rows) e cross join suite_parts p cross join items i
  where p.seller = :seller and p.suite_id = cast(e.value->>0 as bigint) and i.seller = p.seller and i.item_id = p.item_id
  order by p.suite_id, p.item_id`);
