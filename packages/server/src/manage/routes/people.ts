import { z } from 'zod';
import { given } from '../given.ts';
import { Problem } from '../problem.ts';
import { ROLE_NAMES } from '../roles.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, isoOrNull, time } from '../schemas.ts';

const name = about(z.string().min(1).max(64), 'The person’s name.', '人员姓名。');
const role = z.enum(ROLE_NAMES);
const params = z.strictObject({ name });

const link = {
  link: about(
    z.string(),
    'The address of the page where the person chooses a password, to be put behind that of the console. It is good once, and shown this once.',
    '人员设置密码的页面路径，前面加上控制台地址即可。仅可使用一次，也仅显示这一次。',
  ),
  expiresAt: time,
};
const linkOf = ({ token, expiresAt }: { token: string; expiresAt: number }) => ({ link: `/setup#${token}`, expiresAt: iso(expiresAt) });

export const listPeople = route({
  name: 'listPeople',
  method: 'GET',
  path: '/api/people',
  role: 'admin',
  group: 'people',
  summary: { en: 'Who may sign in, and in which role.', zh: '可登录的人员及其角色。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      items: z.array(
        z
          .object({
            name,
            role,
            createdAt: time,
            passwordAt: about(
              time.nullable(),
              'When the password was chosen; null for who was invited and has not come.',
              '设置密码的时间；已邀请但尚未设置时为 null。',
            ),
            disabledAt: about(time.nullable(), 'Null for who may sign in.', '可登录时为 null。'),
            seenAt: about(
              time.nullable(),
              'When a session of theirs was used last, to the minute.',
              '最近一次使用会话的时间，精确到分钟。',
            ),
          })
          .meta({ id: 'Person' }),
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token }) {
    const people = await engine.listPeople({ seller: token.seller });
    return {
      items: people.map(({ name, role, createdAt, passwordAt, disabledAt, seenAt }) => ({
        ...{ name, role, createdAt: iso(createdAt) },
        ...{ passwordAt: isoOrNull(passwordAt), disabledAt: isoOrNull(disabledAt), seenAt: isoOrNull(seenAt) },
      })),
    };
  },
});

export const invitePerson = route({
  name: 'invitePerson',
  method: 'POST',
  path: '/api/people',
  role: 'admin',
  group: 'people',
  summary: { en: 'Adds a person, and gives the link by which they choose a password.', zh: '新增人员，并返回供其设置密码的链接。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ name, role }),
  answers: { json: z.object({ name, role, ...link }), status: 201 },
  repeats: 'transaction',
  problems: ['exists'],
  audit: ({ body: { name, role } }) => ({ subject: name, detail: role }),
  async handle({ token: { seller }, body, run, wallNow: now }) {
    const { value } = await run('invitePerson', { seller, ...body, now });
    return { ...body, ...linkOf(value) };
  },
});

export const changePerson = route({
  name: 'changePerson',
  method: 'PUT',
  path: '/api/people/{name}',
  role: 'admin',
  group: 'people',
  summary: {
    en: 'Changes a person’s role, or disables or enables them. Who is disabled is signed out everywhere; the last admin stays one.',
    zh: '修改人员的角色，或停用、启用。停用后立即退出全部会话；最后一位管理员不可移除。',
  },
  params,
  query: NOTHING,
  body: z.strictObject({
    role: role.optional(),
    disabled: about(z.boolean().optional(), 'Whether they may not sign in.', '是否禁止登录。'),
  }),
  answers: { json: z.object({ name, changed: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found', 'conflict'],
  audit: ({ body: { role, disabled } }) => ({
    detail: [role, disabled === undefined ? null : disabled ? 'disabled' : 'enabled'].filter(Boolean).join(', '),
  }),
  async handle({ token: { seller }, params: { name }, body, run, wallNow: now }) {
    const { value } = await run('changePerson', { seller, name, change: given(body), now });
    if (value === 'lastAdmin') throw new Problem('conflict', `"${name}" is the last admin who can sign in; make somebody else one first`);
    return { name, changed: true } as const;
  },
});

export const linkPerson = route({
  name: 'linkPerson',
  method: 'POST',
  path: '/api/people/{name}/link',
  role: 'admin',
  group: 'people',
  summary: {
    en: 'Gives a new link by which a person chooses a password; the one before it is good no longer, the present password until then.',
    zh: '为人员生成新的设置密码链接；之前的链接随即失效，现有密码在重设前仍可使用。',
  },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ name, ...link }), status: 201 },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ token: { seller }, params: { name }, run, wallNow: now }) {
    const { value } = await run('makeSetupLink', { seller, name, now });
    return { name, ...linkOf(value) };
  },
});
