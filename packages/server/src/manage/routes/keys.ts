import { z } from 'zod';
import { given } from '../given.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { checkInterfaces } from './interfaces.ts';
import { appKey, appKeyOf, edition, givenSecret, keyParams, madeSecret, newSecret, rights } from './key-schema.ts';

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
  answers: { json: z.object({ items: z.array(appKey) }) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, signedApi: { keyUses }, now }) {
    await keyUses.flush();
    const keys = await engine.listKeys({ seller: token.seller });
    return { items: keys.map((key) => appKeyOf(key, now)) };
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
    secret: givenSecret,
    shops: rights.shops.default(null),
    warehouses: rights.warehouses.default(null),
    interfaces: rights.interfaces.default(null),
    allow: rights.allow.default([]),
    callsPerMinute: rights.callsPerMinute.default(null),
    callsAtOnce: rights.callsAtOnce.default(null),
  }),
  answers: { json: z.object({ edition, key: z.string(), secret: madeSecret }), status: 201 },
  repeats: 'transaction',
  audit: ({ body: { edition, key } }) => ({ subject: `${edition} ${key}` }),
  problems: ['not-found', 'exists'],
  async handle({ body: { key: appKey, secret, ...rights }, token, now, run }) {
    checkInterfaces(rights.edition, rights.interfaces);
    const made = secret === undefined ? newSecret(rights.edition) : null;
    const input = { seller: token.seller, appKey, ...rights, secret: secret ?? (made as string), now };
    const { note } = await run('addKey', input, made);
    return { edition: rights.edition, key: appKey, secret: note };
  },
});

export const disableKey = route({
  name: 'disableKey',
  method: 'POST',
  path: '/api/keys/{edition}/{key}/disable',
  role: 'admin',
  group: 'keys',
  summary: { en: 'Disables an app key: requests it signs are refused from now on.', zh: '停用接口账号：其签名的请求自此被拒绝。' },
  params: keyParams,
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
  params: keyParams,
  query: NOTHING,
  body: z.strictObject({ shops: rights.shops }),
  answers: { json: z.object({ edition, key: z.string(), shops: rights.shops }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { edition, key }, body: { shops }, token, run }) {
    await run('setKeyShops', { seller: token.seller, edition, appKey: key, shops });
    return { edition, key, shops };
  },
});

export const setKeyRights = route({
  name: 'setKeyRights',
  method: 'PUT',
  path: '/api/keys/{edition}/{key}/rights',
  role: 'admin',
  group: 'keys',
  summary: { en: 'Says anew what an app key may do; what is left out stays as it is.', zh: '重新指定接口账号的权限；未给出的保持不变。' },
  params: keyParams,
  query: NOTHING,
  body: z.strictObject({
    shops: rights.shops.optional(),
    warehouses: rights.warehouses.optional(),
    interfaces: rights.interfaces.optional(),
    allow: rights.allow.optional(),
    callsPerMinute: rights.callsPerMinute.optional(),
    callsAtOnce: rights.callsAtOnce.optional(),
  }),
  answers: { json: appKey },
  repeats: 'transaction',
  audit: ({ body }) => ({ detail: JSON.stringify(body) }),
  problems: ['not-found'],
  async handle({ params: { edition, key }, body, token, actor, now, run }) {
    checkInterfaces(edition, body.interfaces);
    const said = { seller: token.seller, edition, appKey: key, rights: given(body), actor, now };
    const { value } = await run('setKeyRights', said);
    return appKeyOf(value, now);
  },
});
