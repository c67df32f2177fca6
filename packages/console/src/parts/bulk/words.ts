import { declareWords } from '../../language/words.ts';

export const words = declareWords('bulk', {
  selected: { en: { one: '{{count}} selected', other: '{{count}} selected' }, zh: '已选 {{count}} 条' },
  allThat: { en: 'All that this filter finds', zh: '当前筛选的全部记录' },
  selectAll: { en: 'Select all that this filter finds', zh: '选择当前筛选的全部记录' },
  clear: { en: 'Clear', zh: '取消选择' },
  counting: { en: 'Counting what it would touch…', zh: '正在统计将处理的记录…' },
  would: { en: { one: 'Would touch {{count}} record.', other: 'Would touch {{count}} records.' }, zh: '将处理 {{count}} 条记录。' },
  wouldNone: { en: 'None of them can be touched.', zh: '没有可处理的记录。' },
  stay: {
    en: { one: '{{count}} stays as it is:', other: '{{count}} stay as they are:' },
    zh: '{{count}} 条保持不变：',
  },
  running: { en: '{{done}} of {{all}} done', zh: '已处理 {{done}} / {{all}}' },
  stop: { en: 'Stop', zh: '停止' },
  close: { en: 'Close', zh: '关闭' },
  recount: { en: 'Count again', zh: '重新统计' },
  done: { en: { one: '{{count}} record done.', other: '{{count}} records done.' }, zh: '已处理 {{count}} 条记录。' },
  stopped: {
    en: {
      one: 'Stopped. {{count}} record was done; the rest is as it was.',
      other: 'Stopped. {{count}} records were done; the rest is as it was.',
    },
    zh: '已停止。已处理 {{count}} 条，其余保持原样。',
  },
  stoppedCount: { en: 'The count was stopped. Nothing was changed.', zh: '统计已停止，未做任何改动。' },
  failed: {
    en: { one: 'It broke off after {{count}} record.', other: 'It broke off after {{count}} records.' },
    zh: '处理 {{count}} 条后中断。',
  },
  fewer: {
    en: { one: '{{count}} fewer than counted: it changed meanwhile.', other: '{{count}} fewer than counted: they changed meanwhile.' },
    zh: '比统计时少 {{count}} 条：期间已发生变化。',
  },
  more: {
    en: { one: '{{count}} more than counted: it came meanwhile.', other: '{{count}} more than counted: they came meanwhile.' },
    zh: '比统计时多 {{count}} 条：期间新增。',
  },
  andMore: { en: 'and {{count}} more', zh: '另有 {{count}} 条' },
  stepwise: {
    en: 'It goes in steps of 200. Closing this window, or the page, stops it after the step under way.',
    zh: '每步 200 条；关闭此窗口或页面，会在当前一步完成后停止。',
  },
  until: { en: 'For how long', zh: '暂停时长' },
  hours: { en: { one: '{{count}} hour', other: '{{count}} hours' }, zh: '{{count}} 小时' },
  days: { en: { one: '{{count}} day', other: '{{count}} days' }, zh: '{{count}} 天' },
});

/** Why a record was left as it is, as the server names it. */
export const whys = declareWords('bulk-whys', {
  unknown: { en: 'no such record', zh: '记录不存在' },
  'changed since': { en: 'changed since you saw it', zh: '查看之后又有变化' },
  'not waiting': { en: 'nothing of it waits', zh: '没有等待同步的变化' },
  'not synced': { en: 'bound to nothing, or no rule acts on it', zh: '未匹配，或没有生效的策略' },
  'as it is': { en: 'so already', zh: '本已如此' },
  'not failed': { en: 'did not fail', zh: '不是失败状态' },
  'waits elsewhere': { en: 'its sub-orders wait in another record', zh: '其子订单已在另一条记录中等待' },
  settled: { en: 'settled: neither waiting nor failed', zh: '已处理完：既非等待也非失败' },
});
