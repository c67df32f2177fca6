/** Past stocktakes (盘点), and what each of them changed. */
import type { Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** A stocktake in a list. */
export interface ListedStocktake {
  stocktake: number;
  /** Its number for people: `WP…`. */
  no: string;
  /** The caller's own number; null where none was given. */
  outerNo: string | null;
  warehouseNo: string;
  remark: string;
  actor: string;
  /** Epoch milliseconds. */
  countedAt: number;
  /** Lines that were taken and left out; null for a stocktake of before that was kept. */
  counted: number | null;
  skipped: number | null;
  /** How many levels were another than the books said; null likewise. */
  differences: number | null;
}

/** A stocktake with each level that was another than the books said, in the order in which they were counted; at most 500. */
export interface ShownStocktake extends ListedStocktake {
  lines: { specNo: string; goodsName: string; defective: boolean; before: Quantity | null; after: Quantity }[];
}

/**
 * A seller's stocktakes, the newest first.
 *
 * @param query.before continues an earlier reading: the number of its last one; null to begin
 * @param query.limit how many at most
 * @throws EngineError `unknown` when there is no such seller
 */
export async function listStocktakes(
  { database }: Context,
  { seller, before, limit }: { seller: string; before: number | null; limit: number },
): Promise<ListedStocktake[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<ListedStocktake>(newest, { seller, before: before ?? Number.MAX_SAFE_INTEGER, limit });
  });
}

/** One stocktake; null when the seller has none of that number. */
export async function showStocktake(
  { database }: Context,
  { seller, stocktake }: { seller: string; stocktake: number },
): Promise<ShownStocktake | null> {
  return database.read(async (session) => {
    const [found] = await session.query<ListedStocktake>(one, { seller, stocktake });
    if (!found) return null;
    const rows = await session.query<Line>(linesOf, { seller, stocktake });
    return { ...found, lines: rows.map(({ defective, ...line }) => ({ ...line, defective: defective === 1 })) };
  });
}

type Line = Omit<ShownStocktake['lines'][number], 'defective'> & { defective: number };

const SELECT = `
  select k.stocktake_id as stocktake, k.stocktake_no as no, k.outer_no as "outerNo", w.warehouse_no as "warehouseNo", k.remark, k.actor,
    k.counted_at as "countedAt", k.counted, k.skipped, case when k.counted is null then null else
      (select count(*) from stocktake_differences d where d.seller = k.seller and d.stocktake_id = k.stocktake_id) end as differences
  from stocktakes k cross join warehouses w
  where k.seller = :seller and w.seller = k.seller and w.warehouse_id = k.warehouse_id`;
const newest = statement(`${SELECT} and k.stocktake_id < :before order by k.stocktake_id desc limit :limit`);
const one = statement(`${SELECT} and k.stocktake_id = :stocktake`);
// An item that was removed since keeps its number alone.
const linesOf = statement(`
  select coalesce(i.spec_no, '#' || cast(d.item_id as text)) as "specNo", coalesce(i.goods_name, '') as "goodsName", d.defective,
    d.was as before, d.counted as after
  from stocktake_differences d left join items i on i.seller = d.seller and i.item_id = d.item_id
  where d.seller = :seller and d.stocktake_id = :stocktake order by d.place`);
