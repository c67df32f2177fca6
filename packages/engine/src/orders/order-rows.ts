/** The only statements that write orders and sub-orders. */
import type { PushedSubOrder } from '@tongbu/model';
import { statement } from '../store/database.ts';
import { type OrderColumns, type SubOrderColumns, subOrderColumns } from './columns.ts';
import type { Goods } from './find-goods.ts';
import type { OrderRow, Sheet, SubOrderRow } from './sheet.ts';
import type { Work } from './work.ts';

/** Writes a new order. */
export async function insertOrder({ session, seller, now }: Work, row: OrderRow): Promise<void> {
  await session.run(insert, { seller, now, ...row });
}

/** Changes columns of an order. */
export async function updateOrder({ session, seller, now }: Work, { order }: Sheet, columns: Partial<OrderColumns>): Promise<void> {
  Object.assign(order, columns);
  await session.run(update, { seller, now, ...order });
}

/** Writes a new sub-order at the end of its order. */
export async function addSubOrder({ session, seller }: Work, sheet: Sheet, pushed: PushedSubOrder, goods: Goods): Promise<SubOrderRow> {
  const { order_id } = sheet.order;
  const row: SubOrderRow = { order_id, place: sheet.subOrders.length, ...subOrderColumns(pushed, goods) };
  await session.run(insertSub, { seller, ...row });
  sheet.subOrders.push(row);
  return row;
}

/** Changes columns of a sub-order. */
export async function updateSubOrder({ session, seller }: Work, row: SubOrderRow, columns: Partial<SubOrderColumns>): Promise<void> {
  Object.assign(row, columns);
  await session.run(updateSub, { seller, ...row });
}

const insert = statement(`
  insert into orders (seller, order_id, shop_id, tid, state, payment, delivery_term, trade_at, paid_at, ended_at, warehouse_no,
    sealed, buyer, receiver, receivable, postage, cod_amount, details, progress, created_at, modified_at)
  values (:seller, :order_id, :shop_id, :tid, :state, :payment, :delivery_term, :trade_at, :paid_at, :ended_at, :warehouse_no,
    :sealed, :buyer, :receiver, :receivable, :postage, :cod_amount, :details, :progress, :now, :now)`);
const update = statement(`
  update orders set state = :state, payment = :payment, delivery_term = :delivery_term, trade_at = :trade_at, paid_at = :paid_at,
    ended_at = :ended_at, warehouse_no = :warehouse_no, sealed = :sealed, buyer = :buyer, receiver = :receiver,
    receivable = :receivable, postage = :postage, cod_amount = :cod_amount, details = :details, modified_at = :now
  where seller = :seller and order_id = :order_id`);
const insertSub = statement(`
  insert into sub_orders (seller, oid, order_id, place, state, refund, num, price, goods_id, spec_id, item_id, suite_id, parts, details)
  values (:seller, :oid, :order_id, :place, :state, :refund, :num, :price, :goods_id, :spec_id, :item_id, :suite_id, :parts, :details)`);
const updateSub = statement(`
  update sub_orders set state = :state, refund = :refund, goods_id = :goods_id, spec_id = :spec_id, item_id = :item_id,
    suite_id = :suite_id, parts = :parts, details = :details
  where seller = :seller and oid = :oid`);
