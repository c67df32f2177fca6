/** A session, and who is signed in, as they travel. */
import type { Engine, ListedSession } from '@tongbu/engine';
import { z } from 'zod';
import { Problem } from './problem.ts';
import { ROLE_NAMES } from './roles.ts';
import type { Browser } from './route.ts';
import { about, iso, isoOrNull, time } from './schemas.ts';
import type { Who } from './who.ts';

export const language = about(
  z.enum(['en', 'zh']).nullable(),
  'The language that the person chose; null for what the browser prefers.',
  '人员选择的语言；null 表示按浏览器的偏好。',
);

export const session = z
  .object({
    kind: about(z.enum(['person', 'token']), 'Whether a person signed in, or a token was brought.', '登录的人员，或令牌。'),
    seller: about(z.string(), 'The seller (sid).', '卖家（sid）。'),
    name: about(z.string(), 'Of the person, or of the token.', '人员姓名，或令牌名。'),
    role: z.enum(ROLE_NAMES),
    language,
    session: about(z.string().nullable(), 'Names this session among others; null for a token.', '会话编号；令牌为 null。'),
    csrf: about(
      z.string().nullable(),
      'What every write with the cookie brings in the header `x-tongbu-csrf`; null for a token.',
      '携带 Cookie 的写操作须在请求头 `x-tongbu-csrf` 中带上此值；令牌为 null。',
    ),
    expiresAt: about(
      time.nullable(),
      'When it ends unless it is used before, or when the token ends; null for never.',
      '在此之前未使用则结束；令牌则为其失效时间，null 表示不失效。',
    ),
  })
  .meta({ id: 'Session' });

/** The number of a session in an address. */
export const sessionEntry = about(z.string().regex(/^[0-9a-f]{16}$/, 'is no number of a session'), 'Names the session.', '会话编号。');

export const listedSession = z
  .object({
    session: z.string(),
    person: about(z.string(), 'Whose it is.', '所属人员。'),
    current: about(z.boolean(), 'Whether it is the one that asks.', '是否为当前会话。'),
    createdAt: time,
    seenAt: about(time, 'When it was used last, to the minute.', '最近使用时间，精确到分钟。'),
    expiresAt: about(time, 'When it ends unless it is used before.', '在此之前未使用则结束。'),
    address: about(z.string(), 'Where it was used last.', '最近使用的来源地址。'),
    agent: about(z.string(), 'What its browser says it is; anybody can send anything here.', '浏览器自报的标识，可由客户端任意填写。'),
  })
  .meta({ id: 'ListedSession' });

/** A session among others, as it travels. */
export function sessionOf({ createdAt, seenAt, expiresAt, ...rest }: ListedSession, own: string | null): z.input<typeof listedSession> {
  return { ...rest, current: rest.session === own, createdAt: iso(createdAt), seenAt: iso(seenAt), expiresAt: iso(expiresAt) };
}

/** Who asks, as it travels. */
export function sessionOfWho({ kind, seller, name, role, expiresAt, ...who }: Who): z.input<typeof session> {
  const { id = null, csrf = null, language = null } = who.session ?? {};
  return { kind, seller, name, role, language: language as 'en' | 'zh' | null, session: id, csrf, expiresAt: isoOrNull(expiresAt) };
}

/** The answer to a browser that was just given a session. */
export async function openSession(engine: Engine, token: string, browser: Browser, now: number): Promise<z.input<typeof session>> {
  const { address, agent } = browser;
  const found = await engine.findSession({ token, address, agent, now });
  // Ended between the two: by an admin who was quick.
  if (!found) throw new Problem('sign-in-failed', 'the session has been ended already; sign in again');
  const { seller, name, role, language, session: id, expiresAt } = found;
  const csrf = browser.keep(token);
  return { kind: 'person', seller, name, role, language: language as 'en' | 'zh' | null, session: id, csrf, expiresAt: iso(expiresAt) };
}
