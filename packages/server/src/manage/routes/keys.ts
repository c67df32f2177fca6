import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';

const edition = z.enum(['flagship', 'enterprise']);
const shops = about(
  z.array(z.string().min(1).max(20)).max(1000).nullable(),
  'Numbers of the shops that it sees (shop_no); null for all, later ones included.',
  '可见店铺的编号（shop_no）；null 表示全部，含以后新增的。',
);
const key = {
  edition,
  key: about(z.string(), 'The `key` (flagship) or `appkey` (enterprise).', '旗舰版的 `key` 或企业版的 `appkey`。'),
  shops,
  allow: about(z.array(z.string()), 'Addresses and networks it may call from; empty for anywhere.', '允许的来源地址或网段；空表示不限。'),
  callsPerMinute: about(z.int().nullable(), 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
  callsAtOnce: about(z.int().nullable(), 'Null for the server’s own limit.', 'null 表示采用服务端的限制。'),
};
const params = z.strictObject({ edition, key: z.string().min(1).max(64) });

export const listKeys = route({
  name: 'listKeys',
  method: 'GET',
  path: '/api/keys',
  role: 'admin',
  group: 'keys',
  summary: { en: 'The app keys and their rights; never their secrets.', zh: '全部接口账号及其权限，不含密钥。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({ items: z.array(z.object({ ...key, createdAt: time, disabledAt: time.nullable() }).meta({ id: 'AppKey' })) }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token }) {
    const keys = await engine.listKeys({ seller: token.seller });
    return {
      items: keys.map(({ edition, appKey, shops, allow, callsPerMinute, callsAtOnce, createdAt, disabledAt }) => ({
        ...{ edition, key: appKey, shops, allow, callsPerMinute, callsAtOnce },
        ...{ createdAt: iso(createdAt), disabledAt: disabledAt === null ? null : iso(disabledAt) },
      })),
    };
  },
});

export const addKey = route({
  name: 'addKey',
  method: 'POST',
  path: '/api/keys',
  role: 'admin',
  group: 'keys',
  summary: {
    en: 'Adds an app key, or gives a disabled one a new secret and new rights. A secret that is made here is shown this once.',
    zh: '新增接口账号，或为已停用的账号换发密钥与权限。由服务端生成的密钥仅显示这一次。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    edition,
    key: about(z.string().min(1).max(64), 'Its name, unique in its edition.', '名称，同一版本内唯一。'),
    secret: about(
      z.string().min(6).max(500).optional(),
      'A secret that exists already, on the flagship edition `secret:salt`; left out, one of 256 random bits is made.',
      '已有的密钥，旗舰版为 `secret:salt`；省略则生成 256 位随机密钥。',
    ),
    shops: shops.default(null),
    allow: key.allow.max(100).default([]),
    callsPerMinute: about(
      z.int().min(1).max(1_000_000).nullable().default(null),
      'Null for the server’s own limit.',
      'null 表示采用服务端的限制。',
    ),
    callsAtOnce: about(
      z.int().min(1).max(10_000).nullable().default(null),
      'Null for the server’s own limit.',
      'null 表示采用服务端的限制。',
    ),
  }),
  answers: {
    json: z.object({
      edition,
      key: z.string(),
      secret: about(z.string().nullable(), 'The secret that was made; null when you gave one.', '生成的密钥；由您提供时为 null。'),
    }),
    status: 201,
  },
  repeats: 'transaction',
  problems: ['not-found', 'exists'],
  async handle({ body: { key: appKey, secret, ...rights }, token, now, run }) {
    const made = secret === undefined ? newSecret(rights.edition) : null;
    const input = { seller: token.seller, appKey, ...rights, secret: secret ?? (made as string), now };
    const { note } = await run('addKey', input, made);
    return { edition: rights.edition, key: appKey, secret: note };
  },
});

function newSecret(edition: 'flagship' | 'enterprise'): string {
  const secret = randomBytes(32).toString('hex');
  return edition === 'flagship' ? `${secret}:${randomBytes(8).toString('hex')}` : secret;
}

export const disableKey = route({
  name: 'disableKey',
  method: 'POST',
  path: '/api/keys/{edition}/{key}/disable',
  role: 'admin',
  group: 'keys',
  summary: { en: 'Disables an app key: requests it signs are refused from now on.', zh: '停用接口账号：其签名的请求自此被拒绝。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ edition, key: z.string(), disabled: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { edition, key }, token, now, run }) {
    await run('disableKey', { seller: token.seller, edition, appKey: key, now });
    return { edition, key, disabled: true } as const;
  },
});

export const setKeyShops = route({
  name: 'setKeyShops',
  method: 'PUT',
  path: '/api/keys/{edition}/{key}/shops',
  role: 'admin',
  group: 'keys',
  summary: { en: 'Says anew which shops an app key sees.', zh: '重新指定接口账号可见的店铺。' },
  params,
  query: NOTHING,
  body: z.strictObject({ shops }),
  answers: { json: z.object({ edition, key: z.string(), shops }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { edition, key }, body: { shops }, token, run }) {
    await run('setKeyShops', { seller: token.seller, edition, appKey: key, shops });
    return { edition, key, shops };
  },
});
