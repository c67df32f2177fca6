import type { Sentences } from './sentence.ts';

/** Of requests themselves: addresses, bodies, cursors, keys of requests; and of the sandbox. */
export const requests: Sentences = {
  'the server stops, or has too much to do': '服务正在停止，或负载过高',
  'too many large bodies at once; come again': '同时处理的大请求体过多，请稍后重试',
  '{} is no address of this API; GET /api/docs has them all': '{1} 不是本接口的地址，全部地址见 GET /api/docs',
  '{} takes {}, not {}': '{1} 支持 {2}，不支持 {3}',
  'Content-Type "{}"; send {}': 'Content-Type 为「{1}」，应为 {2}',
  'Content-Type is missing; send {}': '缺少 Content-Type，应为 {1}',
  'is not known here': '不是已知的字段',
  'is missing': '缺失',
  'a body is needed': '缺少请求体',
  'the body is not UTF-8': '请求体不是 UTF-8 编码',
  'the body is no JSON: {}': '请求体不是 JSON：{1}',
  'the body is larger than this route takes': '请求体超过该接口的上限',
  'the request was not carried out; the server’s log says why': '请求未执行，原因见服务端日志',
  'Idempotency-Key "{}" was used for another request; make a new one': 'Idempotency-Key「{1}」已用于其他请求，请换一个',
  'the request with Idempotency-Key "{}" is being worked on; send it again in a moment':
    'Idempotency-Key 为「{1}」的请求正在处理，请稍后重发',
  'Idempotency-Key: {said}': 'Idempotency-Key：{1}',
  'must be 1 to 255 visible ASCII characters': '须为 1 到 255 个可见 ASCII 字符',
  'cursor "{}" is none that a page has given': '游标「{1}」不是由列表返回的',
  'take `next` of the page before': '请使用上一页返回的 `next`',
  'cursor "{}": take the one that the page before has given, with the same filters': '游标「{1}」：请使用上一页返回的游标，且筛选条件不变',
  'must be a whole number': '须为整数',
  'must be a whole number from 1': '须为从 1 开始的整数',
  'must be a whole number from 1 to 200': '须为 1 到 200 的整数',
  'is too large': '过大',
  'must be a number of at most 15 digits before and 4 after the point': '须为整数部分最多 15 位、小数最多 4 位的数值',
  'has more than 15 digits; send it as text': '超过 15 位有效数字，请以文本形式提交',
  'Last-Event-ID "{}" is no number of a row': 'Last-Event-ID「{1}」不是流水编号',
  '{} readers follow the changes of this seller already': '该卖家已有 {1} 个连接在接收变更',
  '"{}" is no write that can be previewed': '「{1}」不是可预览的操作',
  '"{}" does nothing that could be previewed': '「{1}」没有可预览的影响',
  'is none': '无效',
  'there is no request {}; only the last ones are kept, until the server ends': '没有请求 {1}；只保留最近的请求，服务停止后清空',
  'several requests are being examined; come again': '正在分析其他请求，请稍后重试',
  'the body of request {}, {} bytes, is not kept; give it to tongbu sign --explain with --url and --body-file':
    '请求 {1} 的请求体（{2} 字节）未保留；请用 tongbu sign --explain 配合 --url 和 --body-file 分析',
  'this listens on loopback and is not "{}"; use 127.0.0.1, or name the proxy in front of it with --proxy':
    '本服务监听在回环地址，不应答名称「{1}」；请使用 127.0.0.1，或用 --proxy 声明前面的代理',

  'this server is no sandbox; start one with: tongbu sandbox start': '本服务不是沙箱；启动沙箱请执行：tongbu sandbox start',
  'this is no sandbox; start one with: tongbu sandbox': '这不是沙箱；启动沙箱请执行：tongbu sandbox',
  'this data folder was not made for a sandbox and holds a seller already; use an empty folder':
    '该数据目录不是为沙箱建立的，且已有卖家；请使用空目录',
  'this sandbox was made for the seller "{}", not "{}"; name it with --seller': '该沙箱属于卖家「{1}」，而非「{2}」；请用 --seller 指明',
  'the sandbox has no key "{}" any more; begin one in an empty folder': '沙箱中已没有接口账号「{1}」；请在空目录中重新建立沙箱',
  '"{}" cannot be the name of a state: 1 to 64 letters, digits, ".", "_" or "-", and not "{}"':
    '「{1}」不能用作状态名：须为 1 到 64 个字母、数字、「.」、「_」或「-」，且不能是「{2}」',
  'seller "{}" has more than {} rows; a state holds no more': '卖家「{1}」的数据超过 {2} 行，一个状态最多保存这些',
  'seller "{}" has no state "{}"; there are: {}': '卖家「{1}」没有状态「{2}」，现有：{3}',
  'a clock is shifted by a hundred years at most': '时钟最多偏移一百年',
  '{name} "{}" is none of: {}': '{1}「{2}」不在以下范围：{3}',
  '{name} must be a whole number from {} to {}': '{1} 须为 {2} 到 {3} 的整数',
};

/** What zod says of a value that its schema does not take, where the schema has no words of its own; and fastify of an address or a body. */
export const values: Sentences = {
  'Invalid input': '值无效',
  'Invalid input: expected {word}, received undefined': '缺失',
  'Invalid input: expected undefined, received {word}': '此处不能有内容',
  'Invalid input: expected int, received number': '须为整数',
  'Invalid input: expected {word}, received {word}': '应为{1}，实际为{2}',
  'Invalid input: expected {}': '只能为 {1}',
  'Invalid option: expected one of {}': '只能为以下之一：{1}',
  'Invalid ISO datetime': '须为 ISO 8601 时间，例如 2026-11-11T12:00:00Z',
  'Invalid string: must match pattern {}': '须符合格式 {1}',
  'Too big: expected string to have <={} characters': '最多 {1} 个字符',
  'Too small: expected string to have >=1 characters': '不能为空',
  'Too small: expected string to have >={} characters': '至少 {1} 个字符',
  'Too big: expected array to have <={} items': '最多 {1} 项',
  'Too small: expected array to have >={} items': '至少 {1} 项',
  'Too big: expected {} to be <={}': '不能大于 {2}',
  'Too small: expected {} to be >={}': '不能小于 {2}',
  'Too big: expected {} to be <{}': '须小于 {2}',
  'Too small: expected {} to be >{}': '须大于 {2}',
  "'{}' is not a valid url component": '「{1}」不是有效的地址',
  'Request body size did not match Content-Length': '请求体长度与 Content-Length 不符',
  'Invalid key in {}': '键无效',
};

/** A name, and the sentence about it. */
export const composed: Sentences = {
  '{}: {said}': '{1}：{2}',
  '"{}" {said}': '「{1}」{2}',
};

/** The first of several faults, `limit: is too large, and 2 more`: what is inside it may end with any fact, so this is looked for first. */
export const outermost: Sentences = { '{}: {said}, and {} more': '{1}：{2}，另有 {3} 处' };
