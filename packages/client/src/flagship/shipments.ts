import { firstCharacters } from '@tongbu/protocol';
import type { Client, ResultFrom } from '../client.ts';
import { limitOf } from '../limit.ts';
import type { CallOptions } from '../options.ts';
import { type Pass, Passes } from '../pass.ts';
import type { Acknowledged, ShipmentPool, ShipmentReport } from '../pool.ts';
import { checkShipmentReport } from '../report.ts';
import { batchesOf, halves, nothingSaid, rejection, sayAll } from '../say.ts';
import type { ShipmentRecord } from '../shipment-record.ts';
import type { Unreadable } from '../unreadable.ts';
import { resolvedOids } from './special-oids.ts';

/** The most that a page holds, and how many an acknowledgement holds. */
const LARGEST_PAGE = 1000;
const BATCH = 100;
const LONGEST_MESSAGE = 200;

type Row = ResultFrom<'flagship', 'sales.LogisticsSync.getSyncListExt'>['data'][number];

/** The shipment pool of the flagship edition. */
export function flagshipShipments(call: Client<'flagship'>['call']): ShipmentPool {
  const passes = new Passes<Pick<ShipmentRecord, 'shipment'>>(({ shipment }) => shipment);
  return {
    pull({ shop, limit, signal, ...listeners } = {}) {
      const size = limitOf(limit, LARGEST_PAGE);
      const own = signal ? { signal } : {};
      const params = { ...(shop && { shop_no: shop }), is_own_platform: true };
      const read = async (pass: Pass) => {
        // What was left unacknowledged stands at the head of the list. Read on from there, over pages that are known by now.
        for (let page = Math.floor(pass.open / size); ; page++) {
          let unread = 0;
          const onUnreadable = (each: Unreadable) => {
            unread += 1;
            pass.unread.meet(each);
          };
          const { data } = await call('sales.LogisticsSync.getSyncListExt', { params }, { ...own, onUnreadable, page: { size, page } });
          const fresh = data.filter(({ sync_id }) => pass.isNew(sync_id));
          if (fresh.length > 0) return recordsOf(call, fresh, shop, own);
          if (data.length + unread === 0) return [];
        }
      };
      return passes.begin<ShipmentRecord>(size, read, listeners);
    },
    async acknowledge(reports, { signal } = {}) {
      reports.forEach(checkShipmentReport);
      const own = signal ? { signal } : {};
      const said = await sayAll(batchesOf(reports, BATCH), 1, (batch) => update(call, batch, own));
      passes.settle(said.accepted.map(({ record }) => record));
      return said;
    },
  };
}

/** The texts of what was refused name no record: the halves of the batch are said again, which changes nothing where they were taken. */
async function update<R extends ShipmentReport>(
  call: Client<'flagship'>['call'],
  batch: readonly R[],
  options: CallOptions,
): Promise<Acknowledged<R>> {
  const syncList = batch.map(({ record, outcome, message = '' }) => ({
    sync_id: record.shipment,
    status: outcome,
    error_msg: firstCharacters(message, LONGEST_MESSAGE),
  }));
  const unread: string[] = [];
  const own = { ...options, onUnreadable: ({ raw }: Unreadable) => unread.push(raw) };
  const { data } = await call('sales.LogisticsSync.update', { syncList }, own);
  const reasons = [...data, ...unread];
  if (reasons.length === 0) return { ...nothingSaid<R>(), accepted: [...batch] };
  if (batch.length > 1) return halves(batch, (half) => update(call, half, options));
  return { ...nothingSaid<R>(), rejected: batch.map((report) => rejection(report, reasons.join('; '))) };
}

async function recordsOf(
  call: Client<'flagship'>['call'],
  rows: readonly Row[],
  shopNo: string | undefined,
  options: CallOptions,
): Promise<ShipmentRecord[]> {
  const records: ShipmentRecord[] = [];
  for (const row of rows) {
    records.push({
      shipment: row.sync_id,
      shopNo: shopNo ?? '',
      tradeId: row.trade_id,
      tid: row.tid,
      ...(await resolvedOids(call, row, options)),
      part: row.is_part_sync,
      trackingNumber: row.logistics_no,
      carrier: { code: row.logistics_code, name: row.logistics_name, type: 0 },
      deliveryTerm: null,
      goodsCount: row.goods_count ?? null,
      shippedAt: null,
      createdAt: row.created ?? null,
    });
  }
  return records;
}
