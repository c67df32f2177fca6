import { UNMAPPED } from '@tongbu/model';
import { SHIPMENT_COLUMNS, type ShipmentRow } from '../pool/shipment-row.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { findCarrier } from './carrier-rows.ts';
import { refuseOverlap } from './overlap.ts';
import { contentOf, create, type RecordContext, recordsOf, replace } from './record.ts';

/**
 * Queues a failed record again: it is replaced, and a new one with a new number waits (promise L1), with the carrier's type where
 * that has become known since.
 *
 * @returns the new number; null when the record is not failed
 * @throws CellError when its sub-orders wait in another record (promise L3)
 */
export async function queueAgain(context: RecordContext, shipment: number): Promise<number | null> {
  await issue(context.session, context.seller, 'shipment', 0);
  const row = await findQueueable(context, shipment);
  if (!row) return null;
  // The shop may have confirmed it since it was read: then there is nothing to queue again.
  if (!(await replace(context, row.shipment_id))) return null;
  return create(context, row.shop_id, row.trade_id, { ...contentOf(row), ...(await mappingOf(context, row)) });
}

/**
 * A failed record that may be queued again.
 *
 * @returns undefined when the record is not failed
 * @throws CellError when its sub-orders wait in another record (promise L3)
 */
export async function findQueueable(
  { session, seller }: Pick<RecordContext, 'session' | 'seller'>,
  shipment: number,
): Promise<ShipmentRow | undefined> {
  const [row] = await session.query<ShipmentRow>(byNumber, { seller, shipment });
  if (row?.state !== 'failed') return undefined;
  const others = await recordsOf({ session, seller }, row.shop_id, row.tid);
  // Records that count pieces share their sub-orders: the trades they came from keep the quantities apart.
  refuseOverlap(row.goods_count === null ? others : others.filter(({ goods_count }) => goods_count === null), row);
  return row;
}

/** What a carrier is mapped to by now, where it was mapped to none of the vendor's when the record was made. */
async function mappingOf({ session, seller }: RecordContext, { carrier_type, carrier_code }: ShipmentRow) {
  const carrier = carrier_type === UNMAPPED ? await findCarrier(session, seller, carrier_code) : undefined;
  return carrier && carrier.type !== null ? { carrier_name: carrier.name, carrier_type: carrier.type } : {};
}

const byNumber = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where p.seller = :seller and p.shipment_id = :shipment`);
