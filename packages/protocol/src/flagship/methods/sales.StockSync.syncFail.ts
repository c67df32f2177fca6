import { long } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { syncInfo } from './sync-info.ts';

export const syncFail = method({
  name: 'sales.StockSync.syncFail',
  summary: {
    en: 'The shop could not show the quantity: the listing stays pending and is offered again after a growing delay.',
    zh: '商城库存更新失败：该平台货品继续等待同步，延迟一段时间后再次给出，失败越多延迟越长。',
  },
  source: 'flagship 4.4',
  request: { apiGoodsId: long(), info: syncInfo() },
  response: {},
  examples: [
    {
      title: 'warehouses as a number, is_syn_success 0',
      request:
        '[2447,{"syn_stock":5,"stock_change_count":1,"stock_syn_rule_id":1,"stock_syn_rule_no":"001","stock_syn_other":"","stock_syn_warehouses":450,"stock_syn_mask":451,"stock_syn_percent":5,"stock_syn_plus":200,"stock_syn_min":2,"stock_syn_max":200,"is_auto_listing":0,"is_auto_delisting":0,"is_syn_success":0,"is_manual":0,"syn_result":"库存同步失败"}]',
      response: '{"status":0}',
    },
  ],
});
