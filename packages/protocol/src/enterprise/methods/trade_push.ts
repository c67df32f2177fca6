import { amount, choice, count, dateTime, int, jsonText, list, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** The vendor's limit of one call, and of the lines of one order. */
const LARGEST_BATCH = 50;
const MOST_LINES = 200;
/** What that many lines and orders hold, each with every field there is. */
const MOST_VALUES = LARGEST_BATCH * (MOST_LINES * 18 + 40);

/** 10 unpaid … 90 closed: `trade_status` of an order, `status` of a line. */
const orderState = () =>
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

/** One order with one line, as the specification gives it: 10 · 2 = 20. */
const ONE_ORDER = {
  tid: 'T20240101001',
  trade_status: 30,
  pay_status: 2,
  delivery_term: 1,
  trade_time: '2024-01-01 10:00:00',
  pay_time: '2024-01-01 10:01:00',
  buyer_nick: '测试买家',
  receiver_name: '张三',
  receiver_province: '北京',
  receiver_city: '北京市',
  receiver_district: '海淀区',
  receiver_address: '中关村大街1号',
  receiver_mobile: '13800000000',
  logistics_type: -1,
  post_amount: '0',
  cod_amount: '0',
  ext_cod_fee: '0',
  other_amount: '0',
  paid: '20.00',
  order_list: [
    {
      oid: 'T20240101001-1',
      num: 2,
      price: 10,
      status: 30,
      refund_status: 0,
      goods_id: 'G1',
      spec_id: 'S1',
      goods_no: 'GN1',
      spec_no: 'SN1',
      goods_name: '示例商品',
      spec_name: '红色',
      adjust_amount: 0,
      discount: 0,
      share_discount: 0,
    },
  ],
};

const form = (strict: '0' | '1', order: object) =>
  JSON.stringify({ shop_no: 'api_test', switch: strict, trade_list: JSON.stringify([order]) });
const { order_list: lines, ...alone } = ONE_ORDER;

export const trade_push = method({
  name: 'trade_push',
  summary: {
    en: 'Pushes orders of one shop, new or again: each by itself, or with switch=1 all of them or none.',
    zh: '推送一个店铺的原始订单（新建或更新）：switch=0 逐单处理，switch=1 任何一单有误则整批失败。',
  },
  source: 'enterprise 4.5',
  request: {
    shop_no: text(20),
    switch: optional(choice({ lenient: 0, strict: 1 }), 'lenient'),
    trade_list: jsonText(
      records('tid', LARGEST_BATCH, {
        tid: text(40),
        trade_status: orderState(),
        pay_status: optional(choice({ unpaid: 0, partly: 1, paid: 2 })),
        delivery_term: choice({ prepaid: 1, cod: 2, instalments: 3 }),
        trade_time: optional(dateTime(), null),
        pay_time: optional(dateTime(), null),
        buyer_nick: text(100),
        buyer_email: optional(text(100), ''),
        pay_id: optional(text(40), ''),
        pay_account: optional(text(128), ''),
        receiver_name: text(40),
        receiver_province: optional(text(40), ''),
        receiver_city: optional(text(40), ''),
        receiver_district: optional(text(40), ''),
        receiver_address: text(256),
        receiver_mobile: text(40),
        receiver_telno: optional(text(40), ''),
        receiver_zip: optional(text(20), ''),
        logistics_type: optional(int(), -1),
        invoice_kind: optional(int(), 0),
        invoice_type: optional(int(), 0),
        invoice_title: optional(text(255), ''),
        invoice_content: optional(text(255), ''),
        buyer_message: optional(text(1024), ''),
        seller_memo: optional(text(1024), ''),
        seller_flag: optional(int(), 0),
        post_amount: amount(),
        cod_amount: amount(),
        ext_cod_fee: amount(),
        other_amount: optional(amount(), '0'),
        paid: amount(),
        warehouse_no: optional(text(40), ''),
        order_list: list(
          object({
            oid: text(40),
            num: amount(),
            price: amount(),
            status: orderState(),
            refund_status: choice({ none: 0, cancelled: 1, requested: 2, awaitingReturn: 3, awaitingReceipt: 4, refunded: 5 }),
            goods_id: text(40),
            spec_id: optional(text(40), ''),
            goods_no: optional(text(40), ''),
            spec_no: text(40),
            goods_name: text(255),
            spec_name: optional(text(100), ''),
            adjust_amount: amount(),
            discount: amount(),
            share_discount: amount(),
            remark: optional(text(255), ''),
            cid: optional(text(40), ''),
          }),
          MOST_LINES,
        ),
      }),
      MOST_VALUES,
    ),
  },
  // Beside the orders that were taken: the errors of the others, as a JSON text.
  response: { message: optional(text(65535)), new_count: count(), chg_count: count() },
  examples: [
    { title: 'a new order', request: form('0', ONE_ORDER), response: '{"code":0,"message":"","new_count":1,"chg_count":0}' },
    {
      title: 'an amount that does not add up, in strict mode',
      request: form('1', { ...ONE_ORDER, paid: '19.99' }),
      response: '{"code":1,"message":"[{\\"tid\\":\\"T20240101001\\",\\"error\\":\\"已付金额不正确 paid\\"}]"}',
    },
    {
      title: 'one object in place of the list, lenient mode: a sentence',
      request: JSON.stringify({ shop_no: 'api_test', trade_list: JSON.stringify({ ...alone, paid: '-1', order_list: lines }) }),
      response: '{"code":1,"message":"应收不能小于0"}',
    },
    {
      title: 'a shop that does not exist, or not for this key',
      request: '{"shop_no":"nowhere","trade_list":"[]"}',
      response: '{"code":2310,"message":"无效店铺编号"}',
    },
    {
      title: 'no orders',
      request: '{"shop_no":"api_test","trade_list":"[]"}',
      response: '{"code":1,"message":"trade_list订单列表为空"}',
    },
  ],
});
