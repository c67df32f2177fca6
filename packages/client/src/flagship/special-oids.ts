import type { Client, ResultFrom } from '../client.ts';
import { AnswerError, RefusedError } from '../error.ts';
import { isPlaceholder, type Oids, oidsOf } from '../oids.ts';
import type { CallOptions } from '../options.ts';

type Row = ResultFrom<'flagship', 'sales.LogisticsSync.getSyncListExt'>['data'][number];

/**
 * The sub-orders of a shipment; where its list was too long for the column, as `getSpecialOids` gives them.
 *
 * @throws CallError where that call fails for another reason than this one shipment
 */
export async function resolvedOids(call: Client<'flagship'>['call'], row: Row, options: CallOptions): Promise<Oids> {
  const { trade_id: tradeId, platform_id: platformId, tid, oids, is_part_sync: part } = row;
  if (!isPlaceholder(oids)) return oidsOf(oids, part);
  try {
    const { data } = await call('sales.LogisticsSync.getSpecialOids', { tradeId, platformId, tid, oids }, options);
    if (data.code === 0) return oidsOf(data.oids, true);
    return { oids: null, problem: `getSpecialOids cannot tell the sub-orders: ${data.message || `code ${data.code}`}` };
  } catch (error) {
    if (error instanceof AnswerError && error.isSuccess) return { oids: null, problem: error.message };
    if (!(error instanceof RefusedError) || error.status !== 100 || error.retryable) throw error;
    return { oids: null, problem: `getSpecialOids was refused: ${error.reason}` };
  }
}
