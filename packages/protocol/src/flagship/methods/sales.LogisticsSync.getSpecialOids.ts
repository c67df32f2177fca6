import { int, long, object, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const getSpecialOids = method({
  name: 'sales.LogisticsSync.getSpecialOids',
  summary: {
    en: 'The sub-orders of a shipment whose list is longer than 208 characters and was replaced by a placeholder beginning with `!!!!`.',
    zh: 'oids 超过 208 个字符时以 !!!! 开头的占位符代替，用本接口取完整的子订单列表。',
  },
  source: 'flagship 4.8',
  request: { tradeId: long(), platformId: int(), tid: text(40), oids: text(1024) },
  response: { data: object({ code: int(), message: text(255), oids: text(65535) }) },
  examples: [
    {
      title: 'a placeholder of an unknown order',
      request: '[8841,127,"gJTVV6yNdz","!!!!:2019-11-08 17:51:56"]',
      response: '{"status":0,"data":{"code":1,"message":"获取子订单号失败","oids":""}}',
    },
    {
      title: 'no placeholder: as it came',
      request: '[8841,127,"gJTVV6yNdz","sX1BzfRZHl_1"]',
      response: '{"status":0,"data":{"code":0,"message":"ok","oids":"sX1BzfRZHl_1"}}',
    },
  ],
});
