import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NOTHING, route } from '../route.ts';
import { about, amount, moment } from '../schemas.ts';

const text = (length: number) => z.string().max(length).default('');
const state = z.enum(['unpaid', 'balanceDue', 'toShip', 'partlyShipped', 'shipped', 'signed', 'finished', 'refunded', 'closed']);
const further = about(
  z.record(z.string().max(64), z.union([z.string().max(5000), z.number(), z.boolean(), z.null()])).default({}),
  'Further fields, kept and shown as they came.',
  '其他字段，原样保存。',
);
const money = amount.default('0');
const when = moment.nullable().default(null);

const subOrder = z.strictObject({
  oid: about(z.string().min(1).max(40), 'One sub-order of the seller has it.', '子订单号，卖家内唯一。'),
  state: state.default('toShip'),
  refund: z.enum(['none', 'cancelled', 'requested', 'awaitingReturn', 'awaitingReceipt', 'refunded', 'closed']).default('none'),
  kind: about(z.int().min(0).max(2).default(0), '0 goods, 1 virtual, 2 service.', '0 实物，1 虚拟，2 服务。'),
  goodsId: z.string().min(1).max(40),
  ...{ specId: text(40), goodsNo: text(40), specNo: text(40), goodsName: text(255), specName: text(100) },
  count: about(amount, 'Pieces; fixed by the first push.', '数量，以首次推送为准。'),
  price: about(amount, 'What one costs; fixed by the first push.', '单价，以首次推送为准。'),
  ...{ adjustAmount: money, discount: money, shareDiscount: money, remark: text(1024), further },
});

const order = z.strictObject({
  tid: about(z.string().min(1).max(40), 'The order’s number; one order of the seller has it.', '原始单号，卖家内唯一。'),
  state: state.default('toShip'),
  payment: z.enum(['unpaid', 'partly', 'paid']).default('paid'),
  deliveryTerm: about(
    z.int().min(1).max(3).default(1),
    '1 pay first, 2 cash on delivery, 3 instalments.',
    '1 款到发货，2 货到付款，3 分期付款。',
  ),
  ...{ tradeAt: when, paidAt: when, endedAt: when },
  buyerNick: text(100),
  receiver: z
    .strictObject({ name: text(40), mobile: text(40), telno: text(40), area: text(64), address: text(256), zip: text(20) })
    .default({ name: '', mobile: '', telno: '', area: '', address: '', zip: '' }),
  receivable: about(amount, 'What the customer owes in all.', '应收金额。'),
  ...{ postage: money, codAmount: money },
  warehouseNo: about(text(40), 'The warehouse asked for; empty leaves the choice to the seller.', '指定仓库；空表示由卖家决定。'),
  carrierType: about(
    z.int().min(-1).max(65_535).default(-1),
    'logistics_type asked for; -1 leaves the choice to the seller.',
    '指定物流类型；-1 表示由卖家决定。',
  ),
  ...{ buyerMessage: text(1024), remark: text(1024) },
  sealed: about(z.boolean().default(false), 'Must not be merged with another.', '不得与其他订单合并。'),
  subOrders: z.array(subOrder).min(1).max(200),
  further,
});

export const pushOrders = route({
  name: 'pushOrders',
  method: 'POST',
  path: '/api/orders',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Creates and updates orders, each decided by itself; they reserve stock as their state says.',
    zh: '推送原始单（新建或更新），逐单处理，并按状态占用库存。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    shopNo: about(z.string().min(1).max(20), 'The shop they are of (shop_no).', '所属店铺（shop_no）。'),
    orders: z.array(order).min(1).max(100),
    whole: about(z.boolean().default(false), 'All are refused where one is.', '一单被拒则全部拒绝。'),
    checkAmounts: about(z.boolean().default(true), 'An order must add up.', '校验金额是否相符。'),
  }),
  answers: {
    json: z.object({
      results: z.array(
        z.object({
          tid: z.string(),
          effect: z.enum(['created', 'changed', 'unchanged', 'refused']),
          reason: about(z.string(), 'Why it was refused; empty unless it was.', '被拒原因；未被拒则为空。'),
          detail: about(z.string(), 'What the reason is about.', '原因所指的对象。'),
        }),
      ),
    }),
  },
  repeats: 'transaction',
  unaudited: true,
  problems: ['not-found'],
  async handle({ body: { shopNo, ...body }, token, actor, now, run }) {
    const caller = { seller: token.seller, key: null, actor };
    const { value } = await run('pushOrders', { caller, shopNo, ...body, request: null, signedAt: null, now });
    if (!value) throw new Problem('not-found', `there is no shop "${shopNo}", or it is paused`);
    return { results: value };
  },
});
