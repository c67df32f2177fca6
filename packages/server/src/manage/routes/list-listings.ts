import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { listing, listingOf, page, paging } from '../schemas.ts';
import { listingFilter, listingsAsked } from './record-filters.ts';

export const listListings = route({
  name: 'listListings',
  method: 'GET',
  path: '/api/listings',
  role: 'viewer',
  group: 'listings',
  summary: { en: 'Listings, by state, shop, code, name and time.', zh: '按状态、店铺、编码、名称、时间查询平台货品。' },
  params: NOTHING,
  query: z.strictObject({ ...listingFilter, ...paging }),
  body: NO_BODY,
  answers: { json: page(listing) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { limit, cursor, ...asked }, now }) {
    const { rows, next } = await engine.listListings({ seller: token.seller, ...listingsAsked(asked), limit, cursor, now });
    return { items: rows.map(listingOf), next };
  },
});
