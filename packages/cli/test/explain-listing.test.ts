/** What `tongbu explain` says, in both languages, in lines that fit a terminal. */
import type { ExplainedListing } from '@tongbu/engine';
import { describe, expect, test } from 'vitest';
import { page } from '../src/listing/page.ts';
import { type Language, voiceOf } from '../src/listing/words.ts';
import { widthOf } from '../src/output/width.ts';

const SUITE: ExplainedListing = {
  ...{ listing: 12, shopNo: 'S1', goodsId: 'G-12', specId: '', goodsName: '茶礼套装', specName: '两件' },
  sells: { kind: 'suite', code: 'SET-TEA', byHand: false },
  rule: { no: 'default', name: '', priority: 0, why: 'scope' },
  blockedBy: null,
  warehouses: { 1: 'HZ01' },
  goods: { parts: [] },
  steps: [
    {
      step: 'part',
      warehouse: 1,
      part: 'TEA',
      how: '9 - order_num 2 - unpay_num 1 - subscribe_num 1 - sending_num 2 - lock_num 1',
      value: '2',
    },
    { step: 'part', warehouse: 1, part: 'CUP', how: '7', value: '7' },
    { step: 'warehouse', warehouse: 1, how: 'min(2 ÷ 1, 7 ÷ 2)', value: '2' },
    { step: 'sum', how: '2', value: '2' },
    { step: 'percent and plus', how: '2 × 100 % + 0', value: '2' },
    { step: 'cut', how: 'cut downward to a whole number', value: '2' },
  ],
  ...{
    calculated: '2',
    version: 5,
    acknowledged: 4,
    quantity: '2',
    agrees: 'yes',
    notOffered: [],
    reason: '',
    suspendedUntil: 0,
    retryAt: 0,
  },
};

const ENGLISH = `
listing  12, S1, G-12, 茶礼套装 两件
sells    suite SET-TEA, matched by code
rule     default, priority 0: the highest of those whose scope fits
shows    2, version 5
offered  yes: version 5 waits for the shop, which confirmed 4

STEP                            VALUE  HOW
HZ01, TEA                           2  9 - order_num 2 - unpay_num 1 -
                                       subscribe_num 1 - sending_num 2 -
                                       lock_num 1
HZ01, CUP                           7  7
HZ01                                2  min(2 ÷ 1, 7 ÷ 2)
sum                                 2  2
percent and plus                    2  2 × 100 % + 0
cut downward to a whole number      2
`;

const CHINESE = `
平台货品  12，S1，G-12，茶礼套装 两件
匹配      组合装 SET-TEA，按编码匹配
策略      default，优先级 0：适用范围符合的策略中优先级最高
应显示    2，版本 5
等待同步  是：版本 5 等待商城同步，商城已确认 4

步骤          结果  计算
HZ01，TEA        2  9 - order_num 2 - unpay_num 1 - subscribe_num 1 -
                    sending_num 2 - lock_num 1
HZ01，CUP        7  7
HZ01             2  min(2 ÷ 1, 7 ÷ 2)
合计             2  2
百分比与附加     2  2 × 100 % + 0
向下取整         2
`;

describe.each<[Language, string]>([
  ['en', ENGLISH],
  ['zh-CN', CHINESE],
])('explain in %s', (language, expected) => {
  const voice = voiceOf(language);

  test('a suite is laid out step by step', () => {
    expect(`\n${page(SUITE, voice)}\n`).toBe(expected);
  });

  test('every reason and every step has its words, and no line is longer than 80', () => {
    const reasons = [
      'unbound',
      'none fits',
      'own rule disabled',
      'no warehouse',
      'deleted',
      'disabled',
      'shop disabled',
      'suspended',
      'delayed',
      'settled',
    ] as const;
    const steps = ['min', 'max', 'zero'] as const;
    const held: ExplainedListing = {
      ...{ ...SUITE, sells: null, rule: null, blockedBy: 'R', notOffered: [...reasons], reason: '活动锁库存'.repeat(20), agrees: 'no' },
      steps: steps.map((step) => ({ step, how: 'x', value: '0' })),
    };
    const text = page(held, voice);
    expect(text).not.toMatch(/undefined|[{}]/);
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(new Set(reasons.map((reason) => page({ ...held, notOffered: [reason] }, voice))).size).toBe(reasons.length);
  });
});
