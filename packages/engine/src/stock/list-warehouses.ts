import type { WarehouseEntry } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Caller, seesWarehouse, whoSees } from '../sellers/caller.ts';
import { statement } from '../store/database.ts';
import type { Listed, Slice } from './list-shops.ts';

/** Which warehouses are wanted; null for whatever. */
export interface WarehouseFilter {
  warehouseNo: string | null;
  /** The exact name. */
  name: string | null;
  type: number | null;
  disabled: boolean | null;
  /** When it last changed, both ends included; epoch milliseconds. */
  from: number | null;
  to: number | null;
}

/** The warehouses that a caller may see, in order of their numbers. */
export async function listWarehouses(
  { database }: Context,
  { caller, filter, offset, limit, total }: { caller: Caller; filter: WarehouseFilter } & Slice,
): Promise<Listed<WarehouseEntry>> {
  const disabled = filter.disabled === null ? null : Number(filter.disabled);
  const values = { ...filter, ...whoSees(caller), disabled };
  return database.read(async (session) => {
    const [counted] = total ? await session.query<{ total: number }>(count, values) : [];
    const rows = await session.query<Omit<WarehouseEntry, 'disabled'> & { disabled: number }>(select, { ...values, offset, limit });
    return { total: counted?.total ?? null, rows: rows.map((row) => ({ ...row, disabled: row.disabled === 1 })) };
  });
}

const FROM = `from warehouses where seller = :seller and ${seesWarehouse('warehouse_id')}
    and (cast(:warehouseNo as text) is null or warehouse_no = cast(:warehouseNo as text))
    and (cast(:name as text) is null or name = cast(:name as text))
    and (cast(:type as bigint) is null or type = cast(:type as bigint))
    and (cast(:disabled as bigint) is null or disabled = cast(:disabled as bigint))
    and (cast(:from as bigint) is null or changed_at >= cast(:from as bigint))
    and (cast(:to as bigint) is null or changed_at <= cast(:to as bigint))`;

const count = statement(`select count(*) as total ${FROM}`);
const select = statement(`
  select warehouse_id as warehouse, warehouse_no as "warehouseNo", name, type, outer_no as "outerNo", disabled,
    created_at as "createdAt", changed_at as "changedAt" ${FROM}
  order by warehouse_id limit :limit offset :offset`);
