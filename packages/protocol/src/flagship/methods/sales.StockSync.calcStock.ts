import { flag, long } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { stockRow } from './stock-row.ts';

export const calcStock = method({
  name: 'sales.StockSync.calcStock',
  summary: {
    en: 'What one listing should show, and the version to acknowledge.',
    zh: '计算一个平台货品应展示的库存，并给出回写时要带的 stock_change_count。',
  },
  source: 'flagship 4.2',
  request: { apiGoodsId: long(), forceSync: flag() },
  response: { data: stockRow() },
  examples: [
    {
      title: 'a listing that waits',
      request: '[2447,false]',
      response:
        '{"status":0,"data":{"rec_id":2447,"shop_id":1,"platform_id":127,"sub_platform_id":0,"goods_id":"lz3","spec_id":"lz38","outer_id":"lz3","spec_outer_id":"lz38","match_code":"lz38","match_target_type":1,"match_target_id":1,"status":1,"stock_num":0,"syn_stock":12,"stock_change_count":1,"last_syn_num":-1,"last_syn_time":"","list_time":"","delist_time":"","stock_syn_rule_id":1,"stock_syn_rule_no":"default","stock_syn_warehouses":"1","stock_syn_mask":17344,"stock_syn_percent":100,"stock_syn_plus":0,"stock_syn_min":0,"stock_syn_max":0,"is_auto_listing":0,"is_auto_delisting":0,"mask":0,"reserve_s":""}}',
    },
    {
      title: 'a listing that is switched off; the id as a string',
      request: '["2447",false]',
      response: '{"status":100,"message":"货品id:lz3规格Id:lz38 已停用或者未开启同步"}',
    },
  ],
});
