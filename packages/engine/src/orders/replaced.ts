import type { ShipmentRow } from '../pool/shipment-row.ts';
import { sameSet } from './record.ts';

/**
 * Which record took another's place. A record is replaced by one of the same trade and sub-orders that is made in the same transaction
 * (promise L1), so that among those the next number is its successor; nobody writes that down, and no clock is asked.
 *
 * @param records all of the order, oldest first
 * @returns the record in whose place this one was made, and the one that took its place; undefined where there is none
 */
export function replacedOf(records: ShipmentRow[], shipment: number): { before: ShipmentRow | undefined; after: ShipmentRow | undefined } {
  const own = records.find(({ shipment_id }) => shipment_id === shipment);
  const kin = records.filter(({ trade_id, oids }) => own && trade_id === own.trade_id && sameSet(oids, own.oids));
  const at = kin.findIndex(({ shipment_id }) => shipment_id === shipment);
  const before = kin[at - 1];
  return { before: before?.state === 'replaced' ? before : undefined, after: own?.state === 'replaced' ? kin[at + 1] : undefined };
}
