import { firstCharacters } from '@tongbu/protocol';
import type { Client, RequestTo } from '../client.ts';
import type { CallOptions } from '../options.ts';
import type { StockReport } from '../pool.ts';
import { readToken } from './token.ts';

type Info = RequestTo<'flagship', 'sales.StockSync.syncSuccess'>['info'];

const LONGEST_RESULT = 1024;

/** The texts that shops send where they have nothing to add. */
const RESULT = { success: '库存同步成功', fail: '库存同步失败' };

/**
 * The call that says one report.
 *
 * @throws TypeError where the record has no token of this edition
 */
export function sayStock(call: Client<'flagship'>['call'], report: StockReport, options: CallOptions): () => Promise<unknown> {
  const { outcome, record } = report;
  if (outcome === 'ignore') {
    const request = { apiGoodsId: record.listing, stockChangeCount: record.version };
    return () => call('sales.StockSync.cancelSync', request, options);
  }
  const info = infoOf(report);
  const name = outcome === 'success' ? 'sales.StockSync.syncSuccess' : 'sales.StockSync.syncFail';
  return () => call(name, { apiGoodsId: record.listing, info }, options);
}

/** All sixteen members: the vendor marks them required. */
function infoOf({ record, outcome, quantity = record.quantity, message }: StockReport): Info {
  const word = outcome === 'success' ? 'success' : 'fail';
  return {
    syn_stock: quantity,
    stock_change_count: record.version,
    ...readToken(record.token, record.listing),
    stock_syn_other: '',
    is_syn_success: word === 'success',
    is_manual: false,
    syn_result: firstCharacters(message || RESULT[word], LONGEST_RESULT),
  };
}
