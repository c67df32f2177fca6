/** Finding what a file names by its number. */
import { CellError } from '../import/column.ts';
import type { ImportContext } from '../import/kind.ts';
import { statement } from '../store/database.ts';

/** The number of a shop. @throws CellError when there is none of that name */
export async function findShop({ session, seller }: ImportContext, shopNo: string): Promise<number> {
  const [row] = await session.query<{ shop_id: number }>(shopByNo, { seller, shopNo });
  if (!row) throw new CellError('shop_no', shopNo, 'is no shop; import shops first');
  return row.shop_id;
}

const shopByNo = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');

/** The number of a warehouse. @throws CellError when there is none of that name */
export async function findWarehouse({ session, seller }: ImportContext, warehouseNo: string): Promise<number> {
  const [row] = await session.query<{ warehouse_id: number }>(warehouseByNo, { seller, warehouseNo });
  if (!row) throw new CellError('warehouse_no', warehouseNo, 'is no warehouse; import warehouses first');
  return row.warehouse_id;
}

const warehouseByNo = statement('select warehouse_id from warehouses where seller = :seller and warehouse_no = :warehouseNo');

/** The number of an item by its merchant code; null when there is none. */
export async function findItem({ session, seller }: ImportContext, specNo: string): Promise<number | null> {
  const [row] = await session.query<{ item_id: number }>(itemByNo, { seller, specNo });
  return row?.item_id ?? null;
}

/**
 * Holds an item until the transaction ends. Whoever writes its levels shares it; whoever binds a listing to it locks it: so
 * the one sees the listing, or the other the levels.
 */
export async function holdItem({ session, seller }: ImportContext, item: number, hold: keyof typeof itemHeld): Promise<void> {
  await session.query(itemHeld[hold], { seller, item });
}

const ITEM = 'select item_id from items where seller = :seller and item_id = :item';
const itemHeld = { share: statement(`${ITEM} /*share*/`), lock: statement(`${ITEM} /*lock*/`) };

const itemByNo = statement('select item_id from items where seller = :seller and spec_no = :specNo');
