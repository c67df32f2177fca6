import type { OrderState, Payment } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Page, readPage, type Walk } from '../pool/walk.ts';
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
 * @param query.cursor what the page before gave; null for the first
 * @param query.limit rows at most
 * @throws EngineError `unknown` when there is no such seller, `input` for a cursor of something else
 */
export async function listOrders(
  { database }: Context,
  { seller, filter, cursor, limit }: { seller: string; filter: OrderFilter; cursor: string | null; limit: number },
): Promise<Page<ListedOrder>> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [shop] = filter.shopNo === null ? [] : await session.query<{ shop: number }>(shopOf, { seller, shopNo: filter.shopNo });
    if (filter.shopNo !== null && !shop) return { rows: [], next: null };
    const walk = walkFor(seller, shop?.shop ?? null, filter);
    if (cursor === null && filter.since !== null) walk.start = { after: await lastBefore(session, seller, filter.since) };
    const { rows, next } = await readPage(session, [walk], { cursor, limit });
    return { rows: rows.map(listedOf), next };
  });
}

type Found = OrderRow & { shop_no: string; created_at: number; modified_at: number; lines: number; unknown_goods: number };

/** Each by an index of its own: the few open orders must not be looked for among all that ever were. */
function walkFor(seller: string, shop: number | null, { progress, state, since, unknownGoods }: OrderFilter): Walk<Found> {
  const along = (statement: Walk<Found>['statement'], values: Record<string, Value> = {}): Walk<Found> => ({
    statement,
    values: { seller, ...values },
    start: { after: 0 },
    position: ({ order_id }) => ({ after: order_id }),
    keeps: (row) =>
      (shop === null || row.shop_id === shop) &&
      (progress === null || row.progress === progress) &&
      (state === null || row.state === state) &&
      (since === null || row.created_at >= since) &&
      (unknownGoods === null || row.unknown_goods > 0 === unknownGoods),
  });
  if (progress !== null) return along(byProgress, { progress });
  return shop === null ? along(all) : along(byShop, { shop });
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

const listBy = (where: string) =>
  statement(`
    select ${ORDER_COLUMNS}, h.shop_no, o.created_at, o.modified_at,
      (select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id and u.parts = '') as unknown_goods,
      (select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id) as lines
    from orders o cross join shops h
    where o.seller = :seller and o.order_id > :after ${where} and h.seller = o.seller and h.shop_id = o.shop_id
    order by o.order_id limit :limit`);
const all = listBy('');
const byProgress = listBy('and o.progress = :progress');
const byShop = listBy('and o.shop_id = :shop');
