import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, isoOrNull, moment, time } from '../schemas.ts';
import { edition, givenSecret, keyParams, madeSecret, newSecret } from './key-schema.ts';

export const rotateKey = route({
  name: 'rotateKey',
  method: 'POST',
  path: '/api/keys/{edition}/{key}/rotate',
  role: 'admin',
  group: 'keys',
  summary: {
    en: 'Gives an app key a new secret, shown this once. The one it had stays valid beside it until a moment, or until it is ended.',
    zh: '为接口账号换发密钥，新密钥仅显示这一次。原密钥在指定时间之前、或手动结束之前同时有效。',
  },
  params: keyParams,
  query: NOTHING,
  body: z.strictObject({
    secret: givenSecret,
    until: about(
      moment.nullable().default(null),
      'Before when the secret it had stays valid; null until it is ended; now or earlier to end it at once.',
      '原密钥有效期截止；null 表示直到手动结束；当前或更早的时间表示立即失效。',
    ),
  }),
  answers: {
    json: z.object({
      ...{ edition, key: z.string(), secret: madeSecret },
      until: about(
        time.nullable(),
        'Before when the secret it had is valid; null until it is ended.',
        '原密钥有效期截止；null 表示直到手动结束。',
      ),
      ended: about(z.boolean(), 'Whether the secret it had was ended at once.', '原密钥是否已立即失效。'),
    }),
  },
  repeats: 'transaction',
  audit: ({ body: { until } }) => ({ detail: until === null ? '' : `until ${new Date(until).toISOString()}` }),
  problems: ['not-found', 'exists'],
  async handle({ params: { edition, key }, body: { secret, until }, token, actor, now, run }) {
    const made = secret === undefined ? newSecret(edition) : null;
    const input = { seller: token.seller, edition, appKey: key, secret: secret ?? (made as string), until, actor, now };
    const { value, note } = await run('rotateKey', input, made);
    return { edition, key, secret: note, until: isoOrNull(value.until), ended: value.ended };
  },
});

export const endPreviousSecret = route({
  name: 'endPreviousSecret',
  method: 'POST',
  path: '/api/keys/{edition}/{key}/end-previous',
  role: 'admin',
  group: 'keys',
  summary: {
    en: 'Ends the secret that an app key had before its last rotation: from now on only the new one is valid.',
    zh: '结束接口账号上一个密钥：自此仅新密钥有效。',
  },
  params: keyParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({ edition, key: z.string(), ended: about(z.boolean(), 'Whether there was one.', '此前是否存在上一个密钥。') }),
  },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { edition, key }, token, actor, now, run }) {
    const { value } = await run('endPreviousSecret', { seller: token.seller, edition, appKey: key, actor, now });
    return { edition, key, ended: value };
  },
});
