import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, quantity } from '../schemas.ts';
import { orderParams } from './order-params.ts';
import { consignment, portions, shipped, whoOf } from './trades.ts';

export const payOrder = route({
  name: 'payOrder',
  method: 'POST',
  path: '/api/orders/{tid}/pay',
  role: 'operator',
  group: 'orders',
  summary: { en: 'Notes that an order is paid: its trade is to be approved now.', zh: '将原始单标记为已付款，系统订单进入待审核。' },
  params: orderParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ tid: z.string(), changed: about(z.boolean(), 'Whether it was not paid before.', '此前是否未付款。') }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { tid } = call.params;
    return { tid, changed: (await call.run('payOrder', { ...whoOf(call), tid })).value };
  },
});

export const closeOrder = route({
  name: 'closeOrder',
  method: 'POST',
  path: '/api/orders/{tid}/close',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Closes an order: what is open of it is released. What has left stays as it is.',
    zh: '关闭原始单：释放未发出的部分，已发出的不变。',
  },
  params: orderParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ tid: z.string(), changed: about(z.boolean(), 'Whether it was not closed before.', '此前是否未关闭。') }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { tid } = call.params;
    return { tid, changed: (await call.run('closeOrder', { ...whoOf(call), tid })).value };
  },
});

export const refundOrder = route({
  name: 'refundOrder',
  method: 'POST',
  path: '/api/orders/{tid}/refund',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Refunds sub-orders, or some pieces of them, before they leave: these are released.',
    zh: '发货前退款：释放子订单的全部或部分数量。',
  },
  params: orderParams,
  query: NOTHING,
  body: z.strictObject({ lines: portions }),
  answers: { json: z.object({ tid: z.string(), released: about(quantity, 'Pieces that were released.', '释放的数量。') }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { tid } = call.params;
    return { tid, released: (await call.run('refundSubOrders', { ...whoOf(call), tid, lines: call.body.lines })).value };
  },
});

export const shipOrder = route({
  name: 'shipOrder',
  method: 'POST',
  path: '/api/orders/{tid}/ship',
  role: 'operator',
  group: 'orders',
  summary: {
    en: 'Ships an order, some of its sub-orders, or some pieces of them; the shipments for the shop arise from it.',
    zh: '原始单发货：整单、部分子订单或部分数量，并产生回传商城的物流记录。',
  },
  params: orderParams,
  query: NOTHING,
  body: z.strictObject({
    ...consignment,
    lines: about(portions.nullable().default(null), 'What leaves; left out, all that is open.', '发出的内容；省略则为全部未发出的。'),
  }),
  answers: { json: shipped },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { value } = await call.run('shipOrder', { ...whoOf(call), ...call.body, tid: call.params.tid });
    return value;
  },
});
