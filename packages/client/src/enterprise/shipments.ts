import { firstCharacters } from '@tongbu/protocol';
import type { Client, ResultFrom } from '../client.ts';
import { limitOf } from '../limit.ts';
import { oidsOf } from '../oids.ts';
import { type Pass, Passes } from '../pass.ts';
import type { Acknowledged, ShipmentPool, ShipmentReport } from '../pool.ts';
import { checkShipmentReport } from '../report.ts';
import { batchesOf, sayAll } from '../say.ts';
import type { ShipmentRecord } from '../shipment-record.ts';
import { errorsToo, readErrors } from './errors.ts';

/** The most that the query gives, and how many an acknowledgement holds: what the vendor's pages say. */
const LARGEST_PAGE = 100;
const BATCH = 100;
const LONGEST_MESSAGE = 255;

type Row = ResultFrom<'enterprise', 'logistics_sync_query'>['trades'][number];

/** The shipment pool of the enterprise edition. */
export function enterpriseShipments(call: Client<'enterprise'>['call']): ShipmentPool {
  const passes = new Passes<ShipmentReport['record']>(({ shipment }) => shipment);
  return {
    pull({ shop, limit, signal, ...listeners } = {}) {
      const size = limitOf(limit, LARGEST_PAGE);
      const read = async (pass: Pass) => {
        const { open, unread } = pass;
        const request = { ...(shop && { shop_no: shop }), is_part_sync_able: true, limit: Math.min(size + open, LARGEST_PAGE) };
        const { trades, total_count: total } = await call('logistics_sync_query', request, {
          ...(signal && { signal }),
          onUnreadable: unread.meet,
        });
        pass.lookBehind(LARGEST_PAGE, total);
        return trades.map((row) => recordOf(row, shop));
      };
      return passes.begin<ShipmentRecord>(size, read, listeners);
    },
    async acknowledge(reports, { signal } = {}) {
      type Report = (typeof reports)[number];
      reports.forEach(checkShipmentReport);
      const isSaid = ({ outcome }: Report) => outcome !== 'retry';
      const batches = batchesOf(reports.filter(isSaid), BATCH);
      const say = async (batch: readonly Report[]): Promise<Acknowledged<Report>> => {
        const { own, unread } = errorsToo(signal);
        const { errors } = await call('logistics_sync_ack', { logistics_list: batch.map(elementOf) }, own);
        return readErrors(batch, [...(errors ?? []), ...unread], ({ record }) => record.shipment, say);
      };
      const said = await sayAll(batches, 1, say);
      passes.settle(said.accepted.map(({ record }) => record));
      said.accepted.push(...reports.filter((report) => !isSaid(report)));
      return said;
    },
  };
}

const elementOf = ({ record, outcome, message = '' }: ShipmentReport) => ({
  rec_id: record.shipment,
  status: outcome as Exclude<typeof outcome, 'retry'>,
  message: firstCharacters(message, LONGEST_MESSAGE),
});

function recordOf(row: Row, shopNo = ''): ShipmentRecord {
  // A whole order is shipped whole, whatever stands in its `oids`.
  const oids = row.is_part_sync ? oidsOf(row.oids ?? '', true) : { oids: [], problem: null };
  return {
    shipment: row.rec_id,
    shopNo: row.shop_no || shopNo,
    tradeId: row.trade_id ?? '',
    tid: row.tid,
    ...oids,
    part: row.is_part_sync,
    trackingNumber: row.logistics_no,
    carrier: { code: row.logistics_code_erp ?? '', name: row.logistics_name_erp || row.logistics_name, type: row.logistics_type },
    deliveryTerm: row.delivery_term ?? null,
    goodsCount: null,
    shippedAt: row.consign_time ?? null,
    createdAt: row.created ?? null,
  };
}
