import type { ShipmentState } from '@tongbu/model';
import type { Context } from '../context.ts';
import { recordOf, type ShipmentRecord } from '../pool/list-shipments.ts';
import type { ShipmentRow } from '../pool/shipment-row.ts';
import { type FoundShipment, oneShipment } from '../pool/shipment-search.ts';
import { recordsOf } from './record.ts';
import { replacedOf } from './replaced.ts';

/** A shipment by itself, with its place among the records of its order. */
export interface ShownShipment extends ShipmentRecord {
  /** The record in whose place it was made, as it failed, was corrected or got a carrier; null for the first of its parcel. */
  replaces: Replacement | null;
  /** The record that took its place; null while none did. */
  replacedBy: Replacement | null;
}

/** One of two records of a parcel, seen from the other. */
export interface Replacement {
  shipment: number;
  trackingNumber: string;
  state: ShipmentState;
  /** The shop's last word on it; empty where it gave none. */
  message: string;
}

/** One shipment; null when the seller has none of that number. */
export async function showShipment(
  { database }: Context,
  { seller, shipment, now }: { seller: string; shipment: number; now: number },
): Promise<ShownShipment | null> {
  return database.read(async (session) => {
    const [row] = await session.query<FoundShipment>(oneShipment, { seller, shipment });
    if (!row) return null;
    const { before, after } = replacedOf(await recordsOf({ session, seller }, row.shop_id, row.tid), shipment);
    return { ...recordOf(row, now), replaces: seen(before), replacedBy: seen(after) };
  });
}

function seen(row: ShipmentRow | undefined): Replacement | null {
  return row ? { shipment: row.shipment_id, trackingNumber: row.tracking_number, state: row.state, message: row.message } : null;
}
