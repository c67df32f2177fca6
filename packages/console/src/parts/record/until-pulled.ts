import type { Text } from '../../language/words.ts';

/** What to do about a record that waits for its shop to ask, of stock and of parcels alike; by the server's verdict. */
export const untilPulled = {
  'no key': {
    en: 'Give a key the shop, or make one; then the connector can ask.',
    zh: '请为接口账号授权该店铺，或新建账号，对接程序才能拉取。',
  },
  'never pulled': {
    en: 'Start the connector. If it runs, look at its requests: refused ones say why.',
    zh: '请启动对接程序；若已运行，请查看接口请求，被拒绝的会说明原因。',
  },
  'stopped pulling': {
    en: 'Look whether the connector runs, and at its last requests.',
    zh: '请检查对接程序是否在运行，并查看其最近的请求。',
  },
  'not acknowledged': {
    en: 'Either its answer is on the way, or the connector does not report back. Look at its requests.',
    zh: '结果可能正在途中，也可能对接程序没有回写。请查看接口请求。',
  },
  waits: { en: 'Nothing to do: it is offered at the next pull.', zh: '无需处理：下次拉取时下发。' },
} satisfies Record<string, Text>;
