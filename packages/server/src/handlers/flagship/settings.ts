/** The seller's shops, warehouses and carriers. */
import { flagship } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { carriersLike } from '../wanted-carriers.ts';
import { sliceOf } from './page.ts';

export const settings = {
  async 'setting.Shop.queryShop'({ engine, caller, page }, { params }) {
    const slice = sliceOf(page);
    if ((params?.platform_id ?? 127) !== 127) return { data: { total_count: slice.total ? 0 : undefined, details: [] } };
    const { rows, total } = await engine.listShops({ caller, filter: { shopNo: params?.shop_no || null, disabled: null }, ...slice });
    return { data: { total_count: total ?? undefined, details: rows.map(flagship.shopRow) } };
  },

  async 'setting.Warehouse.queryWarehouse'({ engine, caller, page }, { params }) {
    const slice = sliceOf(page);
    if (params?.sub_type) return { data: { total_count: slice.total ? 0 : undefined, details: [] } };
    const filter = {
      warehouseNo: params?.warehouse_no || null,
      name: params?.warehouse_name || null,
      type: params?.type ?? null,
      disabled: params?.hide_delete === false ? null : false,
      from: params?.start_time ?? null,
      // A time of the wire is a whole second, its end included.
      to: typeof params?.end_time === 'number' ? params.end_time + 999 : null,
    };
    const { rows, total } = await engine.listWarehouses({ caller, filter, ...slice });
    return { data: { total_count: total ?? undefined, details: rows.map(flagship.warehouseRow) } };
  },

  async 'setting.Logistics.queryLogistics'({ engine, caller, page }, { params }) {
    const { offset, limit, total } = sliceOf(page);
    const wanted = { code: params?.logistics_no ?? '', name: params?.logistics_name ?? '', disabled: params?.hide_delete === false };
    const found = carriersLike(await engine.listCarriers({ seller: caller.seller }), wanted);
    const details = found.slice(offset, offset + limit).map(flagship.carrierRow);
    return { data: { total_count: total ? found.length : undefined, details } };
  },
} satisfies Partial<Handlers<typeof flagship.methods>>;
