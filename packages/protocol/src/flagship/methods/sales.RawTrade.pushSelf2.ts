import { list, object, text } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { counts, ONE_ORDER, rawTrades } from './raw-trade.ts';

export const pushSelf2 = method({
  name: 'sales.RawTrade.pushSelf2',
  summary: {
    en: 'Pushes orders of one shop, new or again, each decided by itself; what is refused stands in error_list, with status 0.',
    zh: '推送一个店铺的原始单（新建或更新），逐单处理；有误的原始单列在 error_list 中，status 仍为 0。',
  },
  source: 'flagship 4.11',
  request: rawTrades(),
  response: { data: object({ ...counts(), error_list: list(object({ no: text(40), error: text(255) })) }) },
  examples: [
    {
      title: 'a new order, as it is documented',
      request: ONE_ORDER,
      response: '{"status":0,"data":{"chg_count":0,"new_count":1,"error_list":[]}}',
    },
    {
      title: 'an order that is refused: a star in its telephone number',
      request: ONE_ORDER.replaceAll('aqyYHjEldp', 'star').replace('13800000000', '138****0000'),
      response: '{"status":0,"data":{"chg_count":0,"new_count":0,"error_list":[{"no":"tid-star","error":"电话号码不能包含*"}]}}',
    },
  ],
});
