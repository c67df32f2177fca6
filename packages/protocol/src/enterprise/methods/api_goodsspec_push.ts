import { count, decimal, int, jsonText, list, object, optional, records, text } from '../../fields/index.ts';
import { listingStatus } from '../../flagship/methods/stock-row.ts';
import { method } from '../../method.ts';

/** The vendor's limit of one call. */
const LARGEST_BATCH = 2000;

const form = (api_goods_info: object) => JSON.stringify({ api_goods_info: JSON.stringify(api_goods_info) });
const goods = {
  goods_id: 'G1',
  spec_id: 'S1',
  goods_no: 'GN1',
  spec_no: 'SN1',
  status: '1',
  goods_name: '示例',
  price: '1',
  stock_num: '2',
};

export const api_goodsspec_push = method({
  name: 'api_goodsspec_push',
  summary: {
    en: 'Creates or overwrites listings of one shop, matched to items by merchant code; each succeeds or fails alone.',
    zh: '创建或更新一个自有平台店铺的平台货品，按商家编码自动匹配，逐条成功或失败。',
  },
  source: 'enterprise 4.6',
  request: {
    api_goods_info: jsonText(
      object({
        platform_id: int(),
        shop_no: text(20),
        goods_list: records(
          'goods_id',
          LARGEST_BATCH,
          {
            goods_id: text(40),
            spec_id: text(40),
            goods_no: optional(text(40), ''),
            spec_no: text(40),
            status: listingStatus(),
            goods_name: optional(text(255), ''),
            spec_code: optional(text(40), ''),
            spec_name: optional(text(100), ''),
            pic_url: optional(text(255)),
            price: optional(decimal()),
            stock_num: optional(decimal()),
            cid: optional(text(40), ''),
          },
          'spec_id',
        ),
      }),
    ),
  },
  response: {
    new_count: count(),
    chg_count: count(),
    errors: optional(list(object({ goods_id: text(40), spec_id: text(40), error: text(255) }))),
  },
  success: 'OK',
  examples: [
    {
      title: 'a new listing',
      request: form({ platform_id: 127, shop_no: 'api_test', goods_list: [goods] }),
      response: '{"code":0,"message":"OK","new_count":1,"chg_count":0}',
    },
    {
      title: 'the same listing off sale, and a line without its state',
      request: form({
        platform_id: 127,
        shop_no: 'api_test',
        goods_list: [
          { ...goods, status: 2 },
          { ...goods, goods_id: 'G2', status: '' },
        ],
      }),
      response:
        '{"code":0,"message":"OK","new_count":0,"chg_count":1,"errors":[{"goods_id":"G2","spec_id":"S1","error":"status缺失或无效"}]}',
    },
    {
      title: 'another platform',
      request: form({ platform_id: 3, shop_no: 'api_test', goods_list: [goods] }),
      response: '{"code":4304,"message":"shop_no 对应的店铺所属的平台 与 传入platform_id 不一致 "}',
    },
  ],
});
