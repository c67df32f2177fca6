import { object } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { counts, ONE_ORDER, rawTrades } from './raw-trade.ts';

export const pushSelf = method({
  name: 'sales.RawTrade.pushSelf',
  summary: {
    en: 'The older pushSelf2: pushes orders of one shop, all of them or, where one is refused, none.',
    zh: 'pushSelf2 的旧版：推送一个店铺的原始单，任何一单有误则整批失败。',
  },
  source: 'flagship 4.11',
  request: rawTrades(),
  response: { data: object(counts()) },
  examples: [
    {
      title: 'a new order',
      request: ONE_ORDER.replaceAll('aqyYHjEldp', 'pushSelf1'),
      response: '{"status":0,"data":{"chg_count":0,"new_count":1}}',
    },
    {
      title: 'a shop that does not exist, or not for this key',
      request: '["nowhere",[],[]]',
      response: '{"status":100,"message":"店铺编号不存在或已停用"}',
    },
  ],
});
