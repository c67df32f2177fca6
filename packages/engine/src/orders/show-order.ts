import { fromScaled, type OrderState, type Payment, type Quantity, type Receiver, type RefundState, type Shipment } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { shipmentOf } from '../pool/shipment-row.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { type ListedTrade, tradesOf } from './list-trades.ts';
import { recordsOf } from './record.ts';
import { type Progress, type SubOrderRow, sheetOf, whereabouts } from './sheet.ts';

/** An order as it stands; `readStory` and `searchJournal` tell what happened to it. Times are epoch milliseconds. */
export interface ShownOrder {
  order: number;
  shopNo: string;
  tid: string;
  state: OrderState;
  payment: Payment;
  progress: Progress;
  deliveryTerm: number;
  tradeAt: number | null;
  paidAt: number | null;
  endedAt: number | null;
  warehouseNo: string;
  sealed: boolean;
  buyerNick: string;
  receiver: Receiver;
  receivable: Quantity;
  postage: Quantity;
  codAmount: Quantity;
  /** Further fields as they came. */
  details: Record<string, unknown>;
  subOrders: ShownSubOrder[];
  trades: ListedTrade[];
  /** Oldest first. */
  shipments: Shipment[];
}

/** A sub-order, and where its pieces are. */
export interface ShownSubOrder {
  oid: string;
  state: OrderState;
  refund: RefundState;
  count: Quantity;
  price: Quantity;
  goodsId: string;
  specId: string;
  /** Number of the item or suite it sells; both null where nobody knows. */
  item: number | null;
  suite: number | null;
  open: Quantity;
  shipped: Quantity;
  /** Given back, or never ours to ship. */
  dropped: Quantity;
  details: Record<string, unknown>;
}

/** @throws EngineError `unknown` when the seller has no such order */
export async function showOrder({ database }: Context, { seller, tid }: { seller: string; tid: string }): Promise<ShownOrder> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const sheet = await sheetOf({ session, seller, sheets: { orders: new Map(), trades: new Map() } }, tid);
    if (!sheet) throw new EngineError('unknown', `order "${tid}" does not exist`);
    const { order } = sheet;
    const [shop] = await session.query<{ shop_no: string }>(shopNo, { seller, shop: order.shop_id });
    return {
      order: order.order_id,
      shopNo: shop?.shop_no as string,
      tid: order.tid,
      state: order.state,
      payment: order.payment,
      progress: order.progress,
      deliveryTerm: order.delivery_term,
      tradeAt: order.trade_at,
      paidAt: order.paid_at,
      endedAt: order.ended_at,
      warehouseNo: order.warehouse_no,
      sealed: order.sealed === 1,
      buyerNick: order.buyer,
      receiver: JSON.parse(order.receiver) as Receiver,
      receivable: order.receivable,
      postage: order.postage,
      codAmount: order.cod_amount,
      details: JSON.parse(order.details) as Record<string, unknown>,
      subOrders: sheet.subOrders.map((subOrder) => shown(subOrder, whereabouts(sheet, subOrder))),
      trades: await tradesOf(session, seller, order.order_id),
      shipments: (await recordsOf({ session, seller }, order.shop_id, tid)).map(shipmentOf),
    };
  });
}

function shown(row: SubOrderRow, { open, shipped, dropped }: ReturnType<typeof whereabouts>): ShownSubOrder {
  return {
    oid: row.oid,
    state: row.state,
    refund: row.refund,
    count: row.num,
    price: row.price,
    goodsId: row.goods_id,
    specId: row.spec_id,
    item: row.item_id,
    suite: row.suite_id,
    open: fromScaled(open),
    shipped: fromScaled(shipped),
    dropped: fromScaled(dropped),
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}

const shopNo = statement('select shop_no from shops where seller = :seller and shop_id = :shop');
