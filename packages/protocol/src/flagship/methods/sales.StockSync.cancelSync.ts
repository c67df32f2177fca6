import { long } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const cancelSync = method({
  name: 'sales.StockSync.cancelSync',
  summary: {
    en: 'Takes a listing out of the pool until its next change; -1 stands for the version that was current when the request was signed.',
    zh: '取消一个平台货品的等待同步，直到下次库存变化；-1 表示签名时的当前版本。',
  },
  source: 'flagship 4.5',
  request: { apiGoodsId: long(), stockChangeCount: long() },
  response: {},
  examples: [
    { title: 'whatever the version', request: '[2447,-1]', response: '{"status":0}' },
    { title: 'a version that is not the current one', request: '[2447,77]', response: '{"status":100,"message":"取消失败"}' },
  ],
});
