import type { ImportRecord } from '@tongbu/engine';

/** How many items, each with one listing. */
const ITEMS = 10;

const numbers = Array.from({ length: ITEMS }, (_, i) => i + 1);

/** The shop's number in a fresh sandbox. */
export const SANDBOX_SHOP = 'shop';

/** The number of its only warehouse. */
export const SANDBOX_WAREHOUSE = 'main';

/** The carrier its parcels leave with: the seller's own code. */
export const SANDBOX_CARRIER = 'SF';

/**
 * What a fresh sandbox holds (its state `shop`), by kind of import: one shop and one warehouse `main`; items `SKU-1` to
 * `SKU-10`, a hundred pieces of each; listings `G1`/`S1` to `G10`/`S10`, numbered 1 to 10;
 * one carrier.
 */
export const shopFiles: Record<string, ImportRecord[]> = {
  shops: [{ shop_no: SANDBOX_SHOP, shop_name: '自有商城' }],
  warehouses: [{ warehouse_no: SANDBOX_WAREHOUSE, warehouse_name: '主仓' }],
  carriers: [{ logistics_no: SANDBOX_CARRIER, logistics_name: '顺丰速运', logistics_type: '8' }],
  items: numbers.map((n) => ({ spec_no: `SKU-${n}`, goods_no: `GOODS-${n}`, goods_name: `示例商品 ${n}` })),
  levels: numbers.map((n) => ({ spec_no: `SKU-${n}`, warehouse_no: SANDBOX_WAREHOUSE, stock_num: '100' })),
  listings: numbers.map((n) => ({
    shop_no: SANDBOX_SHOP,
    goods_id: `G${n}`,
    spec_id: `S${n}`,
    spec_no: `SKU-${n}`,
    goods_name: `示例商品 ${n}`,
  })),
};
