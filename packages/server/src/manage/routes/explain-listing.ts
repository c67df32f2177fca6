import { z } from 'zod';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, page, paging, quantity, time } from '../schemas.ts';
import { listingParams } from './show-listing.ts';

const why = about(
  z.string(),
  '`unbound`, `none fits`, `own rule disabled` and `no warehouse`: it is not synced at all; `deleted`, `disabled`, `suspended`, `shop disabled`; `delayed` by a failure; `settled`: the shop has confirmed the newest version.',
  '`unbound`、`none fits`、`own rule disabled`、`no warehouse`：完全不同步；`deleted` 已删除、`disabled` 已停用、`suspended` 暂停中、`shop disabled` 店铺停用；`delayed` 因失败延迟；`settled` 已确认最新版本。',
);
const untilOf = (at: number) => (at > 0 ? iso(at) : null);

export const explainListing = route({
  name: 'explainListing',
  method: 'GET',
  path: '/api/listings/{listing}/explanation',
  role: 'viewer',
  group: 'listings',
  summary: {
    en: 'How a listing’s quantity comes about, step by step, and why it is not offered.',
    zh: '逐步说明应展示库存如何得出，以及为何未下发。',
  },
  params: listingParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string(), goodsName: z.string(), specName: z.string() },
        sells: about(
          z.object({ kind: z.enum(['item', 'suite']), code: z.string(), byHand: z.boolean() }).nullable(),
          'What it sells; null when it is unbound.',
          '对应的单品或组合装；未匹配为 null。',
        ),
        rule: about(
          z.object({ no: z.string(), name: z.string(), priority: z.int(), why: z.enum(['own', 'scope']) }).nullable(),
          'The rule that acts; null when none does.',
          '生效的策略；无则为 null。',
        ),
        blockedBy: about(z.string().nullable(), 'The rule that stands in the way of every other.', '阻挡其他策略的策略。'),
        warehouses: about(z.record(z.string(), z.string()), 'Warehouses by the numbers that the steps name.', '步骤中仓库编号对应的仓库。'),
        goods: about(z.record(z.string(), z.unknown()), 'The levels it is calculated from.', '参与计算的库存。'),
        steps: z.array(
          z.object({ step: z.string(), warehouse: z.int().optional(), part: z.string().optional(), how: z.string(), value: quantity }),
        ),
        calculated: about(quantity.nullable(), 'What it comes to now; null when no rule acts.', '当前计算结果；无策略生效时为 null。'),
        ...{ version: z.int(), acknowledged: z.int() },
        quantity: about(quantity, 'What is stored, and told.', '已保存并下发的数量。'),
        agrees: about(z.enum(['yes', 'waits', 'no']), '`waits`: a change has still to come to it.', '`waits`：变化尚未处理到该货品。'),
        notOffered: about(
          z.array(why),
          'Why no pull offers it, the gravest first; empty when it is offered.',
          '未下发的原因，最主要的在前；为空表示会下发。',
        ),
        reason: z.string(),
        suspendedUntil: time.nullable(),
        retryAt: time.nullable(),
      })
      .meta({ id: 'Explanation' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { listing }, now }) {
    const { suspendedUntil, retryAt, goods, ...rest } = await engine.explainListing({ seller: token.seller, listing, now });
    return { ...rest, goods: { ...goods }, suspendedUntil: untilOf(suspendedUntil), retryAt: untilOf(retryAt) };
  },
});

export const listUnsynced = route({
  name: 'listUnsynced',
  method: 'GET',
  path: '/api/unsynced-listings',
  role: 'viewer',
  group: 'listings',
  summary: {
    en: 'Listings that no pull offers whatever happens to their stock, and why.',
    zh: '无论库存如何变化都不会下发的平台货品及原因。',
  },
  params: NOTHING,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string(), goodsNo: z.string(), specNo: z.string() },
          ...{ goodsName: z.string(), why: z.array(why), reason: z.string(), suspendedUntil: time.nullable() },
        })
        .meta({ id: 'UnsyncedListing' }),
    ),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { limit, cursor }, now }) {
    const rows = await engine.listUnsynced({ seller: token.seller, after: readAfter(cursor), limit, now });
    const items = rows.map(({ suspendedUntil, ...row }) => ({ ...row, suspendedUntil: untilOf(suspendedUntil) }));
    return { items, next: rows.length === limit ? String(rows.at(-1)?.listing) : null };
  },
});
