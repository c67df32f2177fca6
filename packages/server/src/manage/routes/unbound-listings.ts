/** What waits for somebody to say what it is. */
import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, page, paging } from '../schemas.ts';

export const listUnbound = route({
  name: 'listUnbound',
  method: 'GET',
  path: '/api/unbound-listings',
  role: 'viewer',
  group: 'listings',
  summary: {
    en: 'Listings that are bound to nothing, each with the items and suites that it could be.',
    zh: '未绑定的平台货品，并给出可能对应的单品与组合装。',
  },
  params: NOTHING,
  query: z.strictObject({
    shop: about(z.string().min(1).max(20).nullable().default(null), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。'),
    q: about(
      z.string().min(1).max(100).nullable().default(null),
      'Only those that have it anywhere in a code, id or name, upper and lower case alike.',
      '编码、ID 或名称中包含它的，不区分大小写。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string(), goodsNo: z.string(), specNo: z.string() },
          ...{ goodsName: z.string(), specName: z.string() },
          byHand: about(
            z.boolean(),
            'Somebody took the binding away: codes are not looked at until it is matched again.',
            '是否为手工解除绑定：重新匹配之前不再按编码匹配。',
          ),
          codes: about(
            z.array(z.string()),
            'Merchant codes by which it is matched, in the order in which they are tried; none where the shop gave none.',
            '用于匹配的商家编码，按尝试顺序；商城未给出编码则为空。',
          ),
          suggestions: about(
            z.array(
              z.object({
                ...{ kind: z.enum(['item', 'suite']), code: z.string(), name: z.string() },
                by: about(
                  z.enum(['code', 'case', 'barcode', 'goods']),
                  '`code` is its very code; `case` but for upper and lower case; `barcode` has the code as its barcode; `goods` is one of the goods of that number.',
                  '`code` 编码一致；`case` 仅大小写不同；`barcode` 条码等于该编码；`goods` 货品编号一致。',
                ),
              }),
            ),
            'The likeliest first, five at most.',
            '最多五个，最可能的在前。',
          ),
        })
        .meta({ id: 'UnboundListing' }),
    ),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { shop, q, limit, cursor } }) {
    const { rows, next } = await engine.listUnbound({ seller: token.seller, shopNo: shop, search: q, limit, cursor });
    return { items: rows, next };
  },
});

export const mappingGaps = route({
  name: 'mappingGaps',
  method: 'GET',
  path: '/api/mapping-gaps',
  role: 'viewer',
  group: 'listings',
  summary: {
    en: 'How much waits for somebody to say what it is; each count ends at 10,000.',
    zh: '待映射的数量，每项最多计到 10,000。',
  },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      listings: about(z.int(), 'Listings that are bound to nothing.', '未绑定的平台货品数。'),
      carriers: about(z.int(), 'Carriers that are mapped to none of the vendor’s.', '未映射的物流公司数。'),
      shipments: about(z.int(), 'Shipments that wait with such a carrier.', '因此等待的物流同步记录数。'),
      orders: about(z.int(), 'Orders that have still to leave, with goods that nobody knows.', '含未匹配货品的待发订单数。'),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token }) {
    return engine.mappingGaps({ seller: token.seller });
  },
});
