import { z } from 'zod';
import { ROLE_NAMES } from '../roles.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';

export const showSeller = route({
  name: 'showSeller',
  method: 'GET',
  path: '/api/seller',
  role: 'viewer',
  group: 'seller',
  summary: { en: 'Whose token this is, and what that seller has.', zh: '令牌所属的卖家及其概况。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      seller: about(z.string(), 'The seller (sid).', '卖家（sid）。'),
      createdAt: time,
      shops: z.int(),
      listings: z.int(),
      keys: about(z.int(), 'App keys that work.', '可用的接口账号数。'),
      token: z.object({ name: z.string(), role: z.enum(ROLE_NAMES), expiresAt: time.nullable() }),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token }) {
    const all = await engine.listSellers({});
    const { seller, createdAt, shops, listings, keys } = all.find(({ seller }) => seller === token.seller) as (typeof all)[number];
    const { name, role, expiresAt } = token;
    return {
      seller,
      createdAt: iso(createdAt),
      shops,
      listings,
      keys,
      token: { name, role, expiresAt: expiresAt === null ? null : iso(expiresAt) },
    };
  },
});
