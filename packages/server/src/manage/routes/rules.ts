import type { RuleView } from '@tongbu/engine';
import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, amount, quantity } from '../schemas.ts';

const no = about(z.string().min(1).max(40), 'The rule’s number (stock_syn_rule_no).', '策略编号（stock_syn_rule_no）。');
const params = z.strictObject({ no });
const codes = (length: number) => z.array(z.string().min(1).max(length)).max(1000).nullable();

const scope = {
  name: z.string().max(64),
  priority: about(z.int(), 'Of the rules that fit, the one of the highest priority acts.', '多个策略适用时，优先级最高者生效。'),
  enabled: z.boolean(),
  shops: about(codes(20), 'Shops it is for (shop_no); null for all.', '适用店铺（shop_no）；null 表示全部。'),
  category: about(z.string().max(100), 'Category it is for; empty for every.', '适用分类；空表示全部。'),
  brand: about(z.string().max(100), 'Brand it is for; empty for every.', '适用品牌；空表示全部。'),
  warehouses: about(codes(40), 'Warehouses that count (warehouse_no); null for all.', '参与计算的仓库（warehouse_no）；null 表示全部。'),
};
const sums = {
  mask: about(
    z.int().min(0),
    'Which quantities count beside physical stock, as bits (stock_syn_mask).',
    '除实际库存外参与计算的数量，按位表示（stock_syn_mask）。',
  ),
  percent: about(z.int().min(0), 'Percent of the sum.', '合计的百分比。'),
};
const flags = { autoListing: z.boolean(), autoDelisting: z.boolean() };

const rule = z
  .object({
    no,
    rule: about(z.int(), 'The number that shops are told.', '下发给商城的编号。'),
    ...scope,
    ...sums,
    plus: quantity,
    min: quantity,
    max: quantity,
    ...flags,
  })
  .meta({ id: 'Rule' });

const input = z.strictObject({ ...scope, ...sums, plus: amount, min: amount, max: amount, ...flags }).partial();

/** What was said of a rule, and no more. */
function inputOf(no: string, body: z.output<typeof input>) {
  return { ...(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<RuleView>), no };
}

export const listRules = route({
  name: 'listRules',
  method: 'GET',
  path: '/api/rules',
  role: 'viewer',
  group: 'rules',
  summary: { en: 'The rules by which levels become quantities, highest priority first.', zh: '全部库存同步策略，优先级由高到低。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ items: z.array(rule) }) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token }) {
    return { items: await engine.listRules({ seller: token.seller }) };
  },
});

export const saveRule = route({
  name: 'saveRule',
  method: 'PUT',
  path: '/api/rules/{no}',
  role: 'operator',
  group: 'rules',
  summary: {
    en: 'Adds a rule, or changes the one of that number; what is left out stays. Listings on which it acts get a new version, very many of them little by little.',
    zh: '新增策略或修改该编号的策略，未给出的保持不变。受影响的平台货品获得新的变化次数，数量很多时分步进行。',
  },
  params,
  query: NOTHING,
  body: input,
  answers: { json: rule },
  repeats: 'transaction',
  problems: [],
  async handle({ params: { no }, body, token, actor, now, run }) {
    return (await run('saveRule', { seller: token.seller, rule: inputOf(no, body), actor, now })).value;
  },
});

const shown = z.object({ rule: z.string(), quantity }).nullable();

export const previewRule = route({
  name: 'previewRule',
  method: 'POST',
  path: '/api/rules/{no}/preview',
  role: 'viewer',
  group: 'rules',
  summary: { en: 'Tells what saving a rule would do, and changes nothing.', zh: '预览保存策略的影响，不做任何改动。' },
  params,
  query: NOTHING,
  body: input,
  answers: {
    json: z.object({
      listings: about(z.int(), 'Listings that would get a new version.', '将获得新变化次数的平台货品数。'),
      different: about(
        z.int(),
        'Those of them that would show another quantity, or begin or cease to be synced.',
        '其中数量不同，或开始、停止同步的。',
      ),
      more: about(z.int(), 'Of those: they would show more.', '其中数量增加的。'),
      less: about(z.int(), 'They would show less.', '数量减少的。'),
      toNothing: about(z.int(), 'Of the latter: they would show nothing any more.', '数量减少的里，减为零的。'),
      begin: about(z.int(), 'They would begin to be synced.', '将开始同步的。'),
      cease: about(z.int(), 'They would cease to be synced.', '将停止同步的。'),
      examples: about(
        z.array(
          z.object({
            ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string() },
            ...{ goodsName: z.string(), specName: z.string(), before: shown, after: shown },
          }),
        ),
        'The first of those.',
        '其中的前几条。',
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, params: { no }, body, token, now }) {
    return engine.previewRule({ seller: token.seller, rule: inputOf(no, body), now });
  },
});

export const removeRule = route({
  name: 'removeRule',
  method: 'DELETE',
  path: '/api/rules/{no}',
  role: 'operator',
  group: 'rules',
  summary: { en: 'Removes a rule; the next that fits acts instead.', zh: '删除策略，由下一个适用的策略生效。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ no, removed: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { no }, token, actor, now, run }) {
    await run('removeRule', { seller: token.seller, no, actor, now });
    return { no, removed: true } as const;
  },
});
