import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { openSession, session, sessionOfWho } from '../session-view.ts';
import { tryPassword } from '../try-password.ts';

/** A password that is sent; what it must be is said where one is chosen. */
export const password = about(z.string().min(1).max(1000), 'The password.', '密码。');

/** A password that is chosen. */
export const newPassword = password.meta({
  description: 'The new password: at least 12 characters, 5 of them different, without the name in it.',
  'x-description-zh': '新密码：至少 12 个字符，其中至少 5 个不同，且不包含姓名。',
});

export const showSession = route({
  name: 'showSession',
  method: 'GET',
  path: '/api/session',
  role: 'viewer',
  group: 'session',
  summary: { en: 'Who asks: the person who signed in, or the token.', zh: '当前身份：登录的人员或令牌。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: session },
  repeats: 'reads',
  problems: [],
  async handle({ token }) {
    return sessionOfWho(token);
  },
});

export const signIn = route({
  name: 'signIn',
  method: 'POST',
  path: '/api/session',
  role: 'anyone',
  group: 'session',
  summary: {
    en: 'Signs a person in: the answer sets the session’s cookie. What is wrong is not told; after a few tries the next one waits.',
    zh: '人员登录：响应会设置会话 Cookie。不说明何处有误；多次失败后须等待。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    seller: about(
      z.string().min(1).max(64).nullable().default(null),
      'The seller (sid); may be left out where the server has only one.',
      '卖家（sid）；服务端只有一个卖家时可省略。',
    ),
    name: about(z.string().min(1).max(64), 'The person’s name.', '人员姓名。'),
    password,
  }),
  answers: { json: session },
  repeats: 'anew',
  problems: ['sign-in-failed', 'too-many', 'unavailable'],
  async handle({ engine, body, browser, attempts, wallNow: now }) {
    const { address, agent } = browser;
    const token = await tryPassword(attempts, { ...body, address }, async ({ note: noteFailure }) => {
      const value = await engine.signIn({ ...body, address, agent, noteFailure, now });
      return { isRight: value !== null, value };
    });
    if (token === null) throw new Problem('sign-in-failed', 'the seller, the name or the password is wrong, or the person may not sign in');
    return openSession(engine, token, browser, now);
  },
});

export const signOut = route({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  role: 'viewer',
  peopleOnly: true,
  group: 'session',
  summary: { en: 'Signs out: ends the session that the cookie brings.', zh: '退出登录：结束当前会话。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ signedOut: z.literal(true) }) },
  repeats: 'anew',
  problems: [],
  async handle({ engine, token, browser, wallNow: now }) {
    const session = token.session?.id ?? null;
    await engine.endSessions({ seller: token.seller, person: token.name, session, except: null, now });
    browser.keep(null);
    return { signedOut: true } as const;
  },
});
