import { dateTime, decimal, flag, int, list, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const queryAvailableStock = method({
  name: 'wms.StockSpec.queryAvailableStock',
  summary: {
    en: 'What can still be sold of each item in each warehouse, page by page: by time of change, or of one item.',
    zh: '分页查询各仓库中单品的可发库存：按库存变更时间，或按单个商家编码。',
  },
  source: 'flagship 4.14',
  paged: true,
  request: {
    params: object({
      start_time: optional(dateTime(), null),
      end_time: optional(dateTime(), null),
      spec_no: optional(text(40), ''),
      goods_no: optional(text(40), ''),
      warehouse_no: optional(text(40), ''),
    }),
  },
  response: {
    data: object({
      stocks: list(
        object({
          goods_name: text(255),
          spec_code: text(40),
          num: decimal(),
          warehouse_no: text(40),
          goods_no: text(40),
          brand_name: text(64),
          type: int(4),
          spec_no: text(40),
          defect: flag(),
          short_name: text(255),
          spec_name: text(100),
          barcode: text(50),
          class_name: text(64),
          status: int(4),
        }),
      ),
      total_count: optional(int(11)),
    }),
  },
  examples: [
    {
      title: 'one item',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"spec_no":"lz38"}]',
      response:
        '{"status":0,"data":{"stocks":[{"goods_name":"","spec_code":"","num":12,"warehouse_no":"W1","goods_no":"","brand_name":"","type":1,"spec_no":"lz38","defect":false,"short_name":"","spec_name":"","barcode":"","class_name":"","status":1}],"total_count":1}}',
    },
    {
      title: 'by time of change',
      paging: { page_size: 1, page_no: 0, calc_total: 0 },
      request: '[{"start_time":"2020-01-01 00:00:00","end_time":"2020-01-20 00:00:00"}]',
      response: '{"status":0,"data":{"stocks":[]}}',
    },
    {
      title: 'neither a time nor an item',
      paging: { page_size: 1, page_no: 0, calc_total: 0 },
      request: '[{}]',
      response: '{"status":100,"message":"参数中必须包含起止时间"}',
    },
    {
      title: 'a range that is too wide',
      paging: { page_size: 1, page_no: 0, calc_total: 0 },
      request: '[{"start_time":"2020-01-01 00:00:00","end_time":"2020-02-01 00:00:00"}]',
      response: '{"status":100,"message":"您的查询时间过宽,查询时间不能大于30天"}',
    },
  ],
});
