import { CellError, optionalText, quantity, text, time, whole } from '../import/column.ts';
import { type ImportContext, kind, resolveEach } from '../import/kind.ts';
import { journal } from '../journal/journal.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow } from '../pool/shipment-row.ts';
import { issue } from '../sellers/counter.ts';
import { findShops } from '../stock/lookup.ts';
import { statement } from '../store/database.ts';

/**
 * Shipments: one row for each parcel number to report. A row that names the sub-orders of an earlier one with another
 * carrier or number is a correction: the earlier record is replaced, a new one made (promise L1).
 */
export const shipments = kind({
  name: 'shipments',
  summary: {
    en: 'Parcels that left: one row for each tracking number to report to the shop.',
    zh: '已发出的包裹：每行一个要回传商城的物流单号。',
  },
  columns: {
    shop_no: text(20),
    tid: text(40),
    oids: optionalText(4000),
    logistics_no: text(40),
    logistics_code: optionalText(60),
    logistics_name: optionalText(32),
    logistics_type: whole(0, 65_535, 0),
    delivery_term: whole(1, 3, 1),
    goods_count: quantity(),
    consign_time: time(),
  },
  pool: 'shipment',
  claim: ({ shop_no, tid, oids }) => ({ group: `${shop_no}\n${tid}`, members: oids === '' ? null : splitOids(oids) }),
  async resolve(context, rows) {
    const shopOf = await findShops(
      context,
      rows.map(({ shop_no }) => shop_no),
    );
    return resolveEach(rows, async (row) => {
      const shop = shopOf(row.shop_no);
      const oids = splitOids(row.oids);
      if (row.oids !== '' && oids.length === 0) throw new CellError('oids', row.oids, 'names no sub-order');
      refuseOverlap(await ofOrder(context, shop, row.tid), row, oids);
      return { shop, oids };
    });
  },
  async write(context, rows) {
    let changed = 0;
    await issue(context.session, context.seller, 'shipment', 0); // whoever ships for this seller waits here
    for (const { row, resolved } of rows) {
      const others = await ofOrder(context, resolved.shop, row.tid);
      refuseOverlap(others, row, resolved.oids);
      const parcel = parcelOf(row, resolved.oids, context.now);
      const latest = others.filter(({ oids, state }) => sameSet(oids, parcel.oids) && state !== 'replaced').at(-1);
      if (latest && isSame(latest, parcel)) continue;
      if (latest) await replace(context, latest.shipment_id);
      const trade = latest?.trade_id ?? (await issue(context.session, context.seller, 'trade'));
      await create(context, resolved.shop, trade, parcel);
      changed++;
    }
    return changed;
  },
});

/** The fixed content of a shipment, as it is stored. */
type Parcel = Pick<
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

interface Row {
  tid: string;
  oids: string;
  logistics_no: string;
  logistics_code: string;
  logistics_name: string;
  logistics_type: number;
  delivery_term: number;
  goods_count: string | undefined;
  consign_time: number | undefined;
}

/** Sub-orders may be separated by commas or semicolons; each is kept once, in its place. */
function splitOids(oids: string): string[] {
  return [...new Set(oids.split(/[,;，；]/).map((oid) => oid.trim()))].filter((oid) => oid !== '');
}

function parcelOf(row: Row, oids: string[], now: number): Parcel {
  return {
    tid: row.tid,
    oids: oids.join(','),
    part: oids.length > 0 ? 1 : 0,
    tracking_number: row.logistics_no,
    carrier_code: row.logistics_code,
    carrier_name: row.logistics_name,
    carrier_type: row.logistics_type,
    delivery_term: row.delivery_term,
    goods_count: row.goods_count ?? null,
    shipped_at: row.consign_time ?? now,
  };
}

/** The content alone of a record. */
function contentOf(row: ShipmentRow): Parcel {
  const { tid, oids, part, tracking_number, carrier_code, carrier_name, carrier_type, delivery_term, goods_count, shipped_at } = row;
  return { tid, oids, part, tracking_number, carrier_code, carrier_name, carrier_type, delivery_term, goods_count, shipped_at };
}

/** Whether two lists name the same sub-orders, in whatever order. */
function sameSet(a: string, b: string): boolean {
  return a === b || a.split(',').sort().join() === b.split(',').sort().join();
}

/** What makes a record another one; when the parcel left does not. */
const CONTENT = ['tracking_number', 'carrier_code', 'carrier_name', 'carrier_type', 'delivery_term', 'goods_count'] as const;

function isSame(stored: ShipmentRow, parcel: Parcel): boolean {
  return CONTENT.every((column) => stored[column] === parcel[column]);
}

async function ofOrder({ session, seller }: ImportContext, shop: number, tid: string): Promise<ShipmentRow[]> {
  return session.query<ShipmentRow>(byTid, { seller, shop, tid });
}

// The plus keeps SQLite from walking all of a seller's shipments in their order instead of finding the few of one order.
const byTid = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where p.seller = :seller and p.tid = :tid and p.shop_id = :shop order by +p.shipment_id`);

/** Never two pending records for one sub-order (promise L3). */
function refuseOverlap(others: ShipmentRow[], row: Row, oids: string[]): void {
  for (const other of others) {
    if (other.state !== 'pending' || sameSet(other.oids, oids.join(','))) continue;
    const theirs = other.oids.split(',').filter((oid) => oid !== '');
    const shared = theirs.length === 0 || oids.length === 0 ? 'the whole order' : oids.find((oid) => theirs.includes(oid));
    if (shared === undefined) continue;
    const waits = `${shared} of order ${row.tid} waits already in shipment ${other.shipment_id} (${other.tracking_number})`;
    throw new CellError('oids', row.oids, `${waits}; correct that one, or wait until the shop has settled it`);
  }
}

/** Closes a record that waits or failed, so that no acknowledgement can settle it any more; a settled one stays what it is. */
async function replace(context: ImportContext, shipment: number): Promise<boolean> {
  const closed = await closeAs(context, shipment, 'replaced');
  if (closed) await note(context, shipment, 'replaced', 'replaced', '');
  return closed;
}

/** The shop may fail a record between our reading it and this: so both states are tried, whatever was read. */
async function closeAs({ session, seller, now, pending }: ImportContext, shipment: number, state: 'replaced' | 'cancelled') {
  for (const from of ['pending', 'failed']) {
    const [closed] = await session.query<{ shop_id: number; part: number }>(close, { seller, shipment, from, state, now });
    if (!closed) continue;
    if (from === 'pending') pending.add(closed.shop_id, -1, closed.part);
    return true;
  }
  return false;
}

async function create(
  { session, seller, actor, now, pending }: ImportContext,
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

type Noted = Pick<ImportContext, 'session' | 'seller' | 'actor' | 'now'>;

async function note(
  { session, seller, actor, now }: Noted,
  shipment: number,
  event: string,
  effect: string,
  detail: string,
): Promise<void> {
  await journal(session, { seller, at: now, actor, pool: 'shipment', signedAt: null }, [{ event, subject: shipment, effect, detail }]);
}

/**
 * Queues a failed record again: it is replaced, and a new one with a new number waits (promise L1).
 *
 * @returns the new number; null when the record is not failed
 */
export async function queueAgain(context: ImportContext, shipment: number): Promise<number | null> {
  await issue(context.session, context.seller, 'shipment', 0);
  const [row] = await context.session.query<ShipmentRow>(byNumber, { seller: context.seller, shipment });
  if (row?.state !== 'failed') return null;
  refuseOverlap(
    await ofOrder(context, row.shop_id, row.tid),
    asRow(row),
    row.oids.split(',').filter((oid) => oid !== ''),
  );
  // The shop may have confirmed it since it was read: then there is nothing to queue again.
  if (!(await replace(context, row.shipment_id))) return null;
  return create(context, row.shop_id, row.trade_id, contentOf(row));
}

/** Takes a record that waits or failed out of the pool for good. @returns whether it was */
export async function cancelRecord(context: ImportContext, shipment: number): Promise<boolean> {
  const closed = await closeAs(context, shipment, 'cancelled');
  if (closed) await note(context, shipment, 'cancel', 'cancelled', '');
  return closed;
}

function asRow(row: ShipmentRow): Row {
  return {
    tid: row.tid,
    oids: row.oids,
    logistics_no: row.tracking_number,
    logistics_code: row.carrier_code,
    logistics_name: row.carrier_name,
    logistics_type: row.carrier_type,
    delivery_term: row.delivery_term,
    goods_count: row.goods_count ?? undefined,
    consign_time: row.shipped_at,
  };
}

const byNumber = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where p.seller = :seller and p.shipment_id = :shipment`);

const close = statement(`
  update shipments set state = :state, settled_at = :now, retry_at = 0
  where seller = :seller and shipment_id = :shipment and state = :from returning shop_id, part`);

const insert = statement(`
  insert into shipments (seller, shipment_id, shop_id, trade_id, tid, oids, part, tracking_number, carrier_code, carrier_name,
    carrier_type, delivery_term, goods_count, shipped_at, created_at, state, settled_at, message, retries, retry_at, retry_steps, failure_signed_at)
  values (:seller, :shipment, :shop, :trade, :tid, :oids, :part, :tracking_number, :carrier_code, :carrier_name,
    :carrier_type, :delivery_term, :goods_count, :shipped_at, :now, 'pending', null, '', 0, 0, 0, 0)`);
