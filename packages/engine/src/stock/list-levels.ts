import type { Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { readOn } from '../pool/read-on.ts';
import { afterPrefix, MOST_SEARCHED, type Page, readPage, standsIn, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import type { Others } from './mask.ts';

/** What of the levels is wanted: stock that can be sold, of that only what is at zero or below, or below; or what cannot be sold. */
export const LEVEL_KINDS = ['good', 'out', 'negative', 'defective'] as const;
export type LevelKind = (typeof LEVEL_KINDS)[number];

/** An item's quantities in a warehouse, in a list for people. */
export interface ListedLevel {
  specNo: string;
  goodsName: string;
  specName: string;
  barcode: string;
  unit: string;
  warehouseNo: string;
  warehouseName: string;
  /** What lies there. */
  stock: Quantity;
  /** The other quantities, zeros left out. */
  others: Others;
  /** Epoch milliseconds; 0 where nobody knows. */
  changedAt: number;
}

/**
 * Levels in order of the items' merchant codes, then of warehouses, a page at a time.
 *
 * @param input.search first items whose code begins with it, then those that have it anywhere in a code or name; null for all
 * @param input.warehouseNo in this warehouse alone; null for all. One that does not exist has none
 * @param input.cursor what the page before gave; null for the first
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listLevels(
  { database }: Context,
  { seller, kind, search, warehouseNo, cursor, limit }: Asked & { seller: string; cursor: string | null; limit: number },
): Promise<Page<ListedLevel>> {
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    const walks = walksFor(seller, { kind, search, warehouseNo });
    const { rows, next } = await readPage(session, walks, { ...page, most: MOST_SEARCHED });
    return { rows: rows.map(({ warehouse: _, others, ...row }) => ({ ...row, others: JSON.parse(others) as Others })), next };
  });
}

interface Asked {
  kind: LevelKind;
  search: string | null;
  warehouseNo: string | null;
}

type Found = Omit<ListedLevel, 'others'> & { warehouse: number; others: string };

function walksFor(seller: string, { kind, search, warehouseNo }: Asked): Walk<Found>[] {
  const wanted = (row: Found) =>
    (warehouseNo === null || row.warehouseNo === warehouseNo) &&
    (kind !== 'out' || row.stock === '0' || row.stock.startsWith('-')) &&
    (kind !== 'negative' || row.stock.startsWith('-'));
  const from = (prefix: string, keeps: (row: Found) => boolean): Walk<Found> => ({
    statement: kind === 'defective' ? defective : good,
    values: { seller, end: afterPrefix(prefix) },
    start: { from: prefix, after: 0 },
    position: (row) => ({ from: row.specNo, after: row.warehouse }),
    keeps: (row) => wanted(row) && keeps(row),
  });
  if (search === null) return [from('', () => true)];
  const begins = (row: Found) => row.specNo.startsWith(search);
  const has = ({ specNo, goodsName, specName, barcode }: Found) => standsIn(search, [specNo, goodsName, specName, barcode]);
  return [from(search, begins), from('', (row) => has(row) && !begins(row))];
}

const listFrom = (table: 'levels' | 'defective_levels') =>
  statement(`
  select i.spec_no as "specNo", i.goods_name as "goodsName", i.spec_name as "specName", i.barcode, i.unit, x.warehouse_id as warehouse,
    w.warehouse_no as "warehouseNo", w.name as "warehouseName", x.stock_num as stock,
    ${table === 'levels' ? 'x.others' : "'{}'"} as others, x.modified_at as "changedAt"
  from items i cross join ${table} x cross join warehouses w
  where i.seller = :seller and i.spec_no >= :from and i.spec_no < :end and x.seller = i.seller and x.item_id = i.item_id
    and (i.spec_no > :from or x.warehouse_id > :after) and w.seller = x.seller and w.warehouse_id = x.warehouse_id
  order by i.spec_no, x.warehouse_id limit :limit`);
const good = listFrom('levels');
const defective = listFrom('defective_levels');
