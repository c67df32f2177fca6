import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { listedSession, sessionEntry, sessionOf } from '../session-view.ts';

export const listSessions = route({
  name: 'listSessions',
  method: 'GET',
  path: '/api/sessions',
  role: 'admin',
  group: 'people',
  summary: { en: 'Who is signed in where.', zh: '全部人员当前登录的会话。' },
  params: NOTHING,
  query: z.strictObject({ person: about(z.string().min(1).max(64).nullable().default(null), 'Only this person’s.', '仅此人员的会话。') }),
  body: NO_BODY,
  answers: { json: z.object({ items: z.array(listedSession) }) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token: { seller, session }, query: { person }, wallNow: now }) {
    const sessions = await engine.listSessions({ seller, person, now });
    return { items: sessions.map((each) => sessionOf(each, session?.id ?? null)) };
  },
});

export const endSession = route({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/sessions/{session}',
  role: 'admin',
  group: 'people',
  summary: { en: 'Ends anybody’s session: requests that bring it are refused from now on.', zh: '结束任一人员的会话，其请求自此被拒绝。' },
  params: z.strictObject({ session: sessionEntry }),
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ session: z.string(), ended: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ token: { seller }, params: { session }, run, wallNow: now }) {
    const { value: ended } = await run('endSessions', { seller, person: null, session, except: null, now });
    if (ended === 0) throw new Problem('not-found', `no session "${session}" goes on`);
    return { session, ended: true } as const;
  },
});
