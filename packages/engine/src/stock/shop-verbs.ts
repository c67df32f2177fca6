/** A shop's settings, and a warehouse's, by hand. */
import type { WarehouseEntry } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { type Putter, putRows } from '../import/put-rows.ts';
import { type Session, statement } from '../store/database.ts';

/** A shop with its settings. Times are epoch milliseconds; 0 where nobody knows any more. */
export interface ShopRecord {
  shop: number;
  shopNo: string;
  name: string;
  /** No pull offers anything of it. */
  paused: boolean;
  /** Where its orders are reserved, and leave; empty for the seller's first warehouse. */
  warehouseNo: string;
  /** It takes several tracking numbers for one order. */
  splitShipping: boolean;
  /** Which one it is told where it takes one only. */
  reported: 'main' | 'first' | 'last';
  /** It takes several numbers for one sub-order, each with how many pieces. */
  byQuantity: boolean;
  createdAt: number;
  changedAt: number;
}

/** What is said of a shop; what is left out stays as it is. */
export type ShopInput = { shopNo: string } & Partial<Omit<ShopRecord, 'shop' | 'shopNo' | 'paused' | 'createdAt' | 'changedAt'>>;

/** One shop; null when the seller has none of that number. */
export async function showShop({ database }: Context, { seller, shopNo }: { seller: string; shopNo: string }): Promise<ShopRecord | null> {
  return database.read((session) => shopOf(session, seller, shopNo));
}

/**
 * Adds a shop, or changes the one of that number.
 *
 * @returns the shop as it is, and whether anything is another than before
 * @throws EngineError `input` when a text is too long, or the warehouse is none
 */
export async function saveShop(
  { database }: Context,
  { shop, ...who }: Putter & { shop: ShopInput },
): Promise<{ shop: ShopRecord; changed: boolean }> {
  const { shopNo, name, warehouseNo, splitShipping, reported, byQuantity } = shop;
  return database.write(async (session) => {
    const before = await shopOf(session, who.seller, shopNo);
    const record = {
      shop_no: shopNo,
      shop_name: name ?? before?.name ?? '',
      is_disabled: flagOf(before?.paused),
      warehouse_no: warehouseNo ?? '',
      is_split_shipping: flagOf(splitShipping),
      reported_number: reported ?? '',
      is_split_by_quantity: flagOf(byQuantity),
    };
    const changed = await putRows(session, who, 'shops', [record]);
    const after = await shopOf(session, who.seller, shopNo.trim());
    if (!after) throw new EngineError('unknown', `there is no shop "${shopNo}"`);
    return { shop: after, changed };
  });
}

/** What is said of a warehouse; what is left out stays as it is. */
export type WarehouseInput = { warehouseNo: string } & Partial<Pick<WarehouseEntry, 'name' | 'type' | 'outerNo' | 'disabled'>>;

/** One warehouse; null when the seller has none of that number. */
export async function showWarehouse(
  { database }: Context,
  { seller, warehouseNo }: { seller: string; warehouseNo: string },
): Promise<WarehouseEntry | null> {
  return database.read((session) => warehouseOf(session, seller, warehouseNo));
}

/**
 * Adds a warehouse, or changes the one of that number. Where its type changes, or whether it is disabled, the listings whose rules
 * count it get a new version; very many step by step (`stepFanOuts`).
 *
 * @returns the warehouse as it is, and whether anything is another than before
 * @throws EngineError `input` when a text is too long, or the type no number from 1 to 127
 */
export async function saveWarehouse(
  { database }: Context,
  { warehouse, ...who }: Putter & { warehouse: WarehouseInput },
): Promise<{ warehouse: WarehouseEntry; changed: boolean }> {
  const { warehouseNo, name, type, outerNo, disabled } = warehouse;
  return database.write(async (session) => {
    const before = await warehouseOf(session, who.seller, warehouseNo);
    const record = {
      warehouse_no: warehouseNo,
      warehouse_name: name ?? before?.name ?? '',
      warehouse_type: type === undefined ? '' : String(type),
      ext_warehouse_no: outerNo ?? before?.outerNo ?? '',
      is_disabled: flagOf(disabled),
    };
    const changed = await putRows(session, who, 'warehouses', [record]);
    const after = await warehouseOf(session, who.seller, warehouseNo.trim());
    if (!after) throw new EngineError('unknown', `there is no warehouse "${warehouseNo}"`);
    return { warehouse: after, changed };
  });
}

const flagOf = (value: boolean | undefined): string => (value === undefined ? '' : String(Number(value)));

async function shopOf(session: Session, seller: string, shopNo: string): Promise<ShopRecord | null> {
  type Row = Omit<ShopRecord, 'paused' | 'splitShipping' | 'byQuantity'> & { paused: number; splitShipping: number; byQuantity: number };
  const [row] = await session.query<Row>(oneShop, { seller, shopNo });
  if (!row) return null;
  return { ...row, paused: row.paused === 1, splitShipping: row.splitShipping === 1, byQuantity: row.byQuantity === 1 };
}

async function warehouseOf(session: Session, seller: string, warehouseNo: string): Promise<WarehouseEntry | null> {
  const [row] = await session.query<Omit<WarehouseEntry, 'disabled'> & { disabled: number }>(oneWarehouse, { seller, warehouseNo });
  return row ? { ...row, disabled: row.disabled === 1 } : null;
}

const oneShop = statement(`
  select s.shop_id as shop, s.shop_no as "shopNo", s.name, s.disabled as paused, coalesce(w.warehouse_no, '') as "warehouseNo",
    s.split_shipping as "splitShipping", s.reported, s.by_quantity as "byQuantity", s.created_at as "createdAt", s.changed_at as "changedAt"
  from shops s left join warehouses w on w.seller = s.seller and w.warehouse_id = s.warehouse_id
  where s.seller = :seller and s.shop_no = :shopNo`);
const oneWarehouse = statement(`
  select warehouse_id as warehouse, warehouse_no as "warehouseNo", name, type, outer_no as "outerNo", disabled,
    created_at as "createdAt", changed_at as "changedAt"
  from warehouses where seller = :seller and warehouse_no = :warehouseNo`);
