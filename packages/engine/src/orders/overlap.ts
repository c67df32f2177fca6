import { CellError } from '../import/column.ts';
import type { ShipmentRow } from '../pool/shipment-row.ts';
import { oidsIn, type Parcel, sameSet } from './record.ts';

/**
 * Never two pending records for one sub-order (promise L3).
 *
 * @param others the records of the same order
 * @param named how the caller named the sub-orders, for the message
 * @throws CellError naming the record that waits already
 */
export function refuseOverlap(others: ShipmentRow[], { tid, oids }: Pick<Parcel, 'tid' | 'oids'>, named = oids): void {
  const ours = oidsIn(oids);
  for (const other of others) {
    if (other.state !== 'pending' || sameSet(other.oids, oids)) continue;
    const theirs = oidsIn(other.oids);
    const shared = theirs.length === 0 || ours.length === 0 ? 'the whole order' : ours.find((oid) => theirs.includes(oid));
    if (shared === undefined) continue;
    const waits = `${shared} of order ${tid} waits already in shipment ${other.shipment_id} (${other.tracking_number})`;
    throw new CellError('oids', named, `${waits}; correct that one, or wait until the shop has settled it`);
  }
}
