import { long } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { syncInfo } from './sync-info.ts';

export const syncSuccess = method({
  name: 'sales.StockSync.syncSuccess',
  summary: {
    en: 'The shop shows the quantity: acknowledges the named version of a listing, and no newer one.',
    zh: '商城库存已更新成功：确认该平台货品的这一版本；若其后又有变化，新的变化仍会等待同步。',
  },
  source: 'flagship 4.4',
  request: { apiGoodsId: long(), info: syncInfo() },
  response: {},
  examples: [
    {
      title: 'the documented twelve fields',
      request:
        '[2447,{"stock_syn_min":1.0000,"stock_syn_rule_id":-10000,"stock_syn_mask":0,"stock_syn_warehouses":"6","stock_syn_max":550.0000,"stock_syn_percent":100,"is_auto_delisting":true,"stock_syn_plus":1.0000,"is_auto_listing":true,"stock_syn_rule_no":"","syn_stock":1,"stock_change_count":2}]',
      response: '{"status":0}',
    },
    {
      title: 'all sixteen, flags as 0 and 1',
      request:
        '[2447,{"syn_stock":200,"stock_change_count":200,"stock_syn_rule_id":-30000,"stock_syn_rule_no":"","stock_syn_other":"","stock_syn_warehouses":"434","stock_syn_mask":0,"stock_syn_percent":100,"stock_syn_plus":0,"stock_syn_min":0,"stock_syn_max":0,"is_auto_listing":1,"is_auto_delisting":1,"is_syn_success":1,"is_manual":1,"syn_result":"同步成功"}]',
      response: '{"status":0}',
    },
    { title: 'no version named', request: '[2447,{"syn_stock":1}]', response: '{"status":100,"message":"stock_change_count不能为空"}' },
  ],
});
