/** An order with all that belongs to it, as one transaction reads and changes it. */
import { type OrderState, type Payment, type Quantity, type RefundState, toScaled } from '@tongbu/model';
import { type Session, statement } from '../store/database.ts';
import { isOpen, type TradeState } from './trade-state.ts';

/** An order as the database holds it. */
export interface OrderRow {
  order_id: number;
  shop_id: number;
  tid: string;
  state: OrderState;
  payment: Payment;
  delivery_term: number;
  trade_at: number | null;
  paid_at: number | null;
  ended_at: number | null;
  /** As the shop asked for it; empty where it did not. */
  warehouse_no: string;
  sealed: number;
  buyer: string;
  /** A receiver, as JSON. */
  receiver: string;
  receivable: Quantity;
  postage: Quantity;
  cod_amount: Quantity;
  /** What no rule reads, as JSON. */
  details: string;
  progress: Progress;
}

/** How far the parcels of an order are. */
export type Progress = 'open' | 'partly' | 'shipped' | 'ended';

/** A sub-order as the database holds it. */
export interface SubOrderRow {
  oid: string;
  order_id: number;
  place: number;
  state: OrderState;
  refund: RefundState;
  num: Quantity;
  price: Quantity;
  goods_id: string;
  spec_id: string;
  item_id: number | null;
  suite_id: number | null;
  /** `[item, pieces][]` as JSON; empty while the goods are unknown. */
  parts: string;
  details: string;
}

/** A trade as the database holds it. */
export interface TradeRow {
  trade_id: number;
  shop_id: number;
  warehouse_id: number | null;
  state: TradeState;
  carrier_id: number | null;
  /** Tracking numbers as JSON, the main one first. */
  numbers: string;
  shipped_at: number | null;
}

/** How much of a sub-order is in a trade. */
export interface LineRow {
  trade_id: number;
  oid: string;
  order_id: number;
  num: Quantity;
}

/** An order, its sub-orders in their order, its own lines, and the trades they are in (which others may share). */
export interface Sheet {
  order: OrderRow;
  subOrders: SubOrderRow[];
  lines: LineRow[];
  trades: TradeRow[];
}

/** Sheets that were read, each order and trade once. */
export interface Sheets {
  orders: Map<number, Sheet>;
  trades: Map<number, TradeRow>;
}

/** What the reading of orders needs. */
export interface Reader {
  session: Session;
  seller: string;
  sheets: Sheets;
}

/** The order of that number from the shop. */
export async function sheetOf(reader: Reader, tid: string): Promise<Sheet | undefined> {
  const [order] = await reader.session.query<OrderRow>(orderByTid, { seller: reader.seller, tid });
  return order && complete(reader, order);
}

/** A trade, and the orders that have lines in it. */
export async function sheetsIn(reader: Reader, trade: number): Promise<{ trade: TradeRow; sheets: Sheet[] } | undefined> {
  const { session, seller, sheets } = reader;
  const found = await session.query<OrderRow>(ordersOfTrade, { seller, trade });
  const orders: Sheet[] = [];
  for (const order of found) orders.push(await complete(reader, order));
  const row = sheets.trades.get(trade) ?? (await session.query<TradeRow>(oneTrade, { seller, trade }))[0];
  return row && { trade: row, sheets: orders };
}

async function complete({ session, seller, sheets }: Reader, order: OrderRow): Promise<Sheet> {
  const known = sheets.orders.get(order.order_id);
  if (known) return known;
  const which = { seller, order: order.order_id };
  const trades = await session.query<TradeRow>(tradesOfOrder, which);
  const sheet: Sheet = {
    order,
    subOrders: await session.query<SubOrderRow>(subOrdersOf, which),
    lines: await session.query<LineRow>(linesOf, which),
    trades: trades.map((trade) => sheets.trades.get(trade.trade_id) ?? trade),
  };
  for (const trade of sheet.trades) sheets.trades.set(trade.trade_id, trade);
  sheets.orders.set(order.order_id, sheet);
  return sheet;
}

/** The order's own lines in a trade. */
export const linesIn = (sheet: Sheet, trade: TradeRow): LineRow[] => sheet.lines.filter(({ trade_id }) => trade_id === trade.trade_id);

/** Its trades whose pieces have still to leave, in order of their numbers. */
export const openTrades = (sheet: Sheet): TradeRow[] =>
  sheet.trades.filter((trade) => isOpen(trade.state) && linesIn(sheet, trade).length > 0).sort((a, b) => a.trade_id - b.trade_id);

/** Where the pieces of a sub-order are, in ten-thousandths; `dropped` were given back, or never were ours to ship. */
export function whereabouts(sheet: Sheet, { oid, num }: SubOrderRow): { open: bigint; shipped: bigint; dropped: bigint } {
  const sums = { open: 0n, shipped: 0n };
  for (const line of sheet.lines) {
    if (line.oid !== oid) continue;
    const trade = sheet.trades.find(({ trade_id }) => trade_id === line.trade_id) as TradeRow;
    sums[isOpen(trade.state) ? 'open' : 'shipped'] += toScaled(line.num);
  }
  return { ...sums, dropped: toScaled(num) - sums.open - sums.shipped };
}

/** How far the order is, by its lines. */
export function progressOf(sheet: Sheet): Progress {
  const places = sheet.subOrders.map((subOrder) => whereabouts(sheet, subOrder));
  const open = places.some((place) => place.open > 0n);
  const shipped = places.some((place) => place.shipped > 0n);
  if (open) return shipped ? 'partly' : 'open';
  return shipped ? 'shipped' : 'ended';
}

/** The columns of {@link OrderRow}. */
export const ORDER_COLUMNS = `o.order_id, o.shop_id, o.tid, o.state, o.payment, o.delivery_term, o.trade_at, o.paid_at, o.ended_at,
  o.warehouse_no, o.sealed, o.buyer, o.receiver, o.receivable, o.postage, o.cod_amount, o.details, o.progress`;

/** The columns of {@link TradeRow}. */
export const TRADE_COLUMNS = 't.trade_id, t.shop_id, t.warehouse_id, t.state, t.carrier_id, t.numbers, t.shipped_at';

const orderByTid = statement(`select ${ORDER_COLUMNS} from orders o where o.seller = :seller and o.tid = :tid`);
const ordersOfTrade = statement(`
  select distinct ${ORDER_COLUMNS} from trade_lines l cross join orders o
  where l.seller = :seller and l.trade_id = :trade and o.seller = l.seller and o.order_id = l.order_id order by o.order_id`);
const oneTrade = statement(`select ${TRADE_COLUMNS} from trades t where t.seller = :seller and t.trade_id = :trade`);
const subOrdersOf = statement(`
  select oid, order_id, place, state, refund, num, price, goods_id, spec_id, item_id, suite_id, parts, details
  from sub_orders where seller = :seller and order_id = :order order by place`);
const linesOf = statement(`
  select trade_id, oid, order_id, num from trade_lines where seller = :seller and order_id = :order order by trade_id, oid`);
const tradesOfOrder = statement(`
  select distinct ${TRADE_COLUMNS} from trade_lines l cross join trades t
  where l.seller = :seller and l.order_id = :order and t.seller = l.seller and t.trade_id = l.trade_id order by t.trade_id`);
