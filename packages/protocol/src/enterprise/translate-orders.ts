/** Pushed orders: from the enterprise edition's lists to the model's orders, and what is wrong with one by itself. */
import { type OrderResult, type PushedOrder, type PushedSubOrder, toScaled } from '@tongbu/model';
import type { RequestOf } from '../method.ts';
import { orderText, refusedOrder } from '../pushed-orders.ts';
import { recordError } from './error.ts';
import type { methods } from './methods/index.ts';

type Push = RequestOf<(typeof methods)['trade_push']>;
type Order = Extract<Push['trade_list'][number], { ok: true }>['value'];
type Line = Order['order_list'][number];

/** The orders of a push, in its order. One that cannot be taken as it is written says so in `refused`, in the vendor's words where there are any. */
export function pushedOrders({ trade_list }: Push): PushedOrder[] {
  return trade_list.map((element) => {
    if (!element.ok) return refusedOrder(element.id ?? '', recordError.unreadable(element.problem.field));
    const problem = problemOf(element.value);
    return problem === undefined ? orderOf(element.value) : refusedOrder(element.value.tid, problem);
  });
}

function problemOf(order: Order): string | undefined {
  const [paid, cod] = [toScaled(order.paid), toScaled(order.cod_amount)];
  if (paid < 0n) return '应收不能小于0';
  if (order.delivery_term === 'cod' && cod === 0n) return '货到付款订单COD金额不能为0';
  if (cod > paid) return 'COD金额cod_amount大于应收paid';
  const unlike = order.order_list.find(({ status, refund_status }) => (status === 'refunded') !== (refund_status === 'refunded'));
  if (unlike) return `子订单${unlike.oid}退款状态与子订单状态不一致`;
  if (order.buyer_nick.trim() === '') return recordError.unreadable('buyer_nick');
  return areaOf(order) === undefined ? recordError.unreadable('receiver_province') : undefined;
}

/** Province, city and district; they may stand at the head of the address instead. */
function areaOf({ receiver_province, receiver_city, receiver_district, receiver_address }: Order): string | undefined {
  if (receiver_province !== '') return [receiver_province, receiver_city, receiver_district].join(' ').trim();
  const parts = receiver_address.trim().split(/\s+/);
  return parts.length > 3 ? parts.slice(0, 3).join(' ') : undefined;
}

/** Where `pay_status` is not said, the state of the order says it. */
function paymentOf({ pay_status, trade_status, delivery_term }: Order): PushedOrder['payment'] {
  if (pay_status !== undefined) return pay_status;
  if (trade_status === 'unpaid' || trade_status === 'closed' || delivery_term === 'cod') return 'unpaid';
  return trade_status === 'balanceDue' ? 'partly' : 'paid';
}

const TERMS = { prepaid: 1, cod: 2, instalments: 3 };

function orderOf(order: Order): PushedOrder {
  const { tid, trade_status, pay_status: _, delivery_term, trade_time, pay_time, buyer_nick, order_list, paid, ...named } = order;
  const { receiver_name, receiver_mobile, receiver_telno, receiver_zip, receiver_address, post_amount, cod_amount, ...rest } = named;
  const { receiver_province, receiver_city, receiver_district, warehouse_no, logistics_type, buyer_message, seller_memo, ...further } =
    rest;
  return {
    tid,
    state: trade_status,
    payment: paymentOf(order),
    deliveryTerm: TERMS[delivery_term],
    tradeAt: trade_time,
    paidAt: pay_time,
    endedAt: null,
    buyerNick: buyer_nick,
    receiver: {
      name: receiver_name,
      mobile: receiver_mobile,
      telno: receiver_telno,
      area: areaOf(order) ?? '',
      address: receiver_address,
      zip: receiver_zip,
    },
    receivable: paid,
    postage: post_amount,
    codAmount: cod_amount,
    warehouseNo: warehouse_no,
    carrierType: logistics_type,
    buyerMessage: buyer_message,
    remark: seller_memo,
    sealed: false,
    subOrders: order_list.map(subOrderOf),
    further,
  };
}

function subOrderOf(line: Line): PushedSubOrder {
  const { oid, status, refund_status, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, ...amounts } = line;
  const { num, price, adjust_amount, discount, share_discount, remark, ...further } = amounts;
  return {
    oid,
    state: status,
    refund: refund_status,
    kind: 0,
    goodsId: goods_id,
    specId: spec_id,
    goodsNo: goods_no,
    specNo: spec_no,
    goodsName: goods_name,
    specName: spec_name,
    count: num,
    price,
    adjustAmount: adjust_amount,
    discount,
    shareDiscount: share_discount,
    remark,
    further,
  };
}

/** How many orders of one customer a call may have: more look like one name for all of them. */
const MOST_OF_ONE_BUYER = 30;

/** Whether one name stands for too many customers. */
export function hasOneBuyer(orders: PushedOrder[]): boolean {
  const counts = Map.groupBy(
    orders.filter(({ buyerNick }) => buyerNick !== ''),
    ({ buyerNick }) => buyerNick,
  );
  return [...counts.values()].some(({ length }) => length > MOST_OF_ONE_BUYER);
}

/** The refused orders as the JSON text that stands in the message; empty when there are none. */
export function orderErrors(results: OrderResult[]): string {
  const errors = refusedOf(results).map((result) => ({ tid: result.tid, error: wordsOf(result) }));
  return errors.length === 0 ? '' : JSON.stringify(errors);
}

/** Why nothing was taken in the lenient mode: a sentence for one order, the JSON text for several. */
export function orderSentence(results: OrderResult[]): string {
  const [only, second] = refusedOf(results);
  return only && !second ? wordsOf(only) : orderErrors(results);
}

const refusedOf = (results: OrderResult[]) => results.filter(({ effect }) => effect === 'refused');
const wordsOf = (result: OrderResult) => (result.reason === 'amount' ? '已付金额不正确 paid' : orderText(result));
