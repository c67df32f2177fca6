/** What goes wrong, as RFC 9457 problem details. */
import { EngineError, type EngineErrorCode } from '@tongbu/engine/outside';
import { inChinese } from '../chinese/in-chinese.ts';
import type { Language } from './language.ts';
import type { Words } from './route.ts';

/** Every problem: its status, its title and what to do about it, in both languages. The codes are stable. */
export const PROBLEMS = {
  malformed: {
    status: 400,
    title: { en: 'The request cannot be read', zh: '请求无法读取' },
    help: {
      en: 'The body is not one JSON value in UTF-8, or not what its Content-Type says. Send it again as it should be.',
      zh: '请求体不是 UTF-8 编码的一个完整 JSON 值，或与 Content-Type 不符。请改正后重发。',
    },
  },
  unauthorized: {
    status: 401,
    title: { en: 'A valid token or session is needed', zh: '需要有效的令牌或会话' },
    help: {
      en: 'Send `Authorization: Bearer tb_…` with a token that `tongbu token add` has made and that is neither revoked nor expired; in the console, sign in again.',
      zh: '请携带 `Authorization: Bearer tb_…`，令牌由 `tongbu token add` 生成，且未吊销、未过期；在控制台中请重新登录。',
    },
  },
  'sign-in-failed': {
    status: 401,
    title: { en: 'Seller, name or password is wrong', zh: '卖家、姓名或密码有误' },
    help: {
      en: 'All of them get this answer, and so does somebody who was disabled. An admin, or `tongbu person link` on the server, gives a link that sets another password.',
      zh: '卖家、姓名或密码任一有误，或人员已停用，均返回此错误。可由管理员或在服务器上用 `tongbu person link` 生成链接重设密码。',
    },
  },
  forbidden: {
    status: 403,
    title: { en: 'The role does not allow this', zh: '角色权限不足' },
    help: {
      en: 'Use a token, or sign in as a person, with the role that the route names: viewer, operator or admin. Some routes are for people alone.',
      zh: '请使用具有该接口所需角色（viewer、operator 或 admin）的令牌或人员。部分接口仅供登录的人员使用。',
    },
  },
  'cross-site': {
    status: 403,
    title: { en: 'The request does not come from the console’s own page', zh: '请求并非来自控制台页面' },
    help: {
      en: 'With a session’s cookie every write brings the header `x-tongbu-csrf` with the `csrf` of `GET /api/session`, from a page of the same origin. Scripts use a token.',
      zh: '携带会话 Cookie 的写操作须带请求头 `x-tongbu-csrf`，其值为 `GET /api/session` 返回的 `csrf`，且须来自同源页面。脚本请使用令牌。',
    },
  },
  'not-found': {
    status: 404,
    title: { en: 'There is no such thing', zh: '不存在' },
    help: {
      en: 'The address or the record does not exist for this seller. Another seller’s records look the same.',
      zh: '地址或记录对该卖家不存在；其他卖家的记录同样显示为不存在。',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { en: 'The address takes another method', zh: '该地址不支持此方法' },
    help: { en: 'The Allow header names the methods that it takes.', zh: '响应头 Allow 列出了该地址支持的方法。' },
  },
  conflict: {
    status: 409,
    title: { en: 'The record is not in the state that this needs', zh: '记录的状态不允许此操作' },
    help: {
      en: 'Somebody was faster, or the record was settled already. Read it again before anything else.',
      zh: '记录已被他人处理或已有结果。请先重新查询该记录。',
    },
  },
  exists: {
    status: 409,
    title: { en: 'It is there already', zh: '已存在' },
    help: { en: 'Choose another name, or remove what has it.', zh: '名称已被占用，请换一个名称，或先删除已有的。' },
  },
  'in-progress': {
    status: 409,
    title: { en: 'A request with this Idempotency-Key is being worked on', zh: '相同 Idempotency-Key 的请求正在处理' },
    help: {
      en: 'Wait a moment and send it again: then it gets the first one’s answer.',
      zh: '相同 Idempotency-Key 的请求正在处理，请稍后重发，即可得到第一次的结果。',
    },
  },
  'out-of-sequence': {
    status: 409,
    title: { en: 'The batch is not the one that can be taken now', zh: '批次号不是当前应处理的' },
    help: {
      en: '`expected` is the number of the batch that can. One that was cut off is sent again; before a gap is skipped, find out what was in it.',
      zh: '`expected` 为当前应发送的批次号。中断的批次请原样重发；跳号之前请先查明缺失的内容。',
    },
  },
  'too-large': {
    status: 413,
    title: { en: 'The body is too large', zh: '请求体过大' },
    help: { en: 'Send it in parts. The route says how much it takes.', zh: '请求体过大，请分批发送；各接口注明了上限。' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { en: 'The Content-Type is not one that this route takes', zh: '不支持该 Content-Type' },
    help: {
      en: 'Send `Content-Type: application/json`, or what else the route names.',
      zh: '请使用 `Content-Type: application/json`，或该接口注明的其他类型。',
    },
  },
  misdirected: {
    status: 421,
    title: { en: 'The host name is not one of this server', zh: '主机名不属于本服务' },
    help: {
      en: 'A listener on loopback answers as `127.0.0.1` or `localhost` only, whatever is asked. Behind a proxy with another name, declare the proxy with `--proxy`.',
      zh: '监听在回环地址时，仅应答以 `127.0.0.1` 或 `localhost` 访问的请求。若经代理以其他域名访问，请用 `--proxy` 声明该代理。',
    },
  },
  invalid: {
    status: 422,
    title: { en: 'Something in the request is not valid', zh: '请求不符合要求' },
    help: {
      en: '`errors` says what and where: `pointer` points into the body, `parameter` names a part of the address or the query.',
      zh: '`errors` 逐条说明问题所在：`pointer` 指向请求体中的位置，`parameter` 为地址或查询参数名。',
    },
  },
  'key-reused': {
    status: 422,
    title: { en: 'This Idempotency-Key was used for another request', zh: '该 Idempotency-Key 已用于其他请求' },
    help: {
      en: 'Make a new key for every new request; a key stands for 24 hours.',
      zh: '每个新请求都应使用新的 Idempotency-Key；键保留 24 小时。',
    },
  },
  'too-many': {
    status: 429,
    title: { en: 'Too many', zh: '过于频繁' },
    help: {
      en: 'Close connections that nobody reads, and come again. After passwords that were wrong, wait as long as `Retry-After` says.',
      zh: '同时打开的连接过多，请关闭不再使用的连接后重试。密码多次错误后，请按 `Retry-After` 等待。',
    },
  },
  internal: {
    status: 500,
    title: { en: 'Something went wrong here', zh: '服务端出错' },
    help: { en: 'The server’s log says what. Nothing half done is kept.', zh: '服务端日志记录了原因；不会留下半完成的结果。' },
  },
  unavailable: {
    status: 503,
    title: { en: 'The server cannot take this now', zh: '服务暂时无法处理' },
    help: {
      en: 'It stops, it is busy, or its store has failed; whether the request was carried out may be unknown. Send it again, with the same Idempotency-Key.',
      zh: '服务正在停止、繁忙或存储出错，请求是否已执行可能未知。请带上相同的 Idempotency-Key 重发。',
    },
  },
} satisfies Record<string, { status: number; title: Words; help: Words }>;

/** The code of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong with a request. */
export interface Fault {
  /** JSON pointer into the body, as a fragment (`#/rows/0/spec_no`). */
  pointer?: string;
  /** Name of what is wrong in the address, the query or the headers. */
  parameter?: string;
  detail: string;
}

/** What is answered instead of what was asked for; the detail, in English here, names the subject and the value. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: Fault[];
  readonly headers: Record<string, string>;
  /** Further members of the details. */
  readonly members: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    detail: string,
    {
      faults = [],
      headers = {},
      members = {},
    }: { faults?: Fault[]; headers?: Record<string, string>; members?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.faults = faults;
    this.headers = headers;
    this.members = members;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** The problem details that travel: `title` and each `detail` in that language, all else the same in both. */
  details(language: Language): Record<string, unknown> {
    const { status, title } = PROBLEMS[this.code];
    const say = language === 'zh' ? inChinese : (text: string) => text;
    const errors = this.faults.length > 0 ? { errors: this.faults.map((fault) => ({ ...fault, detail: say(fault.detail) })) } : {};
    const { code, message, members } = this;
    return { type: `/api/docs#problem-${code}`, title: title[language], status, detail: say(message), code, ...members, ...errors };
  }
}

const OF_ENGINE: Record<EngineErrorCode, ProblemCode> = {
  unknown: 'not-found',
  exists: 'exists',
  input: 'invalid',
  store: 'unavailable',
  locked: 'unavailable',
  schemaNewer: 'unavailable',
  keyFile: 'unavailable',
  damaged: 'unavailable',
};

/** What anything that was thrown is answered as. What nobody foresaw is told to the log, not to the caller. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof EngineError) return new Problem(OF_ENGINE[error.code] ?? 'internal', error.message);
  const { statusCode, message } = error as { statusCode?: number; message: string };
  if (statusCode === 413) return new Problem('too-large', 'the body is larger than this route takes', { headers: { connection: 'close' } });
  if (statusCode !== undefined && statusCode < 500) return new Problem('malformed', message);
  return new Problem('internal', 'the request was not carried out; the server’s log says why');
}
