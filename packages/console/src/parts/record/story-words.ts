import { declareWords } from '../../language/words.ts';

export const storyWords = declareWords('story', {
  title: { en: 'What happened', zh: '经过' },
  none: { en: 'The journal has nothing of it.', zh: '流水中没有相关记录。' },
  older: { en: 'Older', zh: '更早' },
  quantity: { en: 'quantity {{quantity}}', zh: '数量 {{quantity}}' },
  version: { en: 'version {{version}}', zh: '变化次数 {{version}}' },
  requests: { en: 'Recent requests that name it', zh: '最近涉及它的请求' },
  request: { en: 'Request and answer', zh: '请求与应答' },
});

/** What was said or done, as the journal names it. */
export const events = declareWords('story-events', {
  success: { en: 'The shop confirmed', zh: '商城回写成功' },
  fail: { en: 'The shop refused', zh: '商城回写失败' },
  retry: { en: 'The shop asked to be told again later', zh: '商城要求稍后重试' },
  cancel: { en: 'Cancelled', zh: '取消' },
  created: { en: 'Created: it waits for the shop', zh: '生成记录，等待同步' },
  replaced: { en: 'Replaced by another record', zh: '由其他记录接替' },
  push: { en: 'Pushed by the shop', zh: '商城推送' },
  suspend: { en: 'Suspension', zh: '暂停' },
  disable: { en: 'Switched off', zh: '停用' },
  requeue: { en: 'Queued again', zh: '重新排队' },
});

/** What it did. */
export const effects = declareWords('story-effects', {
  cleared: { en: 'in the shop', zh: '已同步' },
  'cleared, quantity differs': { en: 'in the shop, with another quantity', zh: '已同步，但数量不同' },
  superseded: { en: 'superseded: a newer change still waits', zh: '已被取代：较新的变化仍等待' },
  'superseded, quantity differs': { en: 'superseded: a newer change still waits', zh: '已被取代：较新的变化仍等待' },
  repeated: { en: 'said before: nothing changed', zh: '重复回写，未改变' },
  stale: { en: 'of an older change: nothing changed', zh: '针对较早的变化，未改变' },
  'never issued': { en: 'a version that was never issued: nothing changed', zh: '变化次数从未下发，未改变' },
  unversioned: { en: 'names no version: nothing changed', zh: '未指明变化次数，未改变' },
  unknown: { en: 'not seen by this key: nothing changed', zh: '该账号不可见，未改变' },
  refused: { en: 'not taken: nothing changed', zh: '未接受，未改变' },
  settled: { en: 'settled before: nothing changed', zh: '此前已处理完，未改变' },
  delayed: { en: 'offered again later', zh: '稍后再次下发' },
  done: { en: 'in the shop', zh: '已同步' },
  failed: { en: 'failed for good', zh: '判定失败' },
  cancelled: { en: 'out of the pool', zh: '不再下发' },
  replaced: { en: 'closed', zh: '作废' },
  pending: { en: 'waits', zh: '等待' },
  suspended: { en: 'left out of pulls', zh: '暂不下发' },
  resumed: { en: 'ended', zh: '已结束' },
  disabled: { en: 'not told any more', zh: '不再下发' },
});

/** Why a listing got a new version. */
export const causes = declareWords('story-causes', {
  level: { en: 'Stock moved', zh: '库存变化' },
  binding: { en: 'Bound to something else', zh: '绑定变化' },
  rule: { en: 'The rule changed', zh: '策略变化' },
  suite: { en: 'The suite changed', zh: '组合装变化' },
  enabled: { en: 'Switched on again', zh: '重新启用' },
  forced: { en: 'Queued again', zh: '重新排队' },
});
