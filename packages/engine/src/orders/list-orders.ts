import type { OrderState, Payment } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { ORDER_COLUMNS, type OrderRow, type Progress } from './sheet.ts';

/** An order in a list. */
export interface ListedOrder {
  /** The order's own number; pass the last one on as `after` for what follows. */
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
  /** True for orders with goods that nobody knows. */
  unknownGoods: boolean | null;
}

/**
 * Orders in order of their numbers.
 *
 * @param query.after the last number seen; 0 at first
 * @param query.limit how many at most
 * @throws EngineError `unknown` when there is no such seller
 */
export async function listOrders(
  { database }: Context,
  { seller, filter, after, limit }: { seller: string; filter: OrderFilter; after: number; limit: number },
): Promise<ListedOrder[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const { shopNo, progress, unknownGoods } = filter;
    const unknown = unknownGoods === null ? null : Number(unknownGoods);
    const rows = await session.query<Found>(list[progress ? 'byProgress' : shopNo ? 'byShop' : 'all'], {
      seller,
      shopNo,
      progress,
      unknown,
      after,
      limit,
    });
    return rows.map((row) => ({
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
    }));
  });
}

type Found = OrderRow & { shop_no: string; created_at: number; modified_at: number; lines: number; unknown_goods: number };

const UNKNOWN = "(select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id and u.parts = '')";

// Each by an index of its own: the few open orders of a shop must not be looked for among all that ever were.
const listBy = (where: string) =>
  statement(`
    select ${ORDER_COLUMNS}, h.shop_no, o.created_at, o.modified_at, ${UNKNOWN} as unknown_goods,
      (select count(*) from sub_orders u where u.seller = o.seller and u.order_id = o.order_id) as lines
    from orders o cross join shops h
    where o.seller = :seller and o.order_id > :after ${where} and h.seller = o.seller and h.shop_id = o.shop_id
      and (cast(:shopNo as text) is null or h.shop_no = cast(:shopNo as text))
      and (cast(:progress as text) is null or o.progress = cast(:progress as text))
      and (cast(:unknown as bigint) is null or (${UNKNOWN} > 0) = (cast(:unknown as bigint) = 1))
    order by o.order_id limit :limit`);
const list = {
  all: listBy(''),
  byProgress: listBy('and o.progress = :progress'),
  byShop: listBy('and o.shop_id = (select n.shop_id from shops n where n.seller = :seller and n.shop_no = :shopNo)'),
};
