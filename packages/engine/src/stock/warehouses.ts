import { optionalText, text } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';

/** Warehouses (仓库). The one rule counts them all. */
export const warehouses = kind({
  name: 'warehouses',
  summary: { en: 'Warehouses; the rule counts the stock of all of them.', zh: '仓库；库存同步策略统计全部仓库。' },
  columns: { warehouse_no: text(40), warehouse_name: optionalText(64) },
  pool: 'stock',
  claim: ({ warehouse_no }) => ({ group: warehouse_no, members: null }),
  resolve: namesNothing,
  async write({ session, seller }, rows) {
    let changed = 0;
    for (const { row } of rows) {
      const values = { seller, warehouseNo: row.warehouse_no, name: row.warehouse_name };
      const found = await session.query(find, { seller, warehouseNo: row.warehouse_no });
      const touched = found.length
        ? await session.query(update, values)
        : await session.query(insert, { ...values, warehouse: await issue(session, seller, 'warehouse') });
      changed += touched.length;
    }
    return changed;
  },
});

const find = statement('select warehouse_id from warehouses where seller = :seller and warehouse_no = :warehouseNo');
const insert = statement(`
  insert into warehouses (seller, warehouse_id, warehouse_no, name) values (:seller, :warehouse, :warehouseNo, :name)
  on conflict (seller, warehouse_no) do nothing returning warehouse_id`);
const update = statement(`
  update warehouses set name = :name where seller = :seller and warehouse_no = :warehouseNo and name <> :name
  returning warehouse_id`);
