import type { Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { TRADE_COLUMNS, type TradeRow } from './sheet.ts';
import type { TradeState } from './trade-state.ts';

/** A trade (系统订单) with what is in it. */
export interface ListedTrade {
  trade: number;
  shopNo: string;
  /** Empty where the seller had no warehouse. */
  warehouseNo: string;
  state: TradeState;
  /** The seller's code of the carrier; empty until it has left. */
  carrier: string;
  /** Tracking numbers, the main one first. */
  numbers: string[];
  /** Epoch milliseconds; null until it has left. */
  shippedAt: number | null;
  createdAt: number;
  lines: { tid: string; oid: string; num: Quantity }[];
}

/** Which trades are wanted; what is null is not asked. */
export interface TradeFilter {
  shopNo: string | null;
  warehouseNo: string | null;
  state: TradeState | null;
}

/**
 * Trades in order of their numbers.
 *
 * @param query.after the last number seen; 0 at first
 * @param query.limit how many at most
 * @throws EngineError `unknown` when there is no such seller
 */
export async function listTrades(
  { database }: Context,
  { seller, filter, after, limit }: { seller: string; filter: TradeFilter; after: number; limit: number },
): Promise<ListedTrade[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return complete(
      session,
      seller,
      await session.query<Found>(filter.state ? list.byState : list.all, { seller, ...filter, after, limit }),
    );
  });
}

/** The trades in which an order has lines, with the lines of all orders in them. */
export async function tradesOf(session: Session, seller: string, order: number): Promise<ListedTrade[]> {
  return complete(session, seller, await session.query<Found>(ofOrder, { seller, order }));
}

type Found = TradeRow & { shop_no: string; warehouse_no: string | null; code: string | null; created_at: number };

async function complete(session: Session, seller: string, rows: Found[]): Promise<ListedTrade[]> {
  const trades: ListedTrade[] = [];
  for (const row of rows) {
    trades.push({
      trade: row.trade_id,
      shopNo: row.shop_no,
      warehouseNo: row.warehouse_no ?? '',
      state: row.state,
      carrier: row.code ?? '',
      numbers: JSON.parse(row.numbers) as string[],
      shippedAt: row.shipped_at,
      createdAt: row.created_at,
      lines: await session.query<ListedTrade['lines'][number]>(linesOf, { seller, trade: row.trade_id }),
    });
  }
  return trades;
}

const SELECT = `select ${TRADE_COLUMNS}, h.shop_no, w.warehouse_no, c.code, t.created_at`;
const JOINS = `join shops h on h.seller = t.seller and h.shop_id = t.shop_id
  left join warehouses w on w.seller = t.seller and w.warehouse_id = t.warehouse_id
  left join carriers c on c.seller = t.seller and c.carrier_id = t.carrier_id`;

// By an index of its own: the few open trades must not be looked for among all that ever were.
const listBy = (where: string) =>
  statement(`
    ${SELECT} from trades t ${JOINS}
    where t.seller = :seller and t.trade_id > :after ${where}
      and (cast(:shopNo as text) is null or h.shop_no = cast(:shopNo as text))
      and (cast(:warehouseNo as text) is null or w.warehouse_no = cast(:warehouseNo as text))
      and (cast(:state as text) is null or t.state = cast(:state as text))
    order by t.trade_id limit :limit`);
const list = { all: listBy(''), byState: listBy('and t.state = :state') };
const ofOrder = statement(`
  ${SELECT.replace('select', 'select distinct')} from trade_lines l
  cross join trades t ${JOINS}
  where l.seller = :seller and l.order_id = :order and t.seller = l.seller and t.trade_id = l.trade_id order by t.trade_id`);
const linesOf = statement(`
  select o.tid, l.oid, l.num from trade_lines l cross join orders o
  where l.seller = :seller and l.trade_id = :trade and o.seller = l.seller and o.order_id = l.order_id order by o.tid, l.oid`);
