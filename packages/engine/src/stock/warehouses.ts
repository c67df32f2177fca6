import { flag, optionalText, text, whole } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { warehouseChanged } from './change-rules.ts';

/** Warehouses (仓库). Rules count the stock of those they name that are not disabled. */
export const warehouses = kind({
  name: 'warehouses',
  summary: {
    en: 'Warehouses. Type 1 is your own; any other is run by somebody else, and what they report as a difference is added.',
    zh: '仓库。类型 1 为自有仓；其他类型为外部仓，其回报的库存差异（wms_stock_diff）计入库存。',
  },
  columns: {
    warehouse_no: text(40),
    warehouse_name: optionalText(64),
    warehouse_type: whole(1, 127, undefined),
    ext_warehouse_no: optionalText(40),
    is_disabled: flag(undefined),
  },
  pool: 'stock',
  claim: ({ warehouse_no }) => ({ group: warehouse_no, members: null }),
  resolve: namesNothing,
  async write(context, rows) {
    const { session, seller, now } = context;
    const otherwise: number[] = [];
    let changed = 0;
    for (const { row } of rows) {
      const [before] = await session.query<Stored>(find, { seller, warehouseNo: row.warehouse_no });
      const type = row.warehouse_type ?? before?.type ?? 1;
      const disabled = row.is_disabled === undefined ? (before?.disabled ?? 0) : Number(row.is_disabled);
      const names = { warehouseNo: row.warehouse_no, name: row.warehouse_name, outerNo: row.ext_warehouse_no };
      const values = { seller, ...names, type, disabled, now };
      const touched = before
        ? await session.query(update, values)
        : await session.query(insert, { ...values, warehouse: await issue(session, seller, 'warehouse') });
      changed += touched.length;
      if (before && (before.type !== type || before.disabled !== disabled)) otherwise.push(before.warehouse_id);
    }
    await warehouseChanged(context, otherwise);
    return changed;
  },
});

interface Stored {
  warehouse_id: number;
  type: number;
  disabled: number;
}

const find = statement(`
  select warehouse_id, type, disabled from warehouses where seller = :seller and warehouse_no = :warehouseNo /*lock*/`);
const insert = statement(`
  insert into warehouses (seller, warehouse_id, warehouse_no, name, type, disabled, outer_no, created_at, changed_at)
  values (:seller, :warehouse, :warehouseNo, :name, :type, :disabled, :outerNo, :now, :now)
  on conflict (seller, warehouse_no) do nothing returning warehouse_id`);
const update = statement(`
  update warehouses set name = :name, type = :type, disabled = :disabled, outer_no = :outerNo, changed_at = :now
  where seller = :seller and warehouse_no = :warehouseNo
    and (name <> :name or type <> :type or disabled <> :disabled or outer_no <> :outerNo)
  returning warehouse_id`);
