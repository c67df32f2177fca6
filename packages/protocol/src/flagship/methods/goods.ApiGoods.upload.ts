import { decimal, int, list, long, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { listingStatus } from './stock-row.ts';

/** The other edition's documented limit. */
const LARGEST_BATCH = 2000;

export const upload = method({
  name: 'goods.ApiGoods.upload',
  summary: {
    en: 'Creates or overwrites listings of one shop, matched to items by merchant code; what is known of them as stock stays.',
    zh: '创建或覆盖一个自有平台店铺的平台货品，按商家编码自动匹配；已有货品的同步设置和计数不变。',
  },
  source: 'flagship 4.9',
  request: {
    param: object({
      shop_no: text(20),
      goods_list: records(
        'goods_id',
        LARGEST_BATCH,
        {
          goods_id: optional(text(40), ''),
          spec_id: optional(text(40), ''),
          goods_no: optional(text(40), ''),
          spec_no: optional(text(40), ''),
          status: optional(listingStatus(), 'onSale'),
          goods_name: optional(text(255), ''),
          spec_name: optional(text(100), ''),
          pic_url: optional(text(255)),
          price: optional(decimal()),
          stock_num: optional(decimal()),
        },
        'spec_id',
      ),
    }),
  },
  // The vendor has no place for what one listing is refused for: it has the id 0, and the message says why.
  response: { message: optional(text(255)), data: object({ status: int(), rec_ids: list(long()) }) },
  examples: [
    {
      title: 'two listings',
      request:
        '[{"goods_list":[{"spec_id":"wdt20240910","goods_no":"wdt20240910","goods_id":"wdt20240910","spec_no":"wdt20240910"},{"spec_id":"wdt202409101","goods_no":"wdt202409101","goods_id":"wdt202409101","spec_no":"wdt202409101"}],"shop_no":"fx_test"}]',
      response: '{"status":0,"data":{"status":0,"rec_ids":[2449,2450]}}',
    },
    {
      title: 'decimals as strings; the same listing again keeps its id',
      request:
        '[{"shop_no":"api_test","goods_list":[{"goods_id":"lz3","spec_id":"lz38","goods_no":"lz3","spec_no":"lz38","status":1,"goods_name":"lz3","spec_name":"","pic_url":"","price":"1","stock_num":""}]}]',
      response: '{"status":0,"data":{"status":0,"rec_ids":[2447]}}',
    },
    {
      title: 'a listing without either id, and one that is right',
      request:
        '[{"shop_no":"api_test","goods_list":[{"spec_no":"lz38"},{"goods_id":"lz3","spec_id":"lz38","goods_no":"lz3","spec_no":"lz38","goods_name":"lz3","price":1}]}]',
      response: '{"status":0,"message":"第1条: goods_id和spec_id不能同时为空","data":{"status":100,"rec_ids":[0,2447]}}',
    },
    {
      title: 'a shop that is unknown, disabled, or not for this key',
      request: '[{"shop_no":"nowhere","goods_list":[{"goods_id":"lz3"}]}]',
      response: '{"status":100,"message":"店铺不存在/无权限/类型错误"}',
    },
  ],
});
