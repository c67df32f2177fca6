import type { Quantity } from '@tongbu/model';
import { amount, CellError, flag, quantity, text } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import { findWarehouses, requireItems } from './lookup.ts';
import { EXTERNAL_DIFFERENCE, OTHER_NAMES, type OtherName } from './mask.ts';
import { moveStock } from './move.ts';
import { type Movement, QUANTITY_NAMES, type Quantities, type QuantityName } from './movement.ts';

const others = Object.fromEntries(OTHER_NAMES.map((name) => [name, name === EXTERNAL_DIFFERENCE ? quantity() : amount()])) as Record<
  OtherName,
  ReturnType<typeof amount>
>;

/** Levels: an item's quantities in a warehouse. An empty cell leaves what is stored as it is. */
export const levels = kind({
  name: 'levels',
  summary: {
    en: "An item's quantities in a warehouse, absolute. Listings of items whose counted quantities changed wait for the shop. Defective stock (defect 1) has rows of its own, with stock_num alone, and is never counted.",
    zh: '单品在仓库中的各项数量（绝对值）；参与计算的数量有变化时，对应平台货品进入等待同步。残次品（defect 为 1）单独成行，只有 stock_num，不参与计算。',
  },
  columns: { spec_no: text(40), warehouse_no: text(40), defect: flag(false), stock_num: quantity(), ...others },
  pool: 'stock',
  claim: ({ spec_no, warehouse_no, defect }) => ({ group: `${spec_no}\n${warehouse_no}\n${defect}`, members: null }),
  async resolve(context, rows) {
    const itemOf = await requireItems(
      context,
      rows.map(({ spec_no }) => spec_no),
    );
    const warehouseOf = await findWarehouses(
      context,
      rows.map(({ warehouse_no }) => warehouse_no),
    );
    return resolveEach(rows, (row) => {
      if (row.defect) requireOnlyStock(row);
      return { item: itemOf(row.spec_no), warehouse: warehouseOf(row.warehouse_no) };
    });
  },
  async write(context, rows) {
    const movements = rows.map(({ row, resolved }): Movement => ({ ...resolved, defective: row.defect, set: quantitiesIn(row) }));
    const why = { cause: 'level', kind: 'import', reason: '' } as const;
    const moved = await moveStock(context, movements, why, { allowNegative: true, itemsHeld: true });
    return moved.filter(({ isNew, changed }) => isNew || changed.length > 0).length;
  },
});

function requireOnlyStock(row: Partial<Record<OtherName, Quantity | undefined>>): void {
  for (const name of OTHER_NAMES) {
    const value = row[name];
    if (value !== undefined) throw new CellError(name, value, 'is not kept for defective stock; leave the cell empty');
  }
}

/** What a row says; an empty cell says nothing. */
export function quantitiesIn(row: Partial<Record<QuantityName, Quantity | undefined>>): Quantities {
  const given: Quantities = {};
  for (const name of QUANTITY_NAMES) {
    const value = row[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}
