import { z } from 'zod';
import { type KeptRequest, MOST_OF_A_TEXT } from '../../requests/request-log.ts';
import { searchRequests } from '../../requests/search.ts';
import { type Hide, hideSecrets } from '../../requests/secrets.ts';
import { shownRequest } from '../../requests/shown.ts';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, isoOrNull, moment, paging, time } from '../schemas.ts';

const edition = z.enum(['flagship', 'enterprise']);
const outcome = about(
  z.enum(['ok', 'refused', 'failed']),
  'How it ended: carried out, refused (the caller’s doing), or failed (the server’s; worth repeating).',
  '结果：已执行、被拒绝（调用方原因）、失败（服务端原因，可重试）。',
);

const request = z.object({
  request: about(
    z.string(),
    'Its id: `x-request-id` of the answer, `request` in the log.',
    '请求编号：应答头 `x-request-id`，日志中的 `request`。',
  ),
  at: about(time, 'When it was received: exactly the `at` of what it did in the journal.', '收到时间，与其在流水中的 `at` 完全一致。'),
  edition,
  interface: about(z.string(), 'What it called.', '调用的接口。'),
  key: about(z.string(), 'The key it named.', '请求中的接口账号。'),
  address: about(z.string(), 'Where it came from.', '来源地址。'),
  verified: about(
    z.boolean(),
    'Whether it was verified; a refused one that was not may come from anybody.',
    '是否通过验签；未通过的可能来自任何人。',
  ),
  durationMs: about(z.number(), 'How long it took, in milliseconds.', '耗时（毫秒）。'),
  outcome,
  code: about(z.int(), '`status` (flagship) or `code` (enterprise) of the answer.', '应答的 `status`（旗舰版）或 `code`（企业版）。'),
  message: about(z.string(), 'Its text; empty for a success.', '应答文本；成功时为空。'),
  offered: about(z.int(), 'Records that the answer offers.', '应答下发的记录数。'),
  accepted: about(z.int(), 'Elements of the request that were taken.', '请求中被接受的明细数。'),
  rejected: about(z.int(), 'Elements of the request that were refused alone.', '请求中被单独拒绝的明细数。'),
  requestBytes: about(z.int(), 'Size of the body.', '请求体字节数。'),
  answerLength: about(z.int(), 'Characters of the answer.', '应答字符数。'),
});

function told(entry: KeptRequest, hide: Hide): z.input<typeof request> {
  const { id, at, edition, interface: called, key, address, verified, durationMs, outcome, code, message, counts, bodyBytes } = entry;
  return {
    ...{ request: id, at: iso(at), edition, interface: called, key, address, verified },
    ...{ durationMs: Math.round(durationMs * 100) / 100, outcome, code, message: message === '' ? '' : hide(message), ...counts },
    ...{ requestBytes: bodyBytes, answerLength: entry.answerLength },
  };
}

export const listRequests = route({
  name: 'listRequests',
  method: 'GET',
  path: '/api/requests',
  role: 'viewer',
  group: 'requests',
  summary: {
    en: 'The last signed requests and how they ended, newest first. They are kept in memory: after a start there are none. What stands behind a row of the journal: its actor `flagship:<key>` and its `at` as `edition`, `key` and `at`.',
    zh: '最近的签名请求及其结果，由新到旧。仅保存在内存中，重启后清空。查流水某一行对应的请求：用该行的操作者 `flagship:<key>` 与 `at` 作为 `edition`、`key`、`at`。',
  },
  params: NOTHING,
  query: z.strictObject({
    edition: about(edition.nullable().default(null), 'Of this edition alone.', '仅此版本。'),
    interface: about(
      z.string().min(1).max(100).nullable().default(null),
      'Of this interface alone, by its whole name.',
      '仅此接口（全名）。',
    ),
    key: about(z.string().min(1).max(64).nullable().default(null), 'Of this key alone.', '仅此接口账号。'),
    outcome: about(outcome.nullable().default(null), 'Only those that ended so.', '仅此结果。'),
    at: about(
      moment.nullable().default(null),
      'Only those received at exactly this moment: the `at` of a row of the journal.',
      '仅恰在此时刻收到的：流水某行的 `at`。',
    ),
    q: about(
      z.string().min(1).max(200).nullable().default(null),
      'A request id, an address, or what stands in a request or its answer: a tid, a tracking number; a number is meant whole.',
      '请求编号、来源地址，或请求与应答中的内容（如 tid、物流单号）；数字按整数匹配。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: {
    json: z.object({
      items: z.array(request.meta({ id: 'SignedRequest' })),
      next: about(z.string().nullable(), 'Cursor of the next page; null at the end.', '下一页的游标，到末尾为 null。'),
      since: about(
        time.nullable(),
        'When the oldest that is kept was received; null where none is.',
        '现存最早一条的收到时间；没有则为 null。',
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, signedApi: { requests, refusals }, query: { limit, cursor, q, ...filter } }) {
    await refusals.settled();
    const before = cursor === null ? null : readAfter(cursor);
    const { found, next } = await searchRequests(requests.of(token.seller), { ...filter, text: q }, before, limit);
    const hide = await hideSecrets(engine, token.seller);
    return {
      items: found.map((entry) => told(entry, hide)),
      next: next === null ? null : String(next),
      since: isoOrNull(requests.since(token.seller)),
    };
  },
});

/** The part of an address that names a request. */
export const requestParams = z.strictObject({
  request: about(z.string().min(1).max(64), 'Its id: `x-request-id` of the answer.', '请求编号，即应答头 `x-request-id`。'),
});

/** A request of the caller's seller, and what hides its secrets. @throws Problem `not-found` */
export async function findRequest(call: Call<z.output<typeof requestParams>>): Promise<{ entry: KeptRequest; hide: Hide }> {
  const { engine, token, signedApi } = call;
  await signedApi.refusals.settled();
  const entry = signedApi.requests.find(token.seller, call.params.request);
  if (!entry)
    throw new Problem('not-found', `there is no request ${call.params.request}; only the last ones are kept, until the server ends`);
  return { entry, hide: await hideSecrets(engine, token.seller, entry.credential ? [entry.credential] : []) };
}

export const showRequest = route({
  name: 'showRequest',
  method: 'GET',
  path: '/api/requests/{request}',
  role: 'viewer',
  group: 'requests',
  summary: {
    en: 'One signed request with its answer, decoded. Signature, salt and secrets are left out; long texts are cut.',
    zh: '一条签名请求及其应答，已解码；不含签名、盐与密钥，过长的文本会被截断。',
  },
  params: requestParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: request
      .extend({
        parameters: about(
          z.array(z.object({ name: z.string(), value: z.string() })),
          'What was sent by name: of the query string (flagship), of the form (enterprise).',
          '按名称发送的参数：旗舰版取自查询串，企业版取自表单。',
        ),
        body: about(z.string().nullable(), 'The body where it is no form; null where it is.', '请求体（非表单时）；表单则为 null。'),
        answer: about(z.string(), 'The answer.', '应答。'),
        cut: about(z.boolean(), 'Whether request or answer was too long to be kept whole.', '请求或应答是否因过长而被截断。'),
      })
      .meta({ id: 'ShownRequest' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { entry, hide } = await findRequest(call);
    const isCut = Math.max(entry.bodyBytes, entry.answerLength) > MOST_OF_A_TEXT;
    return { ...told(entry, hide), ...shownRequest(entry, hide), cut: isCut };
  },
});
