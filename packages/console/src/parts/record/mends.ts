import { declareWords } from '../../language/words.ts';

/** What the button says that mends it. */
export const mends = declareWords('mends', {
  bind: { en: 'Bind…', zh: '绑定…' },
  rule: { en: 'Open the rules', zh: '查看策略' },
  enable: { en: 'Switch on', zh: '启用' },
  resume: { en: 'Let the shop go on', zh: '恢复店铺' },
  requeue: { en: 'Queue again', zh: '重新排队' },
  key: { en: 'Open the keys', zh: '查看接口账号' },
  requests: { en: 'Look at the requests', zh: '查看接口请求' },
  successor: { en: 'Open record {{shipment}}', zh: '查看记录 {{shipment}}' },
  records: { en: 'All records of this order', zh: '该订单的全部记录' },
  carrier: { en: 'Map the carrier', zh: '映射物流公司' },
});
