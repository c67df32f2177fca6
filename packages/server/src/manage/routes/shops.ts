import type { ShopRecord } from '@tongbu/engine';
import { z } from 'zod';
import { given } from '../given.ts';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';
import { whoOf } from './trades.ts';

const shopNo = about(z.string().min(1).max(20), 'The shop’s number (shop_no).', '店铺编号（shop_no）。');
const params = z.strictObject({ shopNo });
const settings = {
  name: z.string().max(100),
  splitShipping: about(z.boolean(), 'It takes several tracking numbers for one order.', '是否支持拆单发货（一单多个物流单号）。'),
  reported: about(
    z.enum(['main', 'first', 'last']),
    'Which number it is told where it takes one only.',
    '不支持拆单时回传哪个单号：主子订单、最先或最后发出的。',
  ),
  byQuantity: about(z.boolean(), 'It takes several numbers for one sub-order, each with how many pieces.', '是否支持按数量拆分子订单。'),
};
const shop = z
  .object({
    ...{ shop: about(z.int(), 'Its number.', '编号。'), shopNo, ...settings, paused: z.boolean() },
    warehouseNo: about(
      z.string(),
      'Where its orders are reserved and leave; empty for the seller’s first warehouse.',
      '订单默认仓库；空表示卖家的第一个仓库。',
    ),
    ...{ createdAt: time.nullable(), changedAt: time.nullable() },
  })
  .meta({ id: 'ShopSettings' });

const dated = (at: number) => (at === 0 ? null : iso(at));
const shopOf = ({ createdAt, changedAt, ...rest }: ShopRecord): z.input<typeof shop> => {
  return { ...rest, createdAt: dated(createdAt), changedAt: dated(changedAt) };
};

export const showShop = route({
  name: 'showShop',
  method: 'GET',
  path: '/api/shops/{shopNo}',
  role: 'viewer',
  group: 'seller',
  summary: { en: 'One shop with its settings.', zh: '查看一个店铺的设置。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: shop },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { shopNo } }) {
    const found = await engine.showShop({ seller: token.seller, shopNo });
    if (!found) throw new Problem('not-found', `there is no shop "${shopNo}"`);
    return shopOf(found);
  },
});

export const saveShop = route({
  name: 'saveShop',
  method: 'PUT',
  path: '/api/shops/{shopNo}',
  role: 'operator',
  group: 'seller',
  summary: {
    en: 'Adds a shop, or renames and sets the one of that number; what is left out stays. Records that exist stay as they are.',
    zh: '新增店铺，或修改该编号店铺的名称与设置，未给出的保持不变；已有记录不变。',
  },
  params,
  query: NOTHING,
  body: z
    .strictObject({
      ...settings,
      warehouseNo: about(z.string().min(1).max(40), 'Where its orders are reserved and leave.', '订单默认仓库。'),
    })
    .partial(),
  answers: { json: z.object({ shop, changed: about(z.boolean(), 'Whether anything is another than before.', '是否有变化。') }) },
  repeats: 'transaction',
  problems: [],
  async handle(call) {
    const asked = { ...given(call.body), shopNo: call.params.shopNo };
    const { value } = await call.run('saveShop', { ...whoOf(call), shop: asked });
    return { shop: shopOf(value.shop), changed: value.changed };
  },
});
