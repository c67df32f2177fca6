import type { LevelEntry, Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Caller, seesWarehouse, whoSees } from '../sellers/caller.ts';
import { statement } from '../store/database.ts';

/** Which levels are wanted; null for whatever. */
export interface LevelFilter {
  /** When they last changed, both ends included; epoch milliseconds. */
  from: number | null;
  to: number | null;
  specNo: string | null;
  goodsNo: string | null;
  barcode: string | null;
  warehouseNo: string | null;
  defective: boolean | null;
}

/**
 * A page of the levels that the caller may see, in the order in which they last changed, then of item and warehouse: what changes meanwhile moves to the
 * end, so that a reader who goes forward misses none.
 *
 * @param input.total whether to count them all as well
 * @returns null where the warehouse named does not exist, or the caller may not see it
 */
export async function queryLevels(
  { database }: Context,
  input: { caller: Caller; filter: LevelFilter; offset: number; limit: number; total: boolean },
): Promise<{ total: number | null; rows: LevelEntry[] } | null> {
  const { caller, filter, offset, limit, total } = input;
  const { seller } = caller;
  const who = whoSees(caller);
  const { from, to, specNo, goodsNo, barcode, warehouseNo, defective } = filter;
  return database.read(async (session) => {
    const [warehouse] = warehouseNo === null ? [] : await session.query<{ number: number }>(warehouseOf, { ...who, warehouseNo });
    if (warehouseNo !== null && !warehouse) return null;
    const [item] = specNo === null ? [] : await session.query<{ number: number }>(itemOf, { seller, specNo });
    if (specNo !== null && !item) return { total: total ? 0 : null, rows: [] };
    const wants = (isDefective: boolean) => Number(defective === null || defective === isDefective);
    const values = {
      ...{ ...who, goodsNo, barcode, warehouse: warehouse?.number ?? null, good: wants(false), bad: wants(true) },
      ...{ from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER, ...(item && { item: item.number }) },
    };
    const by = item ? ofItem : inTime;
    const [counted] = total ? await session.query<{ total: number }>(by.count, values) : [];
    const rows = await session.query<Row>(by.page, { ...values, offset, limit });
    return { total: counted?.total ?? null, rows: rows.map(entryOf) };
  });
}

type Row = Omit<LevelEntry, 'defective' | 'others'> & { defective: number; others: string };

function entryOf({ defective, others, ...row }: Row): LevelEntry {
  return { ...row, defective: defective === 1, others: JSON.parse(others) as Record<string, Quantity> };
}

const warehouseOf = statement(`
  select warehouse_id as number from warehouses
  where seller = :seller and warehouse_no = :warehouseNo and ${seesWarehouse('warehouse_id')}`);
const itemOf = statement('select item_id as number from items where seller = :seller and spec_no = :specNo');

/** Levels of one kind; each kind is read in the order of its index and the two are merged, so a page costs no sorting of all. */
function levelsWhere(table: 'levels' | 'defective_levels', which: string): string {
  const [wanted, others, defective] = table === 'levels' ? [':good', 'others', 0] : [':bad', "'{}'", 1];
  const itemHas = (column: string, value: string) => `(cast(${value} as text) is null
      or (select i.${column} from items i where i.seller = x.seller and i.item_id = x.item_id) = cast(${value} as text))`;
  return `
    select item_id, warehouse_id, stock_num, ${others} as others, created_at, modified_at, ${defective} as defective from ${table} x
    where seller = :seller and modified_at >= :from and modified_at <= :to ${which} and cast(${wanted} as bigint) = 1
      and (cast(:warehouse as bigint) is null or warehouse_id = cast(:warehouse as bigint))
      and ${seesWarehouse('warehouse_id')}
      and ${itemHas('goods_no', ':goodsNo')} and ${itemHas('barcode', ':barcode')}`;
}

function statementsOf(which: string) {
  const all = `${levelsWhere('levels', which)} union all ${levelsWhere('defective_levels', which)}`;
  return {
    count: statement(`select count(*) as total from (${all}) page`),
    page: statement(`
      select i.spec_no as "specNo", i.spec_name as "specName", i.goods_no as "goodsNo", i.goods_name as "goodsName",
        i.barcode, i.brand, i.unit, w.warehouse_no as "warehouseNo", w.name as "warehouseName", w.type as "warehouseType",
        page.defective, page.stock_num as stock, page.others, page.created_at as "createdAt", page.modified_at as "changedAt"
      from (${all} order by modified_at, item_id, warehouse_id, defective limit :limit offset :offset) page
      cross join items i cross join warehouses w
      where i.seller = :seller and i.item_id = page.item_id and w.seller = :seller and w.warehouse_id = page.warehouse_id
      order by page.modified_at, page.item_id, page.warehouse_id, page.defective`),
  };
}

const inTime = statementsOf('');
const ofItem = statementsOf('and item_id = :item');
