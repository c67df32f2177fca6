import { choice, dateTime, flagDigit, int, lenient, limit, list, long, object, optional, text, textCount } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const logistics_sync_query = method({
  name: 'logistics_sync_query',
  summary: {
    en: 'Shipments that wait to be reported to the shop. Each is offered again until it is acknowledged.',
    zh: '查询等待回传商城的物流；回写之前会一直给出。',
  },
  source: 'enterprise 4.3',
  request: {
    limit: limit(100),
    shop_no: optional(text(20), ''),
    is_part_sync_able: optional(flagDigit(), true),
  },
  response: {
    total_count: optional(textCount()),
    trades: list(
      object({
        rec_id: long(),
        shop_no: text(20),
        tid: text(40),
        logistics_no: text(100),
        logistics_type: int(),
        logistics_name: text(40),
        logistics_code_erp: optional(text(40)),
        logistics_name_erp: optional(text(40)),
        delivery_term: optional(int()),
        consign_time: lenient(dateTime()),
        is_part_sync: flagDigit(),
        oids: optional(text(208)),
        platform_id: optional(int()),
        trade_id: optional(long()),
        contact: optional(text(40)),
        mobile: optional(text(40)),
        telno: optional(text(40)),
        address: optional(text(256)),
        is_need_sync: optional(flagDigit()),
        sync_status: lenient(choice({ waiting: 0, submitting: 1, failed: 2, done: 3, doneByHand: 4, cancelledByHand: 5 })),
        stockout_id: optional(long()),
        logistics_id: optional(long()),
        is_last: optional(flagDigit()),
        description: optional(text(255)),
        sync_time: lenient(dateTime()),
        error_code: optional(text(40)),
        error_msg: optional(text(255)),
        try_times: optional(int()),
        modified: lenient(dateTime()),
        created: lenient(dateTime()),
      }),
    ),
  },
  examples: [
    {
      title: 'one waiting record',
      request: '{"shop_no":"api_test","is_part_sync_able":"1","limit":"100"}',
      response:
        '{"code":0,"message":"","total_count":"1","trades":[{"rec_id":"3296","shop_no":"api_test","tid":"T20240101001","logistics_no":"48500000001","logistics_type":"35","logistics_name":"优速物流","logistics_code_erp":"YS001","logistics_name_erp":"优速快递","delivery_term":"1","consign_time":"2024-01-01 17:40:42","is_part_sync":"0","oids":"","platform_id":"127","trade_id":"42097","contact":"","mobile":"","telno":"","address":"","is_need_sync":"1","sync_status":"0","try_times":"1"}]}',
    },
    {
      title: 'all shops of the key, whole orders only',
      request: '{"is_part_sync_able":"0","limit":"10"}',
      response: '{"code":0,"message":"","total_count":"0","trades":[]}',
    },
  ],
});
