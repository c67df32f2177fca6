import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, listing, listingOf, page, paging } from '../schemas.ts';

export const listListings = route({
  name: 'listListings',
  method: 'GET',
  path: '/api/listings',
  role: 'viewer',
  group: 'listings',
  summary: { en: 'Listings, by state, shop and code.', zh: '按状态、店铺、编码查询平台货品。' },
  params: NOTHING,
  query: z.strictObject({
    state: about(
      z.enum(['all', 'pending', 'failed', 'held', 'unbound']).default('all'),
      '`pending` waits for the shop; of that, `failed` failed last, `held` is offered to nobody; `unbound` is bound to nothing.',
      '`pending` 等待同步；其中 `failed` 最近一次失败，`held` 不会下发；`unbound` 未绑定货品。',
    ),
    shop: about(z.string().max(20).nullable().default(null), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。'),
    q: about(
      z.string().min(1).max(40).nullable().default(null),
      'Whose merchant code (spec_no, else goods_no) or goods id begins with this; upper and lower case differ.',
      '商家编码（spec_no，其次 goods_no）或 goods_id 以此开头，区分大小写。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: { json: page(listing) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { state, shop, q, limit, cursor }, now }) {
    const { rows, next } = await engine.listListings({ seller: token.seller, state, shopNo: shop, search: q, limit, cursor, now });
    return { items: rows.map(listingOf), next };
  },
});
