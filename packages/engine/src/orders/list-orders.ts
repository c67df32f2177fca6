import type { OrderState, Payment } from '@tongbu/model';
import type { Context } from '../context.ts';
import { afterPrefix, type Page, readPage, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement, type Value } from '../store/database.ts';
import { ORDER_COLUMNS, type OrderRow, type Progress } from './sheet.ts';

/** An order in a list. */
export interface ListedOrder {
  order: number;
  shopNo: string;
  tid: string;
  state: OrderState;
  payment: Payment;
  progress: Progress;
  buyerNick: string;
  receivable: string;
  /** Epoch milliseconds. */
  tradeAt: number | null;
  createdAt: number;
  modifiedAt: number;
  /** How many sub-orders it has, and of how many nobody knows the goods. */
  subOrders: number;
  unknownGoods: number;
}

/** Which orders are wanted; what is null is not asked. */
export interface OrderFilter {
  shopNo: string | null;
  progress: Progress | null;
  state: OrderState | null;
  /** Those that came at this moment or later, by our clock; epoch milliseconds. */
  since: number | null;
  /** True for orders with goods that nobody knows. */
  unknownGoods: boolean | null;
}

/**
 * Orders in order of their numbers, a page at a time.
 *
 * @param query.search those whose number, or one of whose sub-orders' numbers, begins with it, or that left under this tracking number;
 * by these numbers then, whatever `newest` says
 * @param query.newest the newest first
 * @param query.cursor what the page before gave; null for the first
 * @param query.limit rows at most
 * @throws EngineError `unknown` when there is no such seller, `input` for a cursor of something else
 */
export async function listOrders(
  { database }: Context,
  {
    seller,
    filter,
    search = null,
    newest = false,
    cursor,
    limit,
  }: { seller: string; filter: OrderFilter; search?: string | null; newest?: boolean; cursor: string | null; limit: number },
): Promise<Page<ListedOrder>> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [shop] = filter.shopNo === null ? [] : await session.query<{ shop: number }>(shopOf, { seller, shopNo: filter.shopNo });
    if (filter.shopNo !== null && !shop) return { rows: [], next: null };
    const floor = filter.since === null ? 0 : await lastBefore(session, seller, filter.since);
    const asked = { seller, shop: shop?.shop ?? null, filter };
    const walks = search === null ? [walkFor(asked, newest, floor)] : searchFor(asked, search);
    const { rows, next } = await readPage(session, walks, { cursor, limit });
    return { rows: rows.map(listedOf), next };
  });
}

type Found = OrderRow & { shop_no: string; created_at: number; modified_at: number; lines: number; unknown_goods: number } & {
  /** The number by which a search has come to it. */
  found_by?: string | number;
};

interface Asked {
  seller: string;
  shop: number | null;
  filter: OrderFilter;
}

function keptBy({ shop, filter: { progress, state, since, unknownGoods } }: Asked): (row: Found) => boolean {
  return (row) =>
    (shop === null || row.shop_id === shop) &&
    (progress === null || row.progress === progress) &&
    (state === null || row.state === state) &&
    (since === null || row.created_at >= since) &&
    (unknownGoods === null || row.unknown_goods > 0 === unknownGoods);
}

/** Each by an index of its own: the few open orders must not be looked for among all that ever were. */
function walkFor(asked: Asked, newest: boolean, floor: number): Walk<Found> {
  const { seller, shop, filter } = asked;
  const along = (by: Ways, values: Record<string, Value> = {}): Walk<Found> => ({
    statement: newest ? by.newest : by.oldest,
    values: { seller, ...(newest && { floor }), ...values },
    start: { after: newest ? Number.MAX_SAFE_INTEGER : floor },
    position: ({ order_id }) => ({ after: order_id }),
    keeps: keptBy(asked),
  });
  if (filter.progress !== null) return along(byProgress, { progress: filter.progress });
  return shop === null ? along(all) : along(byShop, { shop });
}

/** What the order's own number has found is left out of what follows from the others. */
function searchFor(asked: Asked, search: string): Walk<Found>[] {
  const { seller } = asked;
  const kept = keptBy(asked);
  const found = (row: Found) => row.tid.startsWith(search);
  const range = { seller, prefix: search, end: afterPrefix(search) };
  return [
    {
      ...{ statement: byTid, values: range, start: { from: '' }, position: ({ tid }) => ({ from: tid }) },
      keeps: (row) => found(row) && kept(row),
    },
    {
      ...{ statement: byOid, values: range, start: { from: '' }, position: (row) => ({ from: row.found_by as string }) },
      keeps: (row) => (row.found_by as string).startsWith(search) && !found(row) && kept(row),
    },
    {
      ...{ statement: byTracking, values: { seller, search }, start: { after: 0 } },
      position: (row) => ({ after: row.found_by as number }),
      keeps: (row) => !found(row) && kept(row),
    },
  ];
}

/** The number of the last order that came before a moment: numbers rise with time, so it is found by halving. */
async function lastBefore(session: Session, seller: string, since: number): Promise<number> {
  const [newest] = await session.query<{ order_id: number }>(last, { seller });
  let low = 0;
  let high = newest?.order_id ?? 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await session.query<{ order_id: number; created_at: number }>(following, { seller, after: middle });
    if (!row || row.created_at >= since) high = middle;
    else low = row.order_id;
  }
  return low;
}

function listedOf(row: Found): ListedOrder {
  return {
    order: row.order_id,
    shopNo: row.shop_no,
    tid: row.tid,
    state: row.state,
    payment: row.payment,
    progress: row.progress,
    buyerNick: row.buyer,
    receivable: row.receivable,
    tradeAt: row.trade_at,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    subOrders: row.lines,
    unknownGoods: row.unknown_goods,
  };
}

const shopOf = statement('select shop_id as shop from shops where seller = :seller and shop_no = :shopNo');
const last = statement('select order_id from orders where seller = :seller order by order_id desc limit 1');
const following = statement(`
  select order_id, created_at from orders where seller = :seller and order_id > :after order by order_id limit 1`);

const SELECT = `select ${ORDER_COLUMNS}, h.shop_no, o.created_at, o.modified_at,
      (select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id and u.parts = '') as unknown_goods,
      (select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id) as lines`;

/** The same walk forwards and backwards. */
interface Ways {
  oldest: Walk<Found>['statement'];
  newest: Walk<Found>['statement'];
}

const listBy = (where: string): Ways => {
  const by = (range: string, order: string) =>
    statement(`
    ${SELECT}
    from orders o cross join shops h
    where o.seller = :seller and ${range} ${where} and h.seller = o.seller and h.shop_id = o.shop_id
    order by ${order} limit :limit`);
  return {
    oldest: by('o.order_id > :after', 'o.order_id'),
    newest: by('o.order_id < :after and o.order_id > :floor', 'o.order_id desc'),
  };
};
const all = listBy('');
const byProgress = listBy('and o.progress = :progress');
const byShop = listBy('and o.shop_id = :shop');

const byTid = statement(`
  ${SELECT} from orders o cross join shops h
  where o.seller = :seller and o.tid >= :prefix and o.tid < :end and o.tid > :from and h.seller = o.seller and h.shop_id = o.shop_id
  order by o.tid limit :limit`);
// An order is found by the first of its sub-orders that fits.
const byOid = statement(`
  ${SELECT}, f.oid as found_by from sub_orders f cross join orders o cross join shops h
  where f.seller = :seller and f.oid >= :prefix and f.oid < :end and f.oid > :from
    and not exists (select 1 from sub_orders e
      where e.seller = f.seller and e.order_id = f.order_id and e.oid >= :prefix and e.oid < f.oid)
    and o.seller = f.seller and o.order_id = f.order_id and h.seller = o.seller and h.shop_id = o.shop_id
  order by f.oid limit :limit`);
const byTracking = statement(`
  ${SELECT}, p.shipment_id as found_by from shipments p cross join orders o cross join shops h
  where p.seller = :seller and p.tracking_number = :search and p.shipment_id > :after
    and not exists (select 1 from shipments e
      where e.seller = p.seller and e.tracking_number = p.tracking_number and e.tid = p.tid and e.shipment_id < p.shipment_id)
    and o.seller = p.seller and o.tid = p.tid and h.seller = o.seller and h.shop_id = o.shop_id
  order by p.shipment_id limit :limit`);
