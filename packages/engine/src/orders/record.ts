/** Shipment records: made with a fixed content, closed, and never changed (promise L1). */
import { journal } from '../journal/journal.ts';
import type { PendingChange } from '../pool/count.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow } from '../pool/shipment-row.ts';
import { issue } from '../sellers/counter.ts';
import { type Session, statement } from '../store/database.ts';

/** What the writing of records needs; `pending` counts shipments. */
export interface RecordContext {
  session: Session;
  seller: string;
  actor: string;
  now: number;
  pending: PendingChange;
}

/** The fixed content of a shipment, as it is stored. */
export type Parcel = Pick<
  ShipmentRow,
  | 'tid'
  | 'oids'
  | 'part'
  | 'tracking_number'
  | 'carrier_code'
  | 'carrier_name'
  | 'carrier_type'
  | 'delivery_term'
  | 'goods_count'
  | 'shipped_at'
>;

/** The content alone of a record. */
export function contentOf(row: ShipmentRow): Parcel {
  const { tid, oids, part, tracking_number, carrier_code, carrier_name, carrier_type, delivery_term, goods_count, shipped_at } = row;
  return { tid, oids, part, tracking_number, carrier_code, carrier_name, carrier_type, delivery_term, goods_count, shipped_at };
}

/** What makes a record another one; when the parcel left does not. */
const CONTENT = ['tracking_number', 'carrier_code', 'carrier_name', 'carrier_type', 'delivery_term', 'goods_count'] as const;

/** Whether a record for the same sub-orders says the same. */
export function saysSame(stored: ShipmentRow, parcel: Parcel): boolean {
  return CONTENT.every((column) => stored[column] === parcel[column]);
}

/** The sub-orders of a stored list; none stand for the whole order. */
export const oidsIn = (list: string): string[] => list.split(',').filter((oid) => oid !== '');

/** Whether two lists name the same sub-orders, in whatever order. */
export function sameSet(a: string, b: string): boolean {
  return a === b || a.split(',').sort().join() === b.split(',').sort().join();
}

/** All records of an order, oldest first. */
export async function recordsOf(
  { session, seller }: Pick<RecordContext, 'session' | 'seller'>,
  shop: number,
  tid: string,
): Promise<ShipmentRow[]> {
  return session.query<ShipmentRow>(byTid, { seller, shop, tid });
}

// The plus keeps SQLite from walking all of a seller's shipments in their order instead of finding the few of one order.
const byTid = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where p.seller = :seller and p.tid = :tid and p.shop_id = :shop order by +p.shipment_id`);

/** Makes a record that waits. @returns its number */
export async function create(
  { session, seller, actor, now, pending }: RecordContext,
  shop: number,
  trade: number,
  parcel: Parcel,
): Promise<number> {
  const shipment = await issue(session, seller, 'shipment');
  await session.run(insert, { seller, shipment, shop, trade, now, ...parcel });
  pending.add(shop, 1, parcel.part);
  await note({ session, seller, actor, now }, shipment, 'created', 'pending', JSON.stringify({ shop, trade, ...parcel }));
  return shipment;
}

/** Closes a record that waits or failed, so that no acknowledgement can settle it any more; a settled one stays what it is. */
export async function replace(context: RecordContext, shipment: number): Promise<boolean> {
  const closed = await closeAs(context, shipment, 'replaced');
  if (closed) await note(context, shipment, 'replaced', 'replaced', '');
  return closed;
}

/** Takes a record that waits or failed out of the pool for good. @returns whether it was */
export async function cancelRecord(context: RecordContext, shipment: number): Promise<boolean> {
  const closed = await closeAs(context, shipment, 'cancelled');
  if (closed) await note(context, shipment, 'cancel', 'cancelled', '');
  return closed;
}

/** The shop may fail a record between our reading it and this: so both states are tried, whatever was read. */
async function closeAs({ session, seller, now, pending }: RecordContext, shipment: number, state: 'replaced' | 'cancelled') {
  for (const from of ['pending', 'failed']) {
    const [closed] = await session.query<{ shop_id: number; part: number }>(close, { seller, shipment, from, state, now });
    if (!closed) continue;
    if (from === 'pending') pending.add(closed.shop_id, -1, closed.part);
    return true;
  }
  return false;
}

type Noted = Omit<RecordContext, 'pending'>;

async function note({ session, seller, actor, now }: Noted, subject: number, event: string, effect: string, detail: string): Promise<void> {
  await journal(session, { seller, at: now, actor, pool: 'shipment', signedAt: null }, [{ event, subject, effect, detail }]);
}

const close = statement(`
  update shipments set state = :state, settled_at = :now, retry_at = 0
  where seller = :seller and shipment_id = :shipment and state = :from returning shop_id, part`);

const insert = statement(`
  insert into shipments (seller, shipment_id, shop_id, trade_id, tid, oids, part, tracking_number, carrier_code, carrier_name,
    carrier_type, delivery_term, goods_count, shipped_at, created_at, state, settled_at, message, retries, retry_at, retry_steps, failure_signed_at)
  values (:seller, :shipment, :shop, :trade, :tid, :oids, :part, :tracking_number, :carrier_code, :carrier_name,
    :carrier_type, :delivery_term, :goods_count, :shipped_at, :now, 'pending', null, '', 0, 0, 0, 0)`);
