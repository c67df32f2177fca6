import { amount, between, choice, dateTime, flag, int, optional, records, text } from '../../fields/index.ts';

/** How many orders a call may have: the vendor's advice. */
export const LARGEST_PUSH = 100;

/** As many lines as the other edition lets so many orders have. */
const MOST_LINES = 200 * LARGEST_PUSH;

/** 10 unpaid … 90 closed: `trade_status` of an order, `status` of a sub-order. */
export const orderState = () =>
  choice({
    unpaid: 10,
    balanceDue: 20,
    toShip: 30,
    partlyShipped: 40,
    shipped: 50,
    signed: 60,
    finished: 70,
    refunded: 80,
    closed: 90,
  });

/** 0 none … 6 closed unpaid: `refund_status` of a sub-order. */
export const refundState = () =>
  choice({ none: 0, cancelled: 1, requested: 2, awaitingReturn: 3, awaitingReceipt: 4, refunded: 5, closed: 6 });

/** 0 unpaid, 1 partly, 2 paid. */
export const payment = () => choice({ unpaid: 0, partly: 1, paid: 2 });

/** A time that may be missing, `null`, or empty. */
const moment = () => optional(dateTime(), null);

/**
 * The arguments of `pushSelf` and `pushSelf2`: shop, orders, the sub-orders of all of them joined by `tid`, discounts.
 *
 * `warehouse_no` is required in the tables and absent from the vendor's own example; the area may be given as three codes.
 */
export const rawTrades = () => ({
  shop_no: text(40),
  rawTradeList: records('tid', LARGEST_PUSH, {
    tid: text(40),
    process_status: int(4),
    trade_status: orderState(),
    refund_status: choice({ none: 0, applied: 1, partly: 2, fully: 3 }),
    pay_status: payment(),
    order_count: int(6),
    goods_count: amount(),
    pay_method: int(4),
    trade_time: dateTime(),
    pay_time: moment(),
    end_time: moment(),
    buyer_nick: text(100),
    buyer_message: optional(text(1024), ''),
    buyer_email: optional(text(40), ''),
    buyer_area: optional(text(255), ''),
    receiver_name: text(100),
    receiver_area: optional(text(40), ''),
    receiver_address: text(256),
    receiver_zip: optional(text(20), ''),
    receiver_mobile: text(40),
    receiver_telno: optional(text(40), ''),
    post_amount: amount(),
    other_amount: optional(amount(), '0'),
    discount: amount(),
    receivable: amount(),
    platform_cost: optional(amount(), '0'),
    invoice_type: optional(int(4), 0),
    invoice_title: optional(text(255), ''),
    invoice_content: optional(text(255), ''),
    logistics_type: optional(int(6), -1),
    cust_data: optional(text(1024), ''),
    delivery_term: between(1, 3),
    pay_id: optional(text(40), ''),
    remark: optional(text(1024), ''),
    remark_flag: optional(int(11), 0),
    cod_amount: optional(amount(), '0'),
    is_auto_wms: flag(),
    warehouse_no: optional(text(40), ''),
    pay_account: optional(text(128), ''),
    to_deliver_time: optional(text(20), ''),
    received: optional(amount(), '0'),
    consign_interval: optional(int(6), 0),
    paid: optional(amount(), '0'),
    is_sealed: optional(int(), 0),
    fenxiao_nick: optional(text(40), ''),
    id_card_type: optional(int(), 0),
    id_card: optional(text(40), ''),
    receiver_province_no: optional(int()),
    receiver_city_no: optional(int()),
    receiver_district_no: optional(int()),
  }),
  rawTradeOrderList: records('tid', MOST_LINES, {
    tid: text(40),
    oid: text(40),
    status: orderState(),
    refund_status: refundState(),
    goods_id: text(40),
    spec_id: text(40),
    goods_no: text(40),
    spec_no: text(40),
    goods_name: text(255),
    spec_name: optional(text(100), ''),
    order_type: optional(int(4), 0),
    cid: optional(text(40), ''),
    num: amount(),
    price: amount(),
    discount: amount(),
    share_discount: amount(),
    total_amount: amount(),
    adjust_amount: amount(),
    refund_amount: amount(),
    remark: text(255),
    json: text(255),
    gift_type: optional(int(), 0),
  }),
  discountList: optional(
    records('tid', MOST_LINES, {
      tid: text(40),
      oid: text(20),
      sn: optional(text(40), ''),
      name: optional(text(50), ''),
      detail: optional(text(128), ''),
      amount: optional(amount(), '0'),
    }),
  ),
});

/** How many orders are new, and how many were there and are as pushed now. */
export const counts = () => ({ chg_count: int(11), new_count: int(11) });

/** One order with two lines, as the vendor prints it: the request of the examples. */
export const ONE_ORDER =
  '["api_test",[{"is_auto_wms":false,"post_amount":2,"other_amount":5.2,"discount":1,"platform_cost":0,"cod_amount":"","received":"","tid":"tid-aqyYHjEldp","process_status":10,"trade_status":30,"refund_status":0,"pay_status":2,"order_count":2,"pay_method":2,"trade_time":"2020-03-20 18:24:37","pay_time":"2020-03-20 18:24:37","end_time":"2020-03-20 18:24:37","buyer_nick":"test_openapi","buyer_message":"test_openapi","buyer_email":"test_openapi@example.com","buyer_area":"test_area","receiver_name":"receiver_name","receiver_area":"北京 北京市 朝阳区","receiver_address":"春天街道春天花园小区1号楼1单元101","receiver_zip":"014500","receiver_mobile":"13800000000","receiver_telno":"02288888888","invoice_type":0,"invoice_title":"","invoice_content":"","logistics_type":-1,"consign_interval":0,"delivery_term":1,"to_deliver_time":"","pay_id":"","pay_account":"","remark":"","remark_flag":0,"goods_count":6,"receivable":17.6}],[{"tid":"tid-aqyYHjEldp","oid":"tid-aqyYHjEldp-0","order_type":0,"status":30,"refund_status":0,"goods_id":"openapi_gid-0","spec_id":"openapi_sid-0","goods_no":"api_gno-0","spec_no":"api_sno-0","goods_name":"api_gname-0","spec_name":"api_sname-0","num":3,"price":2.5,"adjust_amount":2,"refund_amount":"","discount":0.5,"share_discount":0.2,"total_amount":9,"cid":"","remark":"","json":""},{"tid":"tid-aqyYHjEldp","oid":"tid-aqyYHjEldp-1","order_type":0,"status":30,"refund_status":0,"goods_id":"openapi_gid-1","spec_id":"openapi_sid-1","goods_no":"api_gno-1","spec_no":"api_sno-1","goods_name":"api_gname-1","spec_name":"api_sname-1","num":3,"price":2.5,"adjust_amount":2,"refund_amount":"","discount":0.5,"share_discount":0.2,"total_amount":9,"share_amount":8.8,"cid":"","remark":"","json":""}]]';
