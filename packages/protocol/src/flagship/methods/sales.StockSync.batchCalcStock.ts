import { flag, list, long, object, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { stockRow } from './stock-row.ts';

/** The vendor documents no limit; ours. */
const LARGEST_BATCH = 500;

export const batchCalcStock = method({
  name: 'sales.StockSync.batchCalcStock',
  summary: {
    en: 'What many listings should show; each succeeds or fails alone.',
    zh: '批量计算平台货品应展示的库存，逐条成功或失败。',
  },
  source: 'flagship 4.3',
  request: { params: records('api_goods_id', LARGEST_BATCH, { api_goods_id: long(), force_sync: flag() }) },
  response: {
    data: object({
      success_date: list(stockRow(flag)),
      error_date: list(object({ rec_id: long(), err_msg: text(255) })),
    }),
  },
  examples: [
    {
      title: 'one found, one unknown',
      request: '[[{"api_goods_id":2447,"force_sync":false},{"api_goods_id":9999,"force_sync":false}]]',
      response:
        '{"status":0,"data":{"success_date":[{"rec_id":2447,"shop_id":1,"platform_id":127,"sub_platform_id":0,"goods_id":"lz3","spec_id":"lz38","outer_id":"lz3","spec_outer_id":"lz38","match_code":"lz38","match_target_type":1,"match_target_id":1,"status":1,"stock_num":0,"syn_stock":12,"stock_change_count":1,"last_syn_num":-1,"last_syn_time":"","list_time":"","delist_time":"","stock_syn_rule_id":1,"stock_syn_rule_no":"default","stock_syn_warehouses":"1","stock_syn_mask":17344,"stock_syn_percent":100,"stock_syn_plus":0,"stock_syn_min":0,"stock_syn_max":0,"is_auto_listing":false,"is_auto_delisting":false,"mask":0,"reserve_s":""}],"error_date":[{"rec_id":9999,"err_msg":"平台货品不存在"}]}}',
    },
    {
      title: 'a missing field is named bare',
      request: '[[{"api_goods_id":2447}]]',
      response: '{"status":0,"data":{"success_date":[],"error_date":[{"rec_id":2447,"err_msg":"force_sync"}]}}',
    },
  ],
});
