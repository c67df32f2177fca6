import type { Client, ResultFrom } from '../client.ts';
import { limitOf } from '../limit.ts';
import { type Pass, Passes } from '../pass.ts';
import type { Acknowledged, PullOptions, StockPool, StockReport } from '../pool.ts';
import { checkStockReport } from '../report.ts';
import { batchesOf, sayAll } from '../say.ts';
import type { StockRecord } from '../stock-record.ts';
import { errorsToo, readErrors } from './errors.ts';

/** The most that the query gives, and how many an acknowledgement holds: what the vendor's pages say. */
const LARGEST_PAGE = 2000;
const BATCH = 100;

type Row = ResultFrom<'enterprise', 'api_goods_stock_change_query'>['stock_change_list'][number];

/** The stock pool of the enterprise edition. */
export function enterpriseStock(call: Client<'enterprise'>['call']): StockPool {
  const passes = new Passes<StockReport['record']>(({ listing, version }) => `${listing} ${version}`);
  return {
    pull({ shop, limit, signal, onSkip, ...listeners } = {}) {
      if (!shop) throw new TypeError('shop: the enterprise edition gives the stock of one shop at a time; name it by its shop_no');
      const size = limitOf(limit, LARGEST_PAGE);
      const read = async (pass: Pass) => {
        const { open, unread } = pass;
        // What was left unacknowledged may stand before the rest: it must not fill the page.
        const request = { shop_no: shop, limit: Math.min(size + open, LARGEST_PAGE) };
        const own = { ...(signal && { signal }), onUnreadable: unread.meet };
        const { stock_change_list: rows } = await call('api_goods_stock_change_query', request, own);
        pass.lookBehind(LARGEST_PAGE, undefined);
        return recordsOf(rows, shop, onSkip);
      };
      return passes.begin<StockRecord>(size, read, listeners);
    },
    async acknowledge(reports, { signal } = {}) {
      type Report = (typeof reports)[number];
      reports.forEach(checkStockReport);
      const isSaid = ({ outcome }: Report) => outcome === 'success' || outcome === 'ignore';
      const batches = batchesOf(reports.filter(isSaid), BATCH);
      const say = async (batch: readonly Report[]): Promise<Acknowledged<Report>> => {
        const { own, unread } = errorsToo(signal);
        const { errors } = await call('api_goods_stock_change_ack', { stock_sync_list: batch.map(elementOf) }, own);
        return readErrors(batch, [...(errors ?? []), ...unread], ({ record }) => record.listing, say);
      };
      const said = await sayAll(batches, 1, say);
      passes.settle(said.accepted.map(({ record }) => record));
      said.accepted.push(...reports.filter((report) => !isSaid(report)));
      return said;
    },
  };
}

const elementOf = ({ record: { listing, version, quantity }, quantity: shown = quantity }: StockReport) => ({
  rec_id: listing,
  sync_stock: shown,
  stock_change_count: version,
});

function recordsOf(rows: Row[], shopNo: string, onSkip: PullOptions['onSkip']): StockRecord[] {
  return rows.flatMap((row) => {
    const version = Number(row.stock_change_count);
    if (Number.isSafeInteger(version)) return [recordOf(row, version, shopNo)];
    onSkip?.({ listing: row.rec_id, reason: `its version ${row.stock_change_count} is longer than any that can be counted` });
    return [];
  });
}

function recordOf(row: Row, version: number, shopNo: string): StockRecord {
  return {
    listing: row.rec_id,
    version,
    quantity: row.sync_stock,
    shop: row.shop_id ?? '',
    shopNo: row.shop_no || shopNo,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    target: row.erp_spec_type ?? null,
    status: null,
    autoDelisting: null,
    autoListing: null,
    token: '',
  };
}
