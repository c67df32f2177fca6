import { UNMAPPED } from '@tongbu/model';
import { SHIPMENT_COLUMNS, type ShipmentRow } from '../pool/shipment-row.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { carrierOf } from './carrier-rows.ts';
import { contentOf, create, type RecordContext, replace } from './record.ts';

/**
 * Corrects records that wait with a carrier that was mapped to none of the vendor's when they were made, and is mapped now: each is
 * replaced by a new one with the type (promise L1). Records that say another type stay: a shop may have taken it.
 *
 * @param carrier its number
 * @param after only records with a greater number
 * @param most how many waiting records are looked at
 * @returns how many were looked at, and the number of the last
 */
export async function mapWaiting(
  context: RecordContext,
  carrier: number,
  after: number,
  most: number,
): Promise<{ done: number; last: number }> {
  const { session, seller } = context;
  await issue(session, seller, 'shipment', 0); // whoever ships for this seller waits here
  const mapped = await carrierOf(session, seller, carrier);
  if (!mapped || mapped.type === null) return { done: 0, last: after }; // the mapping was taken back meanwhile
  const waiting = await session.query<ShipmentRow>(next, { seller, after, most });
  for (const row of waiting) {
    if (row.carrier_type !== UNMAPPED || row.carrier_code !== mapped.code) continue;
    // The shop may have settled it since it was read.
    if (!(await replace(context, row.shipment_id))) continue;
    const { code, name, type } = mapped;
    const parcel = { ...contentOf(row), carrier_code: code, carrier_name: name, carrier_type: type };
    await create(context, row.shop_id, row.trade_id, parcel);
  }
  return { done: waiting.length, last: waiting.at(-1)?.shipment_id ?? after };
}

// `cross join` keeps the order: along the index of what waits, each with its shop.
const next = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p cross join shops s
  where p.seller = :seller and p.state = 'pending' and p.shipment_id > :after and s.seller = p.seller and s.shop_id = p.shop_id
  order by p.shipment_id limit :most`);
