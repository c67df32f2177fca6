/** What is said of a listing, in English and in Chinese. `{…}` is filled in. */
import type { NotOffered, Step } from '@tongbu/engine';

/** The languages. */
export type Language = 'en' | 'zh-CN';

type Both = readonly [en: string, zh: string];

const SAID = {
  listing: ['listing', '平台货品'],
  sells: ['sells', '匹配'],
  rule: ['rule', '策略'],
  shown: ['shows', '应显示'],
  offered: ['offered', '等待同步'],
  item: ['item {code}', '单品 {code}'],
  suite: ['suite {code}', '组合装 {code}'],
  comma: [', ', '，'],
  byCode: ['matched by code', '按编码匹配'],
  byHand: ['bound by hand', '手工匹配'],
  nothing: ['nothing: no item or suite has its codes', '未匹配：没有单品或组合装使用其编码'],
  own: ['{no}, set by hand for this listing', '{no}，为该货品单独指定'],
  scope: ['{no}, priority {priority}: the highest of those whose scope fits', '{no}，优先级 {priority}：适用范围符合的策略中优先级最高'],
  none: ['none acts', '没有生效的策略'],
  yes: ['{quantity}, version {version}', '{quantity}，版本 {version}'],
  waits: [
    '{quantity}, version {version}; soon {calculated}, when the change under way comes to it',
    '{quantity}，版本 {version}；正在进行的变更处理到它后将为 {calculated}',
  ],
  no: [
    '{quantity}, version {version}; but levels and rules come to {calculated}: run tongbu verify',
    '{quantity}，版本 {version}；但按库存与策略应为 {calculated}，请运行 tongbu verify',
  ],
  kept: ['{quantity}, version {version}, kept from before: nothing is calculated', '{quantity}，版本 {version}，为此前的数量；不再计算'],
  offer: [
    'yes: version {version} waits for the shop, which confirmed {acknowledged}',
    '是：版本 {version} 等待商城同步，商城已确认 {acknowledged}',
  ],
  because: ['no: {why}', '否：{why}'],
  reason: ['{why} ({reason})', '{why}（{reason}）'],
  stepHeading: ['STEP', '步骤'],
  howHeading: ['HOW', '计算'],
  valueHeading: ['VALUE', '结果'],
} as const satisfies Record<string, Both>;

const WHY: Record<NotOffered, Both> = {
  unbound: ['it is bound to nothing', '未匹配'],
  'none fits': ['no enabled rule has a scope that fits', '没有适用的启用策略'],
  'own rule disabled': ['its own rule "{by}" is disabled', '单独指定的策略“{by}”已停用'],
  'no warehouse': ['rule "{by}" counts no warehouse', '策略“{by}”没有统计任何仓库'],
  deleted: ['the shop deleted it', '商城已删除'],
  disabled: ['it is switched off', '已停用同步'],
  'shop disabled': ['its shop is disabled', '店铺已停用'],
  suspended: ['suspended until {until}', '暂停同步至 {until}'],
  delayed: ['delayed until {retry}, for the shop reported a failure', '商城回报失败，推迟至 {retry}'],
  settled: ['the shop has confirmed version {version}', '商城已确认版本 {version}'],
};

const STEPS: Record<Step['step'], Both> = {
  part: ['{where}, {part}', '{where}，{part}'],
  warehouse: ['{where}', '{where}'],
  sum: ['sum', '合计'],
  'percent and plus': ['percent and plus', '百分比与附加'],
  cut: ['cut downward to a whole number', '向下取整'],
  min: ['below the minimum', '低于最小值'],
  max: ['above the maximum', '超过最大值'],
  zero: ['never below 0', '不低于 0'],
};

/** A voice: everything in one language. */
export interface Voice {
  say(word: keyof typeof SAID, values?: Values): string;
  why(reason: NotOffered, values: Values): string;
  step(step: Step['step'], values: Values): string;
  /** Reasons, one behind the other. */
  list(reasons: string[]): string;
}

type Values = Record<string, string | number | null>;

/** The voice of a language. */
export function voiceOf(language: Language): Voice {
  const fill = (both: Both, values: Values = {}) =>
    both[language === 'en' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return {
    say: (word, values) => fill(SAID[word], values),
    why: (reason, values) => fill(WHY[reason], values),
    step: (step, values) => fill(STEPS[step], values),
    list: (reasons) => reasons.join(language === 'en' ? '; ' : '；'),
  };
}
