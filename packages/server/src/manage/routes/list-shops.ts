import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';

export const listShops = route({
  name: 'listShops',
  method: 'GET',
  path: '/api/shops',
  role: 'viewer',
  group: 'seller',
  summary: { en: 'The shops, and what waits in each.', zh: '全部店铺及其等待同步的情况。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      items: z.array(
        z
          .object({
            shop: z.int(),
            shopNo: z.string(),
            name: z.string(),
            paused: z.boolean(),
            listings: about(z.int(), 'Listings that wait.', '等待同步的平台货品数。'),
            listingsDelayed: about(z.int(), 'Those of them that a failure delays.', '其中因失败而延迟的。'),
            listingsHeld: about(
              z.int(),
              'Those of them that are offered to nobody: switched off, deleted or unbound.',
              '其中不会下发的：已停用、已删除或未匹配。',
            ),
            shipments: about(z.int(), 'Shipments that wait.', '等待同步的物流记录数。'),
            shipmentsDelayed: z.int(),
            shipmentsFailed: about(z.int(), 'Shipments that the shop gave up.', '商城判定失败的物流记录数。'),
            quantityDiffers: about(
              z.int(),
              'Successes that named another quantity than the one offered.',
              '成功但数量与给出的不一致的次数。',
            ),
            oldestAt: about(time.nullable(), 'When what waits longest was made.', '等待最久的一条产生于何时。'),
          })
          .meta({ id: 'Shop' }),
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, now }) {
    const shops = await engine.pendingByShop({ seller: token.seller, now });
    return {
      items: shops.map(({ disabled, oldestAt, ...shop }) => ({
        ...shop,
        paused: disabled === 1,
        oldestAt: oldestAt === null ? null : iso(oldestAt),
      })),
    };
  },
});
