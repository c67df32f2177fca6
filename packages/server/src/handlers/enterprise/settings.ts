/** The seller's shops, warehouses and carriers. */
import { enterprise } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { carriersLike } from '../wanted-carriers.ts';
import { sliceOf } from './page.ts';

export const settings = {
  async shop({ engine, caller }, { shop_no, platform_id, platform_ids, is_disabled, page_no, page_size }) {
    const slice = sliceOf(page_no, page_size);
    const isNamed = platform_ids === '' || platform_ids.split(',').some((each) => each.trim() === '127');
    if ((platform_id ?? 127) !== 127 || !isNamed) return { total_count: slice.total ? 0 : undefined, shoplist: [] };
    const { rows, total } = await engine.listShops({ caller, filter: { shopNo: shop_no || null, disabled: is_disabled }, ...slice });
    return { total_count: total ?? undefined, shoplist: rows.map(enterprise.shopRow) };
  },

  async warehouse_query({ engine, caller }, { warehouse_no, type, sub_type, page_no, page_size }) {
    const slice = sliceOf(page_no, page_size);
    if (sub_type) return { total_count: slice.total ? 0 : undefined, warehouses: [] };
    const filter = { warehouseNo: warehouse_no || null, name: null, type: type ?? null, disabled: false, from: null, to: null };
    const { rows, total } = await engine.listWarehouses({ caller, filter, ...slice });
    return { total_count: total ?? undefined, warehouses: rows.map(enterprise.warehouseRow) };
  },

  async logistics({ engine, caller }, { logistics_no, logistics_name }) {
    const wanted = { code: logistics_no, name: logistics_name, disabled: true };
    const found = carriersLike(await engine.listCarriers({ seller: caller.seller }), wanted);
    return { logistics_list: found.map(enterprise.carrierRow) };
  },
} satisfies Partial<Handlers<typeof enterprise.methods>>;
