import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { language, listedSession, sessionEntry, sessionOf } from '../session-view.ts';
import { tryPassword } from '../try-password.ts';
import { newPassword, password } from './session.ts';

const sessionParams = z.strictObject({ session: sessionEntry });

export const saveAccount = route({
  name: 'saveAccount',
  method: 'PUT',
  path: '/api/account',
  role: 'viewer',
  peopleOnly: true,
  group: 'account',
  summary: { en: 'Chooses the language of the console, on every machine.', zh: '选择控制台语言，在所有设备上生效。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ language }),
  answers: { json: z.object({ language }) },
  repeats: 'transaction',
  problems: [],
  audit: () => null,
  async handle({ token: { seller, name }, body, run, wallNow: now }) {
    await run('changePerson', { seller, name, change: body, now });
    return body;
  },
});

export const changeOwnPassword = route({
  name: 'changeOwnPassword',
  method: 'PUT',
  path: '/api/account/password',
  role: 'viewer',
  peopleOnly: true,
  group: 'account',
  summary: {
    en: 'Changes one’s own password; every other session of one’s own ends.',
    zh: '修改本人密码；本人的其他会话全部结束。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    old: password.meta({ description: 'The present password.', 'x-description-zh': '当前密码。' }),
    password: newPassword,
  }),
  answers: { json: z.object({ changed: z.literal(true) }) },
  repeats: 'anew',
  problems: ['too-many'],
  async handle({ engine, token: { seller, name, session }, body, browser: { address }, attempts, wallNow: now }) {
    const input = { seller, name, ...body, session: session?.id ?? '', address, now };
    const changed = await tryPassword(attempts, { seller, name, address }, async () => {
      const value = await engine.changePassword(input);
      return { isRight: value === 'changed', value };
    });
    if (changed === 'wrong') {
      const detail = 'is not the present password';
      throw new Problem('invalid', `old: ${detail}`, { faults: [{ pointer: '#/old', detail }] });
    }
    return { changed: true } as const;
  },
});

export const listOwnSessions = route({
  name: 'listOwnSessions',
  method: 'GET',
  path: '/api/account/sessions',
  role: 'viewer',
  peopleOnly: true,
  group: 'account',
  summary: { en: 'Where one is signed in.', zh: '本人当前登录的会话。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ items: z.array(listedSession) }) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token: { seller, name, session }, wallNow: now }) {
    const sessions = await engine.listSessions({ seller, person: name, now });
    return { items: sessions.map((each) => sessionOf(each, session?.id ?? null)) };
  },
});

export const endOwnSession = route({
  name: 'endOwnSession',
  method: 'DELETE',
  path: '/api/account/sessions/{session}',
  role: 'viewer',
  peopleOnly: true,
  group: 'account',
  summary: { en: 'Ends a session of one’s own.', zh: '结束本人的一个会话。' },
  params: sessionParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ session: z.string(), ended: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ token: { seller, name }, params: { session }, run, wallNow: now }) {
    const { value: ended } = await run('endSessions', { seller, person: name, session, except: null, now });
    if (ended === 0) throw new Problem('not-found', `no session "${session}" of yours goes on`);
    return { session, ended: true } as const;
  },
});

export const endOtherSessions = route({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/account/sessions',
  role: 'viewer',
  peopleOnly: true,
  group: 'account',
  summary: { en: 'Ends all sessions of one’s own but this one.', zh: '结束本人除当前会话外的全部会话。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ ended: about(z.int(), 'How many went on until now.', '结束的会话数。') }) },
  repeats: 'transaction',
  problems: [],
  async handle({ token: { seller, name, session }, run, wallNow: now }) {
    const { value: ended } = await run('endSessions', { seller, person: name, session: null, except: session?.id ?? null, now });
    return { ended };
  },
});
