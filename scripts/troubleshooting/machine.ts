import type { CallErrorCode } from '@tongbu/client';
import type { EngineErrorCode } from '@tongbu/engine';
import type { ProblemCode } from '../../packages/server/src/manage/problem.ts';
import type { Entries } from './entry.ts';

/** Why the management API answers a problem, where its own text, what to do about it, does not say it. */
export const PROBLEM_CAUSES: Partial<Record<ProblemCode, { en: string; zh: string }>> = {
  malformed: { en: 'The body, the address or a header cannot be read.', zh: '请求体、地址或请求头无法读取。' },
  unauthorized: {
    en: 'No token or session came with the request, or it is unknown, revoked or expired.',
    zh: '请求没有带令牌或会话，或者令牌未知、已吊销、已过期。',
  },
  forbidden: { en: 'The token’s or person’s role is below the one that the route needs.', zh: '令牌或人员的角色低于该操作所需。' },
  'not-found': { en: 'The address is none, or no such record belongs to this seller.', zh: '没有这个地址，或该卖家没有这条记录。' },
  'method-not-allowed': { en: 'The address exists, with other methods.', zh: '地址存在，但不支持该方法。' },
  conflict: { en: 'The record changed state between being read and being acted on.', zh: '读取之后、操作之前，记录的状态已变。' },
  exists: { en: 'The name or number is taken.', zh: '名称或编号已被占用。' },
  'in-progress': { en: 'The same request under the same key has not ended.', zh: '同一个键的同一请求尚未结束。' },
  'out-of-sequence': {
    en: 'A feed skipped a batch, or sent an old one with other content.',
    zh: '批次号不连续，或以旧批次号发送了不同内容。',
  },
  'too-large': { en: 'The body is larger than the route takes.', zh: '请求体超过该接口的上限。' },
  'unsupported-media-type': { en: 'The body is of another kind than the route takes.', zh: '请求体类型不是该接口所接受的。' },
  invalid: { en: 'A value is not one that the route takes, or the engine refused it.', zh: '某个值不符合接口要求，或被引擎拒绝。' },
  'key-reused': { en: 'The same Idempotency-Key came with another request.', zh: '同一个 Idempotency-Key 用于了不同的请求。' },
  'too-many': { en: 'Too many long answers are open at once, or too many attempts came.', zh: '同时打开的长应答过多，或尝试次数过多。' },
  internal: { en: 'Something that nobody foresaw.', zh: '未预料到的错误。' },
  unavailable: { en: 'The server stops, is busy, or its store failed.', zh: '服务正在停止、繁忙，或存储出错。' },
};

/** Codes of the console's own, where no answer of the server came. */
export const CONSOLE: Entries<'unreachable' | 'unreadable'> = {
  unreachable: {
    en: [
      'The console’s page got no answer: the server is stopped, or the network between is.',
      'The page tries again by itself; `tongbu health` on the server’s machine.',
    ],
    zh: ['控制台页面没有得到应答：服务已停止，或网络不通。', '页面会自动重试；在服务所在机器上执行 `tongbu health`。'],
  },
  unreadable: {
    en: [
      'Something between the page and Tongbu answered: a proxy’s own page, or a login.',
      'Look at the proxy in front of the management listener.',
    ],
    zh: ['应答来自页面与 Tongbu 之间的其他程序，例如代理自己的页面或登录页。', '检查管理端口前面的代理。'],
  },
};

/** What the engine cannot go on from; commands print it, the server logs it. */
export const ENGINE: Entries<EngineErrorCode> = {
  store: {
    en: [
      'The database or the disk refused. Nothing was done, or it is unknown whether it was.',
      'Repeat: everything is safe to repeat. `tongbu doctor` looks at disk, rights and room.',
    ],
    zh: [
      '数据库或磁盘拒绝写入；什么都没做，或无法确定是否做了。',
      '重试即可，所有操作都可安全重复。用 `tongbu doctor` 检查磁盘、权限和空间。',
    ],
  },
  locked: {
    en: [
      'Another server, or a command, has the data folder.',
      'Stop it, or name another folder with `--data`. Commands talk to a running server by themselves; only `serve` and `restore` want the folder alone.',
    ],
    zh: [
      '数据目录正被另一个服务或命令占用。',
      '停止它，或用 `--data` 换一个目录。其他命令会自动与正在运行的服务通信，只有 `serve` 和 `restore` 需要独占。',
    ],
  },
  schemaNewer: {
    en: ['A newer version of Tongbu has written the database.', 'Run that version; to go back, restore a backup that the older one made.'],
    zh: ['数据库由更新版本的 Tongbu 写入。', '运行那个版本；要退回，请恢复旧版本所做的备份。'],
  },
  keyFile: {
    en: [
      '`tongbu.key` is missing, unreadable, or belongs to another database.',
      'Put the copy back that was kept apart from the backups. Without it the stored secrets cannot be opened: then add every key anew, in a new folder.',
    ],
    zh: [
      '`tongbu.key` 缺失、无法读取，或属于另一个数据库。',
      '放回另行保存的那一份。没有它，库里的密钥无法解开，只能在新目录里重新建立所有接口账号。',
    ],
  },
  damaged: {
    en: [
      'The database, or a backup, does not hold what was written to it: a disk, a copy, or a program that wrote into it.',
      'Restore the backup that the message names ([backups](backup.md)); keep the damaged file until you know why.',
    ],
    zh: [
      '数据库或备份的内容与写入的不符：磁盘、拷贝，或其他程序改写所致。',
      '恢复报错所指的备份（见[备份](backup.zh-CN.md)）；查明原因之前保留损坏的文件。',
    ],
  },
  unknown: {
    en: [
      'What was named does not exist for this seller.',
      'List them first: `tongbu seller list`, `key list`, `listing list`, `order list`.',
    ],
    zh: ['所指的对象在该卖家下不存在。', '先列出来看看：`tongbu seller list`、`key list`、`listing list`、`order list`。'],
  },
  exists: {
    en: ['What was to be added is there.', 'Choose another name, or use what is there.'],
    zh: ['要添加的已经存在。', '换一个名称，或直接使用已有的。'],
  },
  input: {
    en: [
      'A value is not valid; the message names it and says what is.',
      'Correct it. Files: the line and the column stand in the message.',
    ],
    zh: ['某个值无效，报错中有它的名称和要求。', '更正后重试。导入文件时，报错中有行号和列名。'],
  },
};

/** Exit codes of every command. */
export const EXITS: Entries<'0' | '1' | '2' | '3'> = {
  0: { en: ['Done.', 'Nothing.'], zh: ['完成。', '无需处理。'] },
  1: {
    en: [
      'Refused, failed, or (doctor, verify, `bridge --check`) something wrong was found.',
      'The message says what; `TONGBU_DEBUG=1` shows where an unexpected one comes from.',
    ],
    zh: ['被拒绝、失败，或者（doctor、verify、`bridge --check`）发现了问题。', '看报错；意外错误用 `TONGBU_DEBUG=1` 查看出处。'],
  },
  2: {
    en: ['Typed wrongly, or a file cannot be used.', 'The message names the flag, the variable or the line; `--help` shows how.'],
    zh: ['命令写错，或文件不可用。', '报错指出参数、变量或行号；`--help` 有用法。'],
  },
  3: {
    en: [
      'The data folder is locked, or the server or the shop cannot be reached.',
      'Wait and repeat; see whether the server runs: `tongbu health`.',
    ],
    zh: ['数据目录被占用，或服务、商城无法连接。', '稍等再试；用 `tongbu health` 看服务是否在运行。'],
  },
};

/** Codes of the client's errors. */
export const CLIENT: Entries<CallErrorCode> = {
  refused: {
    en: [
      'The server answered a `status` or `code` other than 0.',
      'Look the text up above; `retryable` says whether the same call may succeed later.',
    ],
    zh: ['服务器返回的 `status` 或 `code` 不为 0。', '在上文查该文字；`retryable` 表示原样重试能否成功。'],
  },
  'rate-limited': {
    en: ['Too many calls, for longer than `patienceMs`.', 'Call less often; let one client serve a key.'],
    zh: ['限流持续超过 `patienceMs`。', '降低频率；一个接口账号由一个客户端使用。'],
  },
  clock: {
    en: ['The timestamp is outside the server’s window; `skewMs` says by how much.', 'Set this machine’s clock.'],
    zh: ['时间戳超出服务器允许范围，`skewMs` 为偏差。', '校准本机时钟。'],
  },
  timeout: {
    en: ['No whole answer came in time; the call may have been done.', 'Repeat: results and pulls are safe to repeat.'],
    zh: ['未在时限内收到完整应答，调用可能已执行。', '重试即可，拉取和回写都可安全重复。'],
  },
  network: {
    en: ['No connection, or it broke; the call may have been done.', 'Address, port, proxy, TLS; then repeat.'],
    zh: ['连接失败或中断，调用可能已执行。', '检查地址、端口、代理和 TLS，然后重试。'],
  },
  http: {
    en: [
      'Something answered with an HTTP status other than 200: a proxy, or not this API.',
      'Look at `cause.text`; mend the address or the proxy.',
    ],
    zh: ['返回了 200 以外的 HTTP 状态：来自代理，或地址不对。', '查看 `cause.text`，修正地址或代理。'],
  },
  answer: {
    en: [
      'HTTP 200 with something that is no answer of the interface.',
      'Look at `cause.text`: often a login page or an error page of a proxy.',
    ],
    zh: ['HTTP 200，但内容不是该接口的应答。', '查看 `cause.text`，常见的是代理的登录页或错误页。'],
  },
  unreadable: {
    en: [
      'A pull met records that the client cannot read; all others were offered, and nothing of these was acknowledged.',
      'Look at `records`: where each stands, its raw value and why. Hand them to whoever runs the ERP, or tell us where the client should read them.',
    ],
    zh: [
      '拉取时有个别记录无法解析；其余记录照常给出，这些记录未做任何回写。',
      '查看 `records`：每条的位置、原文和原因。请交给 ERP 方处理；若应当能够解析，请向我们反馈。',
    ],
  },
  aborted: {
    en: ['Your own signal ended the call; it may have been done.', 'Nothing, or repeat.'],
    zh: ['调用被传入的信号中止，可能已执行。', '无需处理，或重试。'],
  },
};

/** HTTP statuses of the signed API, before a request is one of ours. */
export const HTTP: Entries<'400' | '404' | '405' | '408' | '413' | '431'> = {
  400: {
    en: ['The framing of the request is broken: a header, a length, a chunk.', 'Use an HTTP library; look at proxies between.'],
    zh: ['HTTP 报文本身有误：请求头、长度或分块。', '使用 HTTP 库，并检查中间代理。'],
  },
  404: {
    en: [
      'The path is none of `/openapi` and `/openapi2/<name>.php`.',
      'Correct the address. A base address with `/openapi` already in it may have been given another.',
    ],
    zh: ['路径不是 `/openapi` 或 `/openapi2/<接口名>.php`。', '更正地址；基础地址里可能已含 `/openapi`，又被加了一遍。'],
  },
  405: {
    en: ['Another method than POST.', 'Send POST. A redirect from http to https turns POST into GET: use the final address.'],
    zh: ['请求方法不是 POST。', '使用 POST。http 跳转 https 会把 POST 变成 GET，请直接填最终地址。'],
  },
  408: {
    en: ['The request did not arrive whole within 30 s.', 'A slow line, or a length that is too large.'],
    zh: ['请求 30 秒内没有完整到达。', '网络太慢，或 Content-Length 偏大。'],
  },
  413: {
    en: ['The body is larger than `--body-limit`, 8 MiB by default.', 'Send it in parts; a proxy may have a smaller limit of its own.'],
    zh: ['请求体超过 `--body-limit`（默认 8 MiB）。', '分批发送；代理可能有更小的限制。'],
  },
  431: {
    en: ['The headers, or the query, are larger than 16 KiB.', 'Put data into the body.'],
    zh: ['请求头或查询串超过 16 KiB。', '把数据放进请求体。'],
  },
};
