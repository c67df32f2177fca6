/** Stock that an ERP counts, and asks for. */
import { enterprise } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { sliceOf } from './page.ts';

const { refuse, recordError } = enterprise;

export const stock = {
  async stock_sync_by_pd({ engine, caller, request, signedAt, now }, { warehouse_no, api_outer_no, goods_list, remark, ...how }) {
    const lines = goods_list.map(enterprise.countedLine);
    const asked = { warehouseNo: warehouse_no, lines, scope: 'all' as const, whole: how.is_post_error, create: how.is_create_stock };
    const done = await engine.countStock({ caller, ...asked, outerNo: api_outer_no, remark, request, signedAt, now });
    switch (done.effect) {
      case 'unknown warehouse':
        throw refuse.unknownWarehouse(warehouse_no);
      case 'repeated':
        throw refuse.repeatedOuterNo();
      case 'unknown items':
        throw refuse.unknownItems(done.skipped.join(','));
      case 'no items':
        throw refuse.noItems();
      case 'counted': {
        const warning = done.skipped.map((spec_no) => ({ spec_no, error_msg: recordError.unknownItem }));
        return { pd_no: done.no, warning: warning.length > 0 ? warning : undefined };
      }
    }
  },

  async stock_query({ engine, caller }, { start_time, end_time, spec_no, warehouse_no, barcode, page_no, page_size }) {
    const range = spec_no === '' ? rangeOf(start_time, end_time) : { from: null, to: null };
    const named = { specNo: spec_no || null, goodsNo: null, warehouseNo: warehouse_no || null, barcode: barcode || null };
    const found = await engine.queryLevels({ caller, filter: { ...range, ...named, defective: false }, ...sliceOf(page_no, page_size) });
    if (!found) throw refuse.unknownWarehouse(warehouse_no);
    return { total_count: found.total ?? undefined, stocks: found.rows.map(enterprise.stockOf) };
  },
} satisfies Partial<Handlers<typeof enterprise.methods>>;

const WIDEST_MS = 30 * 24 * 3_600_000;

/** @throws EnterpriseRefusal 2160 where an end is missing, 2180 where they are more than 30 days apart */
function rangeOf(from: number | null, to: number | null): { from: number; to: number } {
  if (from === null || to === null) throw refuse.timeRange();
  if (to - from > WIDEST_MS) throw refuse.wideRange();
  // A time of the wire is a whole second, its end included.
  return { from, to: to + 999 };
}
