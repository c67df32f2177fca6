import { dateTime, decimal, flag, flagDigit, int, list, long, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const getSyncListExt = method({
  name: 'sales.LogisticsSync.getSyncListExt',
  summary: {
    en: 'Shipments that wait to be reported to the shop, page by page. Reported ones leave the list: read page 0 again, not page 1.',
    zh: '分页查询等待回传的物流。回写过的会离开列表，因此回写后请重新查第 0 页，而不是翻到第 1 页。',
  },
  source: 'flagship 4.6',
  paged: true,
  request: {
    params: optional(
      object({
        shop_no: optional(text(20)),
        is_own_platform: optional(flag(), false),
        tid: optional(text(40)),
        logistics_no: optional(text(40)),
        is_part_sync: optional(flagDigit()),
      }),
    ),
  },
  response: {
    total: optional(int()),
    data: list(
      object({
        sync_id: long(),
        tid: text(40),
        logistics_no: text(40),
        logistics_code: text(60),
        logistics_name: text(32),
        is_part_sync: flagDigit(),
        oids: text(208),
        trade_id: long(),
        platform_id: int(4),
        created: optional(dateTime()),
        goods_count: optional(decimal()),
      }),
    ),
  },
  examples: [
    {
      title: 'one waiting record',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"shop_no":"fx_test","is_own_platform":true}]',
      response:
        '{"status":0,"total":2,"data":[{"sync_id":152650,"tid":"ceshi20220922001","logistics_no":"2345676543223","logistics_code":"YZBK","logistics_name":"中国邮政","is_part_sync":0,"oids":"","trade_id":952727,"platform_id":127,"created":"2022-09-22 15:15:00"}]}',
    },
    {
      title: 'no parameters: not the own platform, so nothing',
      paging: { page_size: 100, page_no: 0, calc_total: 0 },
      request: '[{}]',
      response: '{"status":0,"data":[]}',
    },
  ],
});
