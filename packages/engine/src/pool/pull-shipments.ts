import type { Shipment } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { type Session, statement } from '../store/database.ts';
import { LONGEST_DELAY_MS } from './delay.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow, shipmentOf } from './shipment-row.ts';

/** Which shipments are wanted; null for any. */
export interface ShipmentFilter {
  shopNo: string | null;
  tid: string | null;
  trackingNumber: string | null;
  /** True for split shipments only, false for whole ones only. */
  part: boolean | null;
}

/** Shipments that wait, and how many there are in all. */
export interface ShipmentPage {
  shipments: Shipment[];
  /** All that are due now and match, on other pages too; null unless asked for. */
  total: number | null;
}

const DELAYED = `p.retry_at > :now and p.retry_at <= :now + ${LONGEST_DELAY_MS}`;

const MATCHES = `p.seller = :seller and p.state = 'pending' and not (${DELAYED})
    and (cast(:part as bigint) is null or p.part = cast(:part as bigint))
    and (cast(:tid as text) is null or p.tid = cast(:tid as text))
    and (cast(:trackingNumber as text) is null or p.tracking_number = cast(:trackingNumber as text))`;

const SEES = `s.disabled = 0 and ${seesShop('p.shop_id')}`;

/**
 * One page of waiting shipments, in order of their numbers (promise B4).
 *
 * @param input.offset how many to skip
 * @returns null when a shop is named that the caller does not see
 */
export async function pageShipments(
  { database, tally }: Context,
  {
    caller,
    filter,
    offset,
    limit,
    total,
    now,
  }: { caller: Caller; filter: ShipmentFilter; offset: number; limit: number; total: boolean; now: number },
): Promise<ShipmentPage | null> {
  return database.read(async (session) => {
    const shop = await namedShop(session, caller, filter.shopNo);
    if (shop === undefined) return null;
    if (isWhole(filter)) tally.pulled(caller, shop ?? 0, 'shipment', now);
    const query = { ...matching(caller, filter, now), limit, offset, after: 0 };
    const rows = await (shop === null
      ? session.query<ShipmentRow>(allShops, query)
      : session.query<ShipmentRow>(oneShop, { ...query, shop }));
    return { shipments: rows.map(shipmentOf), total: total ? await countDue(session, caller, filter, shop, now) : null };
  });
}

/**
 * Waiting shipments after the shipment `after`, and then from the start again (promise B4).
 *
 * @returns null when a shop is named that the caller does not see
 */
export async function pullShipments(
  { database, tally }: Context,
  { caller, filter, after, limit, now }: { caller: Caller; filter: ShipmentFilter; after: number; limit: number; now: number },
): Promise<ShipmentPage | null> {
  return database.read(async (session) => {
    const shop = await namedShop(session, caller, filter.shopNo);
    if (shop === undefined) return null;
    if (isWhole(filter)) tally.pulled(caller, shop ?? 0, 'shipment', now);
    const from = (after: number, limit: number) => {
      const query = { ...matching(caller, filter, now), limit, offset: 0, after };
      return shop === null ? session.query<ShipmentRow>(allShops, query) : session.query<ShipmentRow>(oneShop, { ...query, shop });
    };
    const rows = await from(after, limit);
    if (rows.length < limit && after > 0) {
      const wrapped = await from(0, limit - rows.length);
      rows.push(...wrapped.filter(({ shipment_id }) => shipment_id <= after));
    }
    return { shipments: rows.map(shipmentOf), total: await countDue(session, caller, filter, shop, now) };
  });
}

/** Whoever asks for one order looks it up; that is no pull. */
function isWhole({ tid, trackingNumber }: ShipmentFilter): boolean {
  return tid === null && trackingNumber === null;
}

function matching(caller: Caller, { tid, trackingNumber, part }: ShipmentFilter, now: number) {
  return { seller: caller.seller, key: caller.key, tid, trackingNumber, part: part === null ? null : Number(part), now };
}

/** The number of the named shop; null when none is named, undefined when the caller does not see it. */
async function namedShop(session: Session, caller: Caller, shopNo: string | null): Promise<number | null | undefined> {
  if (shopNo === null) return null;
  const [shop] = await session.query<{ shop_id: number }>(activeShop, { seller: caller.seller, key: caller.key, shopNo });
  return shop?.shop_id;
}

const activeShop = statement(`
  select shop_id from shops where seller = :seller and shop_no = :shopNo and disabled = 0 and ${seesShop('shop_id')}`);

const allShops = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where ${MATCHES} and ${SEES} and p.shipment_id > :after order by p.shipment_id limit :limit offset :offset`);

const oneShop = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where ${MATCHES} and ${SEES} and p.shop_id = :shop and p.shipment_id > :after
  order by p.shipment_id limit :limit offset :offset`);

/** How many are due: those pending are counted as they change, only the delayed ones are looked at. */
async function countDue(session: Session, caller: Caller, filter: ShipmentFilter, shop: number | null, now: number): Promise<number> {
  const query = { ...matching(caller, filter, now), shop };
  const counted = isWhole(filter);
  const { tid: _, trackingNumber: __, ...plain } = query;
  const [row] = await (counted ? session.query<{ due: number }>(countAll, plain) : session.query<{ due: number }>(countMatching, query));
  return row?.due ?? 0;
}

const countAll = statement(`
  select coalesce(cast(sum(c.pending - (
    select count(*) from shipments p
    where p.seller = c.seller and p.shop_id = c.shop_id and p.part = c.part and p.state = 'pending' and p.retry_at > 0 and ${DELAYED}
  )) as bigint), 0) as due
  from pool_counts c join shops s on s.seller = c.seller and s.shop_id = c.shop_id
  where c.seller = :seller and c.pool = 'shipment' and s.disabled = 0 and ${seesShop('c.shop_id')}
    and (cast(:shop as bigint) is null or c.shop_id = cast(:shop as bigint))
    and (cast(:part as bigint) is null or c.part = cast(:part as bigint))`);

const countMatching = statement(`
  select count(*) as due from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where ${MATCHES} and ${SEES} and (cast(:shop as bigint) is null or p.shop_id = cast(:shop as bigint))`);

/**
 * The whole list of sub-orders of one order in one ERP order, for a placeholder that stood in its place.
 *
 * @returns null when the caller sees no such shipment
 */
export async function specialOids(
  { database }: Context,
  { caller, tid, tradeId }: { caller: Caller; tid: string; tradeId: number },
): Promise<string[] | null> {
  return database.read(async (session) => {
    const [row] = await session.query<{ oids: string }>(oidsOf, { seller: caller.seller, key: caller.key, tid, tradeId });
    return row ? row.oids.split(',').filter((oid) => oid !== '') : null;
  });
}

// The plus keeps SQLite from walking all of a seller's shipments in their order instead of finding the few of one order.
const oidsOf = statement(`
  select oids from shipments where seller = :seller and tid = :tid and trade_id = :tradeId and ${seesShop('shop_id')}
  order by +shipment_id desc limit 1`);
