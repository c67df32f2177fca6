import { z } from 'zod';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, page, paging, time } from '../schemas.ts';

export const readAudit = route({
  name: 'readAudit',
  method: 'GET',
  path: '/api/audit',
  role: 'admin',
  group: 'people',
  summary: {
    en: 'Who did what, the newest first: signing in and failing to, people, keys, rules, every write by a person or a token, and commands that change who may do what. Kept for 400 days.',
    zh: '操作审计，由新到旧：登录与失败、人员、接口账号、策略及各项写操作，以及修改权限的命令。保留 400 天。',
  },
  params: NOTHING,
  query: z.strictObject({
    ...paging,
    actor: about(
      z.string().max(100).nullable().default(null),
      'Exactly this one: `person:<name>`, `operator:<token>` or `command:<user>`.',
      '操作者，完全一致：`person:<姓名>`、`operator:<令牌名>` 或 `command:<系统用户>`。',
    ),
    action: about(z.string().max(100).nullable().default(null), 'Exactly this one, as `saveRule`.', '操作，完全一致，如 `saveRule`。'),
  }),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          id: about(z.int(), 'Grows with every row; gaps are normal.', '逐行递增，允许有空缺。'),
          at: time,
          actor: about(
            z.string(),
            'Who: `person:<name>`, `operator:<token>`, `command:<user>` of the operating system for a command on the machine itself, `nobody` for who could not be told.',
            '操作者：`person:<姓名>`、`operator:<令牌名>`、`command:<系统用户>`（服务器上的命令）、`nobody`（无法确认身份）。',
          ),
          action: about(
            z.string(),
            'The name of a route of this API, or `signIn`, `signInFailed`, `setUp`, `passwordByLink`, `passwordChanged`, `addSeller`, `addToken`, `revokeToken`.',
            '本接口的接口名，或 `signIn`、`signInFailed`、`setUp`、`passwordByLink`、`passwordChanged`、`addSeller`、`addToken`、`revokeToken`。',
          ),
          subject: about(z.string(), 'What it was done to.', '操作对象。'),
          detail: z.string(),
          address: about(z.string(), 'Where it came from.', '来源地址。'),
        })
        .meta({ id: 'AuditEntry' }),
    ),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token: { seller }, query: { limit, cursor, actor, action } }) {
    const before = cursor === null ? null : readAfter(cursor);
    const rows = await engine.readAudit({ seller, actor, action, before, limit });
    return { items: rows.map((row) => ({ ...row, at: iso(row.at) })), next: rows.length === limit ? String(rows.at(-1)?.id) : null };
  },
});

export const listAuditActors = route({
  name: 'listAuditActors',
  method: 'GET',
  path: '/api/audit/actors',
  role: 'admin',
  group: 'people',
  summary: {
    en: 'Everybody who did something lately, to choose from: the actors of the newest 20,000 rows of the audit, whoever did something last first, at most 200.',
    zh: '近期有过操作的操作者，供筛选：取审计最新 20,000 行中的操作者，最近操作者在前，最多 200 个。',
  },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ items: z.array(z.object({ actor: about(z.string(), 'As in `/api/audit`.', '同 `/api/audit`。') })) }) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token: { seller } }) {
    const actors = await engine.auditActors({ seller });
    return { items: actors.map((actor) => ({ actor })) };
  },
});
