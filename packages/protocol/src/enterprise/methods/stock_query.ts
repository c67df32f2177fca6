import { between, dateTime, decimal, int, lenient, list, object, optional, text, textCount } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const stock_query = method({
  name: 'stock_query',
  summary: {
    en: 'Stock of each item in each warehouse, page by page: by time of change, or of one item.',
    zh: '分页查询各仓库的单品库存：按库存变更时间，或按单个商家编码。',
  },
  source: 'enterprise 4.8',
  request: {
    start_time: optional(dateTime(), null),
    end_time: optional(dateTime(), null),
    spec_no: optional(text(40), ''),
    warehouse_no: optional(text(40), ''),
    barcode: optional(text(50), ''),
    page_no: optional(between(0, 1_000_000), 0),
    page_size: optional(between(1, 100), 40),
  },
  response: {
    total_count: optional(textCount()),
    stocks: list(
      object({
        spec_no: text(40),
        spec_name: optional(text(100)),
        goods_no: text(40),
        goods_name: optional(text(255)),
        warehouse_no: text(40),
        warehouse_name: optional(text(64)),
        warehouse_type: optional(int()),
        stock_num: decimal(),
        lock_num: optional(decimal()),
        order_num: optional(decimal()),
        sending_num: optional(decimal()),
        purchase_num: optional(decimal()),
        transfer_num: optional(decimal()),
        to_transfer_num: optional(decimal()),
        to_purchase_num: optional(decimal()),
        purchase_arrive_num: optional(decimal()),
        return_num: optional(decimal()),
        refund_num: optional(decimal()),
        status: optional(int()),
        unit: optional(text(20)),
        last_pd_time: lenient(dateTime()),
        last_inout_time: lenient(dateTime()),
        img_url: optional(text(1024)),
        remark: optional(text(255)),
        created: lenient(dateTime()),
        modified: lenient(dateTime()),
      }),
    ),
  },
  examples: [
    {
      title: 'by time of change',
      request: '{"start_time":"2024-01-01 00:00:00","end_time":"2024-01-02 00:00:00","page_no":"0","page_size":"40"}',
      response: '{"code":0,"message":"","total_count":"0","stocks":[]}',
    },
    {
      title: 'one item',
      request: '{"spec_no":"lz39"}',
      response:
        '{"code":0,"message":"","total_count":"1","stocks":[{"spec_no":"lz39","spec_name":"","goods_no":"","goods_name":"","warehouse_no":"W1","warehouse_name":"","warehouse_type":"1","stock_num":"7.5000","lock_num":"0.0000","order_num":"0.0000","sending_num":"0.0000","purchase_num":"0.0000","transfer_num":"0.0000","to_transfer_num":"0.0000","to_purchase_num":"0.0000","purchase_arrive_num":"0.0000","return_num":"0.0000","refund_num":"0.0000","status":"1","unit":"","img_url":"","remark":"","created":"2025-03-07 10:00:00","modified":"2025-03-07 10:00:00"}]}',
    },
    {
      title: 'neither a time nor an item',
      request: '{"warehouse_no":"W1"}',
      response: '{"code":2160,"message":"start_time和end_time为空或不是有效的时间格式"}',
    },
    {
      title: 'a range that is too wide',
      request: '{"start_time":"2024-01-01 00:00:00","end_time":"2024-02-01 00:00:00"}',
      response: '{"code":2180,"message":"start_time与end_time时间跨度不能超过最大范围30天"}',
    },
  ],
});
