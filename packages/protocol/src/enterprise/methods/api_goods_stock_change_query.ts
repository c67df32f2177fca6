import { choice, count, decimal, lenient, limit, list, long, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const api_goods_stock_change_query = method({
  name: 'api_goods_stock_change_query',
  summary: {
    en: 'Listings of one shop whose stock changed, with the quantity to show and the version to acknowledge.',
    zh: '查询一个店铺中库存有变化的平台货品：应展示的库存，以及回写时要带的 stock_change_count。',
  },
  source: 'enterprise 4.1',
  request: { shop_no: text(20), limit: limit(2000) },
  response: {
    current_count: count(),
    stock_change_list: list(
      object({
        rec_id: long(),
        shop_id: optional(long()),
        shop_no: optional(text(20)),
        goods_id: text(40),
        spec_id: text(40),
        goods_no: text(40),
        spec_no: text(40),
        erp_spec_type: lenient(choice({ none: 0, item: 1, suite: 2 })),
        erp_spec_id: optional(long()),
        sync_stock: decimalWhole(),
        stock_change_count: long(),
      }),
    ),
  },
  examples: [
    {
      title: 'one listing waits',
      request: '{"shop_no":"api_test","limit":"100"}',
      response:
        '{"code":0,"message":"","current_count":1,"stock_change_list":[{"rec_id":"2447","shop_id":"1","shop_no":"api_test","goods_id":"lz3","spec_id":"lz38","goods_no":"lz3","spec_no":"lz38","erp_spec_type":"1","erp_spec_id":"1","sync_stock":"12","stock_change_count":"1"}]}',
    },
    {
      title: 'limit left out, as one client does',
      request: '{"shop_no":"api_test"}',
      response: '{"code":0,"message":"","current_count":0,"stock_change_list":[]}',
    },
  ],
});

/** A whole quantity: text without places, `"100"`. */
function decimalWhole() {
  return { ...decimal(), doc: { type: 'int', required: true, length: 11 }, write: (value: string | number | bigint) => String(value) };
}
