/** Pushed orders: from the flagship edition's flat lists to the model's orders, and what is wrong with one by itself. */
import type { OrderResult, PushedOrder, PushedSubOrder } from '@tongbu/model';
import type { FieldError } from '../field-error.ts';
import type { Element } from '../fields/index.ts';
import type { AnswerOf, RequestOf } from '../method.ts';
import { orderText, refusedOrder } from '../pushed-orders.ts';
import { WINDOW_SECONDS } from './clock.ts';
import { refusalOf, refuse } from './error.ts';
import type { methods } from './methods/index.ts';
import { LARGEST_PUSH } from './methods/raw-trade.ts';

type Push = RequestOf<(typeof methods)['sales.RawTrade.pushSelf2']>;
type ValueOf<E> = E extends { ok: true; value: infer T } ? T : never;
type Order = ValueOf<Push['rawTradeList'][number]>;
type Line = ValueOf<Push['rawTradeOrderList'][number]>;

/**
 * The orders of a push, in its order, each with its own sub-orders. An order that cannot be taken as it is written, or one of
 * whose lines or discounts cannot be read, says so in `refused`; lines of an order that is not in the push are one more of these.
 *
 * @param now by our clock, epoch milliseconds: an order is not made later than that
 * @throws FlagshipRefusal 100 when there are more than {@link LARGEST_PUSH}, those that are not in the push included
 */
export function pushedOrders({ rawTradeList, rawTradeOrderList, discountList = [] }: Push, now: number): PushedOrder[] {
  const linesOf = Map.groupBy(rawTradeOrderList, tidOf);
  const discountsOf = Map.groupBy(discountList, tidOf);
  const orders = rawTradeList.map((element) => {
    if (!element.ok) return refusedOrder(element.id ?? '', orderProblem(element.problem, element.id ?? ''));
    const { tid } = element.value;
    const lines = linesOf.get(tid) ?? [];
    const problem = problemIn([...lines, ...(discountsOf.get(tid) ?? [])]) ?? problemOf(element.value, now);
    return problem === undefined ? orderOf(element.value, lines.flatMap(readable)) : refusedOrder(tid, problem);
  });
  const known = new Set(rawTradeList.map(tidOf));
  const strays = [...new Set([...linesOf.keys(), ...discountsOf.keys()])].filter((tid) => !known.has(tid));
  if (orders.length + strays.length > LARGEST_PUSH) throw refuse.batchSize(LARGEST_PUSH);
  return [...orders, ...strays.map((tid) => refusedOrder(tid, '子订单或优惠没有对应的原始单'))];
}

const tidOf = (element: Element<{ tid: string }>) => (element.ok ? element.value.tid : (element.id ?? ''));
const readable = <T>(element: Element<T>): T[] => (element.ok ? [element.value] : []);

function problemIn(elements: Element<unknown>[]): string | undefined {
  const broken = elements.find((element) => !element.ok);
  return broken && !broken.ok ? elementText(broken.problem) : undefined;
}

/** What is wrong with one element, naming the field. */
function elementText(problem: FieldError): string {
  const { message } = refusalOf(problem);
  return problem.problem === 'type' ? `${message}: ${problem.field}` : message;
}

const wrongTime = (tid: string) => `下单时间非法,原始单号为：${tid}`;

/** What is wrong with an order that cannot be read. */
function orderProblem(problem: FieldError, tid: string): string {
  return problem.field === 'trade_time' && problem.problem === 'time' ? wrongTime(tid) : elementText(problem);
}

/** Texts are the vendor's where one is documented. */
function problemOf(order: Order, now: number): string | undefined {
  const { tid, trade_time, receiver_province_no: province, receiver_city_no: city, receiver_district_no: district } = order;
  if (trade_time === null || trade_time > now + WINDOW_SECONDS * 1000) return wrongTime(tid);
  const named = [order.buyer_nick, order.receiver_name, order.receiver_address];
  if (named.some((text) => text.trim() === '') || [...named, order.buyer_message].some((text) => ILLEGAL.test(text))) {
    return `昵称/收件人姓名/收件人地址/买家留言包含非法字符或为空,原始单号为：${tid}`;
  }
  if (`${order.receiver_mobile}${order.receiver_telno}`.includes('*')) return '电话号码不能包含*';
  // The vendor's text names 7, its table goes to 8.
  if (order.pay_method > 8) return 'pay_methodmust be less than or equal to 7';
  const isCoded = province !== undefined && city !== undefined && district !== undefined;
  return order.receiver_area === '' && !isCoded ? 'receiver_areamust not be null' : undefined;
}

/** Control characters; line breaks and tabs are ordinary in a message. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function orderOf(order: Order, lines: Line[]): PushedOrder {
  const { tid, trade_status, pay_status, delivery_term, trade_time, pay_time, end_time, buyer_nick, ...named } = order;
  const { receiver_name, receiver_area, receiver_address, receiver_zip, receiver_mobile, receiver_telno, ...others } = named;
  const { receiver_province_no, receiver_city_no, receiver_district_no, receivable, post_amount, cod_amount, ...texts } = others;
  // An identity number is nobody's business here: it is read and dropped.
  const { warehouse_no, logistics_type, buyer_message, remark, is_sealed, id_card: _, id_card_type: __, ...further } = texts;
  const codes = [receiver_province_no, receiver_city_no, receiver_district_no].join(' ');
  return {
    tid,
    state: trade_status,
    payment: pay_status,
    deliveryTerm: delivery_term,
    tradeAt: trade_time,
    paidAt: pay_time,
    endedAt: end_time,
    buyerNick: buyer_nick,
    receiver: {
      name: receiver_name,
      mobile: receiver_mobile,
      telno: receiver_telno,
      area: receiver_area === '' ? codes : receiver_area,
      address: receiver_address,
      zip: receiver_zip,
    },
    receivable,
    postage: post_amount,
    codAmount: cod_amount,
    warehouseNo: order.is_auto_wms ? warehouse_no : '',
    carrierType: logistics_type,
    buyerMessage: buyer_message,
    remark,
    sealed: is_sealed === 3,
    subOrders: lines.map(subOrderOf),
    further,
  };
}

function subOrderOf({ tid: _, ...line }: Line): PushedSubOrder {
  const { oid, status, refund_status, order_type, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, ...amounts } = line;
  const { num, price, adjust_amount, discount, share_discount, remark, ...further } = amounts;
  return {
    oid,
    state: status,
    refund: refund_status,
    kind: order_type,
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

type Answer = AnswerOf<(typeof methods)['sales.RawTrade.pushSelf2']>['data'];

/** What `pushSelf2` answers; `pushSelf` without the list. */
export function pushAnswer(results: OrderResult[]): Answer {
  return {
    chg_count: results.filter(({ effect }) => effect === 'changed' || effect === 'unchanged').length,
    new_count: results.filter(({ effect }) => effect === 'created').length,
    error_list: results.flatMap((result) => (result.effect === 'refused' ? [{ no: result.tid, error: orderText(result) }] : [])),
  };
}
