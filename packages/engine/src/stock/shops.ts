import { CellError, type Column, flag, optionalText, text } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { findWarehouses } from './lookup.ts';

/** Shops (店铺) of the platform 127, the seller's own. */
export const shops = kind({
  name: 'shops',
  summary: {
    en: "The seller's own shops: where their orders are reserved, and how they take tracking numbers. What is left empty stays as it is.",
    zh: '自有平台店铺，以及订单默认仓库和物流单号的回传方式；后四列留空则保持不变。',
  },
  columns: {
    shop_no: text(20),
    shop_name: optionalText(100),
    is_disabled: flag(false),
    warehouse_no: optionalText(40),
    is_split_shipping: flag(undefined),
    reported_number: reported(),
    is_split_by_quantity: flag(undefined),
  },
  pool: 'stock',
  claim: ({ shop_no }) => ({ group: shop_no, members: null }),
  async resolve(context, rows) {
    const named = rows.map(({ warehouse_no }) => warehouse_no).filter((name) => name !== '');
    const warehouseOf = await findWarehouses(context, named);
    return resolveEach(rows, ({ warehouse_no }) => ({ warehouse: warehouse_no === '' ? null : warehouseOf(warehouse_no) }));
  },
  async write({ session, seller, now }, rows) {
    let changed = 0;
    for (const { row, resolved } of rows) {
      const values = {
        seller,
        shopNo: row.shop_no,
        name: row.shop_name,
        disabled: Number(row.is_disabled),
        now,
        warehouse: resolved.warehouse,
        split: row.is_split_shipping === undefined ? null : Number(row.is_split_shipping),
        reported: row.reported_number ?? null,
        byQuantity: row.is_split_by_quantity === undefined ? null : Number(row.is_split_by_quantity),
      };
      const found = await session.query(find, { seller, shopNo: row.shop_no });
      const touched = found.length
        ? await session.query(update, values)
        : await session.query(insert, { ...values, shop: await issue(session, seller, 'shop') });
      changed += touched.length;
    }
    return changed;
  },
});

/** Which number a shop is told that takes one only. */
function reported(): Column<'main' | 'first' | 'last' | undefined> {
  return {
    required: false,
    note: {
      en: 'main, first or last (of a new shop last): which number is told without split shipping',
      zh: 'main、first 或 last（新店铺为 last）：未开启拆单发货时回传哪个单号',
    },
    read(cell, name) {
      if (cell === '') return undefined;
      if (cell === 'main' || cell === 'first' || cell === 'last') return cell;
      throw new CellError(name, cell, 'is none of main, first, last');
    },
  };
}

const find = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');
const insert = statement(`
  insert into shops (seller, shop_id, shop_no, name, disabled, warehouse_id, split_shipping, reported, by_quantity,
    created_at, changed_at)
  values (:seller, :shop, :shopNo, :name, :disabled, :warehouse, coalesce(cast(:split as bigint), 0),
    coalesce(:reported, 'last'), coalesce(cast(:byQuantity as bigint), 0), :now, :now)
  on conflict (seller, shop_no) do nothing returning shop_id`);
const update = statement(`
  update shops set name = :name, disabled = :disabled, warehouse_id = coalesce(cast(:warehouse as bigint), warehouse_id),
    split_shipping = coalesce(cast(:split as bigint), split_shipping), reported = coalesce(:reported, reported),
    by_quantity = coalesce(cast(:byQuantity as bigint), by_quantity), changed_at = :now
  where seller = :seller and shop_no = :shopNo and (name <> :name or disabled <> :disabled
    or coalesce(warehouse_id, 0) <> coalesce(cast(:warehouse as bigint), warehouse_id, 0)
    or split_shipping <> coalesce(cast(:split as bigint), split_shipping) or reported <> coalesce(:reported, reported)
    or by_quantity <> coalesce(cast(:byQuantity as bigint), by_quantity)) returning shop_id`);
