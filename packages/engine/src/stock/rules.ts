import { flag, keptText, names, quantity, text, whole } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import { changeRules } from './change-rules.ts';
import { findShops, findWarehouses } from './lookup.ts';

/** The largest priority. */
const HIGHEST = 1_000_000;

/** Rules (库存同步策略), by number; an empty cell leaves what is stored as it is. */
export const rules = kind({
  name: 'rules',
  summary: {
    en: 'How many to show: warehouses, percent, plus, min and max, and on what a rule acts. Of those that fit, the highest priority acts.',
    zh: '库存同步策略：统计哪些仓库、百分比、附加、最小、最大，以及适用范围；范围符合的策略中优先级最高者生效。',
  },
  columns: {
    stock_syn_rule_no: text(40),
    rule_name: keptText(100),
    priority: whole(0, HIGHEST, undefined),
    is_disabled: flag(undefined),
    shop_nos: names(20),
    category: keptText(255, 'any'),
    brand: keptText(64, 'any'),
    warehouse_nos: names(40),
    stock_syn_mask: whole(0, 65_535, undefined),
    stock_syn_percent: whole(0, 1000, undefined),
    stock_syn_plus: quantity(),
    stock_syn_min: quantity(),
    stock_syn_max: quantity(),
    is_auto_listing: flag(undefined),
    is_auto_delisting: flag(undefined),
  },
  pool: 'stock',
  claim: ({ stock_syn_rule_no }) => ({ group: stock_syn_rule_no, members: null }),
  async resolve(context, rows) {
    const shopOf = await findShops(
      context,
      rows.flatMap(({ shop_nos }) => shop_nos ?? []),
    );
    const warehouseOf = await findWarehouses(
      context,
      rows.flatMap(({ warehouse_nos }) => warehouse_nos ?? []),
    );
    return resolveEach(rows, ({ shop_nos, warehouse_nos }) => ({
      shops: shop_nos?.map(shopOf) ?? (shop_nos as null | undefined),
      warehouses: warehouse_nos?.map(warehouseOf) ?? (warehouse_nos as null | undefined),
    }));
  },
  write: (context, rows) =>
    changeRules(
      context,
      rows.map(({ row, resolved }) => ({
        ...resolved,
        no: row.stock_syn_rule_no,
        name: row.rule_name,
        priority: row.priority,
        enabled: row.is_disabled === undefined ? undefined : !row.is_disabled,
        category: row.category,
        brand: row.brand,
        mask: row.stock_syn_mask,
        percent: row.stock_syn_percent,
        plus: row.stock_syn_plus,
        min: row.stock_syn_min,
        max: row.stock_syn_max,
        autoListing: row.is_auto_listing,
        autoDelisting: row.is_auto_delisting,
      })),
    ),
});
