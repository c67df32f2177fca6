/** Stock that an ERP counts, and asks for. */
import { flagship } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { sliceOf } from './page.ts';
import { unknownWarehouse } from './warehouse-right.ts';

const { refuse } = flagship;

export const stock = {
  async 'wms.StockPd.stockSyncByPd'({ engine, caller, request, signedAt, now }, { pdOrder, specList }) {
    const { warehouse_no: warehouseNo, defect_mode: scope, remark, is_post_error: whole } = pdOrder;
    const lines = specList.map(flagship.countedLine);
    const asked = { warehouseNo, lines, scope, whole, create: true, outerNo: null, remark };
    const done = await engine.countStock({ caller, ...asked, request, signedAt, now });
    switch (done.effect) {
      case 'unknown warehouse':
        throw unknownWarehouse(caller, warehouseNo);
      case 'unknown items':
        throw refuse.unknownItems(done.skipped.join(','));
      case 'no items':
      case 'repeated':
        throw refuse.noItems();
      case 'counted': {
        const stocktake = { id: String(done.stocktake), result: 'ok' };
        return { data: { pd_no: done.no, skip_spec_no: done.skipped.length > 0 ? done.skipped.join(',') : undefined, stocktake } };
      }
    }
  },

  async 'wms.StockSpec.queryAvailableStock'({ engine, caller, page }, { params }) {
    const { spec_no, goods_no, warehouse_no } = params;
    const range = spec_no === '' ? rangeOf(params) : { from: null, to: null };
    const named = { specNo: spec_no || null, goodsNo: goods_no || null, warehouseNo: warehouse_no || null };
    const filter = { ...range, ...named, barcode: null, defective: null };
    const found = await engine.queryLevels({ caller, filter, ...sliceOf(page) });
    if (!found) throw unknownWarehouse(caller, warehouse_no);
    return { data: { stocks: found.rows.map(flagship.availableRow), total_count: found.total ?? undefined } };
  },
} satisfies Partial<Handlers<typeof flagship.methods>>;

const WIDEST_MS = 30 * 24 * 3_600_000;

/** @throws FlagshipRefusal 100 where an end is missing, or they are more than 30 days apart */
function rangeOf({ start_time: from, end_time: to }: { start_time: number | null; end_time: number | null }): { from: number; to: number } {
  if (from === null || to === null) throw refuse.range();
  if (to - from > WIDEST_MS) throw refuse.wideRange();
  // A time of the wire is a whole second, its end included.
  return { from, to: to + 999 };
}
