import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, isoOrNull, moment, page, paging, quantity, shipment, time } from '../schemas.ts';
import { orderParams } from './order-params.ts';
import { trade, tradeOf } from './trades.ts';

const state = z.enum(['unpaid', 'balanceDue', 'toShip', 'partlyShipped', 'shipped', 'signed', 'finished', 'refunded', 'closed']);
const payment = z.enum(['unpaid', 'partly', 'paid']);
const refund = z.enum(['none', 'cancelled', 'requested', 'awaitingReturn', 'awaitingReceipt', 'refunded', 'closed']);
const progress = about(z.enum(['open', 'partly', 'shipped', 'ended']), 'How far its parcels are.', '发货进度。');

export const listOrders = route({
  name: 'listOrders',
  method: 'GET',
  path: '/api/orders',
  role: 'viewer',
  group: 'orders',
  summary: { en: 'Orders, in order of their numbers.', zh: '查询原始单，按编号排序。' },
  params: NOTHING,
  query: z.strictObject({
    shop: about(z.string().min(1).max(20).nullable().default(null), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。'),
    progress: about(progress.nullable().default(null), 'Only those that are so far.', '仅此进度。'),
    state: about(state.nullable().default(null), 'Only those in this state in their shop.', '仅此平台状态。'),
    since: about(moment.nullable().default(null), 'Only those that came at this moment or later.', '仅此时间及之后收到的。'),
    unknownGoods: about(
      z.enum(['true', 'false']).nullable().default(null),
      'Only those with goods that nobody knows, or only those without.',
      '仅含未匹配货品的订单，或仅不含的。',
    ),
    q: about(
      z.string().min(1).max(40).nullable().default(null),
      'Whose number, or a sub-order’s number, begins with it, or that left under this tracking number (the whole of it).',
      '原始单号或子订单号以此开头，或以此物流单号（完整）发出的。',
    ),
    order: about(
      z.enum(['oldest', 'newest']).default('oldest'),
      'Which come first; with `q` they come by what was found.',
      '先列最早或最新的；带 `q` 时按命中的编号排列。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{ order: z.int(), shopNo: z.string(), tid: z.string(), state, payment, progress, buyerNick: z.string() },
          ...{ receivable: quantity, tradeAt: time.nullable(), createdAt: time, modifiedAt: time, subOrders: z.int() },
          unknownGoods: about(z.int(), 'Sub-orders whose goods nobody knows.', '未匹配货品的子订单数。'),
        })
        .meta({ id: 'ListedOrder' }),
    ),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { shop, progress, state, since, unknownGoods, q, order, limit, cursor } }) {
    const filter = { shopNo: shop, progress, state, since, unknownGoods: unknownGoods === null ? null : unknownGoods === 'true' };
    const { rows, next } = await engine.listOrders({
      ...{ seller: token.seller, filter, cursor, limit },
      search: q,
      newest: order === 'newest',
    });
    const items = rows.map(({ tradeAt, createdAt, modifiedAt, ...row }) => ({
      ...row,
      ...{ tradeAt: isoOrNull(tradeAt), createdAt: iso(createdAt), modifiedAt: iso(modifiedAt) },
    }));
    return { items, next };
  },
});

export const showOrder = route({
  name: 'showOrder',
  method: 'GET',
  path: '/api/orders/{tid}',
  role: 'viewer',
  group: 'orders',
  summary: {
    en: 'One order: its lines and where their pieces are, its trades and shipments.',
    zh: '查看一张原始单：子订单及其数量去向、系统订单与物流记录。',
  },
  params: orderParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        ...{ order: z.int(), shopNo: z.string(), tid: z.string(), state, payment, progress, deliveryTerm: z.int() },
        ...{ tradeAt: time.nullable(), paidAt: time.nullable(), endedAt: time.nullable() },
        warehouseNo: about(z.string(), 'The warehouse that the shop asked for; empty for none.', '商城指定的仓库；空表示未指定。'),
        sealed: about(z.boolean(), 'Must not be merged with another.', '不得与其他订单合并。'),
        buyerNick: z.string(),
        receiver: z.object({
          ...{ name: z.string(), mobile: z.string(), telno: z.string(), area: z.string(), address: z.string(), zip: z.string() },
        }),
        ...{ receivable: quantity, postage: quantity, codAmount: quantity },
        details: about(z.record(z.string(), z.unknown()), 'Further fields as they came.', '其他原样保存的字段。'),
        subOrders: z.array(
          z.object({
            ...{ oid: z.string(), state, refund, count: quantity, price: quantity, goodsId: z.string(), specId: z.string() },
            item: about(z.int().nullable(), 'Number of the item it sells.', '对应单品的编号。'),
            suite: about(z.int().nullable(), 'Number of the suite it sells.', '对应组合装的编号。'),
            open: about(quantity, 'Pieces that have still to leave.', '尚未发出的数量。'),
            shipped: about(quantity, 'Pieces that have left.', '已发出的数量。'),
            dropped: about(quantity, 'Pieces given back, or never ours to ship.', '已退或无需发出的数量。'),
            details: z.record(z.string(), z.unknown()),
          }),
        ),
        trades: z.array(trade),
        shipments: z.array(
          shipment
            .omit({ shopPaused: true, part: true, deliveryTerm: true, settledAt: true, retryAt: true })
            .meta({ id: 'ShipmentOfOrder' }),
        ),
      })
      .meta({ id: 'Order' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { tid } }) {
    const { tradeAt, paidAt, endedAt, trades, shipments, ...order } = await engine.showOrder({ seller: token.seller, tid });
    return {
      ...order,
      ...{ tradeAt: isoOrNull(tradeAt), paidAt: isoOrNull(paidAt), endedAt: isoOrNull(endedAt) },
      trades: trades.map(tradeOf),
      shipments: shipments.map(({ shop, part, deliveryTerm, shippedAt, createdAt, ...rest }) => ({
        ...rest,
        ...{ shippedAt: iso(shippedAt), createdAt: iso(createdAt) },
      })),
    };
  },
});
