/** How shipments are found: each filter along the index that serves it best, the newest first. */
import type { ShipmentState } from '@tongbu/model';
import { type AskedReason, isAsked, likeReason } from '../figures/reason.ts';
import { type Session, type Statement, statement, type Value } from '../store/database.ts';
import { LONGEST_DELAY_MS } from './delay.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow } from './shipment-row.ts';
import { afterPrefix, type Walk } from './walk.ts';

/** Which shipments are wanted; what is null or left out is not asked. */
export interface ShipmentSearch extends AskedReason {
  /**
   * `failing`: failed, or pending after the shop asked to be told again; of those, `delayed` is not offered until later. These come after
   * those that failed, in the order in which they are offered again.
   */
  state: ShipmentState | 'failing' | 'delayed' | 'all';
  /** Of this shop alone. */
  shopNo: string | null;
  /** With the whole of this order number, and this tracking number. */
  tid: string | null;
  trackingNumber: string | null;
  /** Whose number, order, sub-order or tracking number it is, the whole of it; found by indexes. */
  search?: string | null;
  /** With this sub-order, or with the whole of the order that it belongs to. */
  oid?: string | null;
  /** By the carrier of this code. */
  carrier?: string | null;
  /** Made then or later, or before; epoch milliseconds. */
  since?: number | null;
  until?: number | null;
}

/** A shipment as it is found. */
export type FoundShipment = ShipmentRow & { shop_disabled: number; settled_at: number | null };

/** The ways along which a seller's shipments are found, one after another. */
export async function shipmentWalks(session: Session, seller: string, search: ShipmentSearch, now: number): Promise<Walk<FoundShipment>[]> {
  const [shop] = search.shopNo === null ? [] : await session.query<{ shop_id: number }>(shopByNo, { seller, shopNo: search.shopNo });
  if (search.shopNo !== null && !shop) return [];
  const keeps = keeper(search, shop?.shop_id ?? null, now);
  const ofShop: Record<string, Value> = shop ? { shop: shop.shop_id } : {};
  const along = (by: Statement, values: Record<string, Value>, matches: (row: FoundShipment) => boolean = () => true) => ({
    ...NEWEST,
    statement: by,
    values: { seller, ...values },
    keeps: (row: FoundShipment) => keeps(row) && matches(row),
  });
  const { tid, trackingNumber, oid = null, search: text = null, state } = search;
  if (tid !== null) return [along(ofOrder, { tid })];
  if (trackingNumber !== null) return [along(ofParcel, { trackingNumber })];
  if (oid !== null) return withOid(session, seller, oid, along);
  if (text !== null) return whole(session, seller, text, along);
  const inState = (of: Exclude<ShipmentSearch['state'], 'failing'>): Walk<FoundShipment> => {
    const base = of === 'delayed' ? 'pending' : of === 'pending' || of === 'failed' ? of : 'everything';
    const way = base === 'pending' && shop ? 'pendingOfShop' : base;
    const isNarrow = [search.carrier, search.reason, search.since, search.until].some((asked) => (asked ?? null) !== null);
    const isWhole = (of === base || (of === 'all' && base === 'everything')) && (!shop || way === 'pendingOfShop');
    if (!isNarrow && isWhole) return along(PLAIN[way], way === 'pendingOfShop' ? ofShop : {});
    const { found, far } = LEAPING[way];
    const narrow: Record<string, Value> = { ...narrowing({ ...search, state: of }, shop?.shop_id ?? null, now), ...ofShop };
    const values = Object.fromEntries(Object.entries(narrow).filter(([name]) => found.names.includes(name)));
    return { ...along(found, values), leap: { far, end: { before: 0 } } };
  };
  if (state !== 'failing') return [inState(state)];
  const shops = shop ? [shop] : await session.query<{ shop_id: number }>(allShops, { seller });
  return [inState('failed'), ...shops.map(({ shop_id }) => ({ ...along(putOff, { shop: shop_id }), ...BY_RETRY }))];
}

type Along = (by: Statement, values: Record<string, Value>, matches?: (row: FoundShipment) => boolean) => Walk<FoundShipment>;

/** A number may mean several things: what each finds is left out by those after it. */
async function whole(session: Session, seller: string, text: string, along: Along): Promise<Walk<FoundShipment>[]> {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  const isNumber = (row: FoundShipment) => row.shipment_id === number;
  const isOrder = (row: FoundShipment) => row.tid === text;
  const isParcel = (row: FoundShipment) => row.tracking_number === text;
  const rest = (row: FoundShipment) => !isNumber(row) && !isOrder(row) && !isParcel(row);
  return [
    along(numbered, { shipment: number }),
    along(ofOrder, { tid: text }, (row) => !isNumber(row)),
    along(ofParcel, { trackingNumber: text }, (row) => !isNumber(row) && !isOrder(row)),
    ...(await withOid(session, seller, text, (by, values, matches = () => true) => along(by, values, (row) => rest(row) && matches(row)))),
  ];
}

/** Of the order that Tongbu knows it in; and where parcels came without orders, those whose list begins with it. */
async function withOid(session: Session, seller: string, oid: string, along: Along): Promise<Walk<FoundShipment>[]> {
  const [order] = await session.query<{ tid: string }>(orderOf, { seller, oid });
  const has = (row: FoundShipment) => row.oids.split(',').includes(oid);
  const ofKnown = order ? [along(ofOrder, { tid: order.tid }, (row) => row.oids === '' || has(row))] : [];
  const listed = along(withOids, { prefix: oid, end: afterPrefix(oid) }, (row) => has(row) && row.tid !== order?.tid);
  return [
    ...ofKnown,
    { ...listed, start: { afterOids: '', before: 0 }, position: (row) => ({ afterOids: row.oids, before: row.shipment_id }) },
  ];
}

function keeper(search: ShipmentSearch, shop: number | null, now: number): (row: FoundShipment) => boolean {
  const { state, tid, trackingNumber, carrier = null, since = null, until = null } = search;
  const isFailing = (row: FoundShipment) => row.state === 'failed' || (row.state === 'pending' && row.retry_at > 0);
  const isDelayed = (row: FoundShipment) => row.state === 'pending' && row.retry_at > now && row.retry_at <= now + LONGEST_DELAY_MS;
  return (row) =>
    (state === 'all' || (state === 'delayed' ? isDelayed(row) : state === 'failing' ? isFailing(row) : row.state === state)) &&
    (shop === null || row.shop_id === shop) &&
    (tid === null || row.tid === tid) &&
    (trackingNumber === null || row.tracking_number === trackingNumber) &&
    (carrier === null || row.carrier_code === carrier) &&
    isAsked(row.message, 'shipment', isFailing(row), search) &&
    (since === null || row.created_at >= since) &&
    (until === null || row.created_at < until);
}

const NEWEST: Pick<Walk<FoundShipment>, 'start' | 'position'> = {
  start: { before: Number.MAX_SAFE_INTEGER },
  position: ({ shipment_id }) => ({ before: shipment_id }),
};

const BY_RETRY: typeof NEWEST = {
  start: { part: 0, retryAt: 0, after: 0 },
  position: ({ part, retry_at, shipment_id }) => ({ part, retryAt: retry_at, after: shipment_id }),
};

const allShops = statement('select shop_id from shops where seller = :seller order by shop_id');
const shopByNo = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');
const orderOf = statement(`
  select o.tid from sub_orders u cross join orders o
  where u.seller = :seller and u.oid = :oid and o.seller = u.seller and o.order_id = u.order_id`);

// `cross join` keeps the order: along the index of the shipments, each with its shop.
const SELECT = `
  select ${SHIPMENT_COLUMNS}, s.disabled as shop_disabled, p.settled_at from shipments p cross join shops s
  where s.seller = p.seller and s.shop_id = p.shop_id and p.seller = :seller`;
const NEWEST_FIRST = 'and p.shipment_id < :before order by p.shipment_id desc limit :limit';

/** One shipment by its number. */
export const oneShipment = statement(`${SELECT} and p.shipment_id = :shipment`);
const numbered = statement(`${SELECT} and p.shipment_id = :shipment ${NEWEST_FIRST}`);

const WAYS = {
  everything: '',
  pending: `and p.state = 'pending'`,
  pendingOfShop: `and p.shop_id = :shop and p.state = 'pending'`,
  failed: `and p.state = 'failed'`,
};
type Way = keyof typeof WAYS;

function each<T>(make: (where: string) => T): Record<Way, T> {
  return Object.fromEntries(Object.entries(WAYS).map(([way, where]) => [way, make(where)])) as Record<Way, T>;
}

const PLAIN = each((where) => statement(`${SELECT} ${where} ${NEWEST_FIRST}`));

const DELAYED = `p.state = 'pending' and p.retry_at > :now and p.retry_at <= :now + ${LONGEST_DELAY_MS}`;
/** Statements that leave out by themselves what is not asked for. */
const LEAPING = each((where) => ({
  far: statement(`
    select p.shipment_id from shipments p where p.seller = :seller ${where} and p.shipment_id < :before
    order by p.shipment_id desc limit 1 offset :skip`),
  found: statement(`
    ${SELECT} ${where} and p.shipment_id >= :until_before
    and (:state = 'all' or p.state = :state or (:state = 'delayed' and ${DELAYED}))
    and (cast(:ofShop as bigint) is null or +p.shop_id = cast(:ofShop as bigint))
    and (cast(:carrier as text) is null or p.carrier_code = cast(:carrier as text))
    and (cast(:reason as text) is null or lower(p.message) like cast(:reason as text) escape '~')
    and (cast(:since as bigint) is null or p.created_at >= cast(:since as bigint))
    and (cast(:until as bigint) is null or p.created_at < cast(:until as bigint)) ${NEWEST_FIRST}`),
}));

function narrowing({ state, carrier, reason, since, until }: ShipmentSearch, ofShop: number | null, now: number): Record<string, Value> {
  const narrow = { carrier: carrier ?? null, since: since ?? null, until: until ?? null };
  return { state, ofShop, ...narrow, reason: reason ? likeReason(reason) : null, now };
}

const putOff = statement(`
  ${SELECT} and p.shop_id = :shop and p.state = 'pending' and p.retry_at > 0
  and (p.part, p.retry_at, p.shipment_id) > (:part, :retryAt, :after) order by p.part, p.retry_at, p.shipment_id limit :limit`);
const ofParcel = statement(`${SELECT} and p.tracking_number = :trackingNumber ${NEWEST_FIRST}`);
// The plus keeps SQLite from walking all of a seller's shipments in their order instead of finding the few of one order.
const ofOrder = statement(`${SELECT} and p.tid = :tid and +p.shipment_id < :before order by +p.shipment_id desc limit :limit`);
const withOids = statement(`
  ${SELECT} and p.oids <> '' and p.oids >= :prefix and p.oids < :end and (p.oids, p.shipment_id) > (:afterOids, :before)
  order by p.oids, p.shipment_id limit :limit`);
