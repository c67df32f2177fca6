import type { ListedTrade } from '@tongbu/engine';
import { z } from 'zod';
import { readAfter } from '../read-after.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about, amount, iso, isoOrNull, numeral, page, paging, quantity, time } from '../schemas.ts';

const state = z.enum(['unpaid', 'subscribed', 'ordered', 'sending', 'shipped', 'cancelled']);
const number = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

export const trade = z
  .object({
    ...{ trade: z.int(), shopNo: z.string(), warehouseNo: z.string() },
    state: about(state, '`ordered` is paid and to be approved, `sending` is approved.', '`ordered` 已付款待审核，`sending` 已审核待发货。'),
    carrier: about(z.string(), 'The seller’s code of the carrier; empty until it has left.', '物流公司编码；发货前为空。'),
    numbers: about(z.array(z.string()), 'Tracking numbers, the main one first.', '物流单号，主单号在前。'),
    ...{ shippedAt: time.nullable(), createdAt: time },
    lines: z.array(z.object({ tid: z.string(), oid: z.string(), num: quantity })),
  })
  .meta({ id: 'Trade' });

/** A trade as it travels. */
export function tradeOf({ shippedAt, createdAt, ...rest }: ListedTrade): z.input<typeof trade> {
  return { ...rest, shippedAt: isoOrNull(shippedAt), createdAt: iso(createdAt) };
}

/** Some pieces of sub-orders. */
export const portions = z
  .array(
    z.strictObject({
      oid: z.string().min(1).max(40),
      num: about(amount.nullable().default(null), 'How many pieces; all that are open when left out.', '数量；省略则为全部未发数量。'),
    }),
  )
  .min(1)
  .max(200);

/** By whom and under which numbers a parcel leaves. */
export const consignment = {
  carrier: about(z.string().min(1).max(40), 'The seller’s code of the carrier.', '物流公司编码（logistics_no）。'),
  numbers: about(
    z.array(z.string().min(1).max(40)).min(1).max(50),
    'Tracking numbers, one for each package, the main one first.',
    '物流单号，每个包裹一个，主单号在前。',
  ),
  shippedAt: about(
    z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .nullable()
      .default(null),
    'When it left; now when left out.',
    '发货时间；省略为当前时间。',
  ),
};

/** What shipping did. */
export const shipped = z
  .object({
    trade: z.int(),
    effect: about(
      z.enum(['shipped', 'corrected', 'unchanged']),
      '`corrected`: it had left before under another number or carrier.',
      '`corrected`：此前已以其他单号或物流公司发出。',
    ),
    shipments: about(z.array(z.int()), 'Shipments that now wait for the shop.', '产生的待同步物流记录。'),
  })
  .meta({ id: 'Shipped' });

/** Who does it. */
export function whoOf({ token, actor, now }: Call): { seller: string; actor: string; now: number } {
  return { seller: token.seller, actor, now };
}

const tradeParams = z.strictObject({ trade: about(numeral, 'The trade’s number.', '系统订单编号。') });

export const listTrades = route({
  name: 'listTrades',
  method: 'GET',
  path: '/api/trades',
  role: 'viewer',
  group: 'orders',
  summary: { en: 'Trades, in order of their numbers.', zh: '查询系统订单，按编号排序。' },
  params: NOTHING,
  query: z.strictObject({
    shop: about(z.string().min(1).max(20).nullable().default(null), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。'),
    warehouse: about(
      z.string().min(1).max(40).nullable().default(null),
      'Of this warehouse alone (warehouse_no).',
      '仅此仓库（warehouse_no）。',
    ),
    state: about(state.nullable().default(null), 'In this state alone.', '仅此状态。'),
    ...paging,
  }),
  body: NO_BODY,
  answers: { json: page(trade) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { shop, warehouse, state, limit, cursor } }) {
    const filter = { shopNo: shop, warehouseNo: warehouse, state };
    const rows = await engine.listTrades({ seller: token.seller, filter, after: readAfter(cursor), limit });
    return { items: rows.map(tradeOf), next: rows.length === limit ? String(rows.at(-1)?.trade) : null };
  },
});

export const approveTrades = route({
  name: 'approveTrades',
  method: 'POST',
  path: '/api/trades/approve',
  role: 'operator',
  group: 'orders',
  summary: { en: 'Approves paid trades: from now on they are to be sent.', zh: '审核已付款的系统订单，此后待发货。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ trades: z.array(number).min(1).max(200) }),
  answers: { json: z.object({ approved: about(z.int(), 'How many were not approved before.', '新审核的数量。') }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { value } = await call.run('approveTrades', { ...whoOf(call), trades: call.body.trades });
    return { approved: value };
  },
});

export const mergeTrades = route({
  name: 'mergeTrades',
  method: 'POST',
  path: '/api/trades/merge',
  role: 'operator',
  group: 'orders',
  summary: { en: 'Merges trades: all pieces leave together, under the lowest number.', zh: '合并系统订单：全部货品随编号最小的一单发出。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ trades: z.array(number).min(2).max(50) }),
  answers: { json: z.object({ trade: about(z.int(), 'The number that stays.', '保留的编号。') }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { value } = await call.run('mergeTrades', { ...whoOf(call), trades: call.body.trades });
    return { trade: value };
  },
});

export const splitTrade = route({
  name: 'splitTrade',
  method: 'POST',
  path: '/api/trades/{trade}/split',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Splits a trade: the named pieces go into a new one, which leaves by itself.',
    zh: '拆分系统订单：指定的货品进入新单，单独发出。',
  },
  params: tradeParams,
  query: NOTHING,
  body: z.strictObject({ lines: portions }),
  answers: { json: z.object({ trade: about(z.int(), 'The new trade.', '新系统订单编号。'), from: z.int() }), status: 201 },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { trade } = call.params;
    const { value } = await call.run('splitTrade', { ...whoOf(call), trade, lines: call.body.lines });
    return { trade: value, from: trade };
  },
});

export const shipTrade = route({
  name: 'shipTrade',
  method: 'POST',
  path: '/api/trades/{trade}/ship',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Ships a trade. One that has left is corrected: its records that do not say the same are replaced.',
    zh: '系统订单发货；已发出的则为更正，不一致的物流记录会被替换。',
  },
  params: tradeParams,
  query: NOTHING,
  body: z.strictObject(consignment),
  answers: { json: shipped },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { value } = await call.run('shipTrade', { ...whoOf(call), ...call.body, trade: call.params.trade });
    return value;
  },
});
