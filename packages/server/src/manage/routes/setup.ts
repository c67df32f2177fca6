import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';
import { openSession, session } from '../session-view.ts';
import { newPassword } from './session.ts';

const link = about(
  z.string().regex(/^tl_[\w-]{43}$/, 'is not the part of a link behind its #'),
  'What stands behind the `#` of the link.',
  '链接中 `#` 之后的部分。',
);

const gone = () => new Problem('not-found', 'this link is not, or no longer, good; ask an admin for another, or run: tongbu person link');

export const previewSetup = route({
  name: 'previewSetup',
  method: 'POST',
  path: '/api/setup/preview',
  role: 'anyone',
  group: 'session',
  summary: { en: 'Whom a one-time link is for; it stays good.', zh: '查看一次性链接的对象，链接仍然有效。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ link }),
  answers: {
    json: z.object({
      seller: about(z.string(), 'The seller (sid).', '卖家（sid）。'),
      name: about(
        z.string().nullable(),
        'Whose password it sets; null where the first admin chooses a name.',
        '为谁设置密码；首位管理员自行取名时为 null。',
      ),
      expiresAt: time,
    }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, body, wallNow: now }) {
    const found = await engine.findSetupLink({ token: body.link, now });
    if (!found) throw gone();
    return { ...found, expiresAt: iso(found.expiresAt) };
  },
});

export const setUp = route({
  name: 'setUp',
  method: 'POST',
  path: '/api/setup',
  role: 'anyone',
  group: 'session',
  summary: {
    en: 'Uses a one-time link: sets the password of whom it is for, or makes the seller’s first admin, and signs in.',
    zh: '使用一次性链接：为对应人员设置密码，或创建卖家的首位管理员，并登录。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    link,
    name: about(
      z.string().min(1).max(64).nullable().default(null),
      'Of the first admin; passed over where the link is for somebody.',
      '首位管理员的姓名；链接已有对象时忽略。',
    ),
    password: newPassword,
  }),
  answers: { json: session, status: 201 },
  repeats: 'anew',
  problems: ['not-found', 'exists', 'unavailable'],
  async handle({ engine, body, browser, wallNow: now }) {
    const { address, agent } = browser;
    const { link: token, name, password } = body;
    const opened = await engine.useSetupLink({ token, name, password, address, agent, now });
    if (opened === null) throw gone();
    return openSession(engine, opened, browser, now);
  },
});
