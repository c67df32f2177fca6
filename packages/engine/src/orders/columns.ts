/** From pushed orders to columns. */
import type { OrderState, PushedOrder, PushedSubOrder, RefundState } from '@tongbu/model';
import type { Goods } from './find-goods.ts';
import type { OrderRow, SubOrderRow } from './sheet.ts';
import { paymentAfter, refundAfter, stateAfter } from './update.ts';

/** The columns that a push writes. */
export type OrderColumns = Omit<OrderRow, 'order_id' | 'shop_id' | 'tid' | 'progress'>;

/** What an order is after a push; `known` is what it was. */
export function orderColumns(pushed: PushedOrder, known?: OrderRow): OrderColumns {
  const { carrierType, buyerMessage, remark, further = {} } = pushed;
  return {
    state: known ? stateAfter(known.state, pushed.state) : pushed.state,
    payment: known ? paymentAfter(known.payment, pushed.payment) : pushed.payment,
    delivery_term: pushed.deliveryTerm,
    trade_at: pushed.tradeAt,
    paid_at: pushed.paidAt ?? known?.paid_at ?? null,
    ended_at: pushed.endedAt ?? known?.ended_at ?? null,
    warehouse_no: pushed.warehouseNo === '' ? (known?.warehouse_no ?? '') : pushed.warehouseNo,
    sealed: Number(pushed.sealed),
    buyer: pushed.buyerNick,
    receiver: JSON.stringify(pushed.receiver),
    receivable: pushed.receivable,
    postage: pushed.postage,
    cod_amount: pushed.codAmount,
    details: JSON.stringify({ carrierType, buyerMessage, remark, ...further }),
  };
}

/** The columns of a sub-order that a push writes. */
export type SubOrderColumns = Omit<SubOrderRow, 'order_id' | 'place'>;

/** What a sub-order is after a push; `known` is what it was, and keeps its goods once they are known. */
export function subOrderColumns(pushed: PushedSubOrder, goods: Goods, known?: SubOrderRow): SubOrderColumns {
  const { kind, goodsNo, specNo, goodsName, specName, adjustAmount, discount, shareDiscount, remark, further = {} } = pushed;
  const { item_id, suite_id, parts } = known && known.parts !== '' ? known : goods;
  const state: OrderState = known ? stateAfter(known.state, pushed.state) : pushed.state;
  const refund: RefundState = known ? refundAfter(known.refund, pushed.refund) : pushed.refund;
  return {
    oid: pushed.oid,
    state,
    refund,
    num: pushed.count,
    price: pushed.price,
    goods_id: pushed.goodsId,
    spec_id: pushed.specId,
    item_id,
    suite_id,
    parts,
    details: JSON.stringify({ kind, goodsNo, specNo, goodsName, specName, adjustAmount, discount, shareDiscount, remark, ...further }),
  };
}

/** Whether a row holds other values than these columns say. */
export function differs<T extends object>(row: T, columns: Partial<T>): boolean {
  return Object.entries(columns).some(([name, value]) => (row as Record<string, unknown>)[name] !== value);
}
