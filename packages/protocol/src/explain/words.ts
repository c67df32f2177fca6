/** What is said of a refused request, in English and in Chinese. `{…}` is filled in. */
import type { Facts, Mistake, MistakeKind } from './mistake.ts';

/** The languages. */
export type Language = 'en' | 'zh-CN';

type Both = readonly [en: string, zh: string];

/** One sentence a mistake: what the client does, and what it should do. */
const MISTAKES: Record<MistakeKind, Both> = {
  'lengths in bytes': [
    'The lengths in the signed text count UTF-8 bytes; they must count characters.',
    '签名文本中的长度按 UTF-8 字节计算，应按字符计算。',
  ],
  'lengths in UTF-16': [
    'The lengths in the signed text count UTF-16 units, so an emoji counts twice; they must count characters (code points).',
    '签名文本中的长度按 UTF-16 单元计算，表情等字符被算作两个，应按字符（码点）计算。',
  ],
  'lengths not padded': [
    'The lengths in the signed text have no zeros in front; they need two digits for names and four for values.',
    '签名文本中的长度没有补零；参数名长度至少两位，参数值长度至少四位。',
  ],
  'empty values left out': [
    'Empty values ({names}) are sent but not signed; leave them out of both, or sign them too.',
    '空值参数（{names}）发送了但没有参与签名；应两边都去掉，或一并签名。',
  ],
  'empty values not sent': [
    'Empty values ({names}) are signed but not sent; leave them out of both.',
    '空值参数（{names}）参与了签名但没有发送；应两边都去掉。',
  ],
  'body left out': [
    'The body is left out of the signed text; it takes part under the name "body".',
    '请求体没有参与签名；它应以 body 为名参与签名。',
  ],
  'body written again': [
    'The body that was signed is not the body that was sent: the same JSON, written otherwise ({how}). Send the very text that was signed.',
    '签名的请求体与发送的请求体不同：同一份 JSON 被重新序列化（{how}）。应原样发送签名时的文本。',
  ],
  'body edges': [
    'The body was signed without the blanks or line end around it, or with others; send the very bytes that were signed.',
    '签名与发送的请求体首尾空白、换行或 BOM 不一致；应原样发送签名时的字节。',
  ],
  'body brackets': [
    'The body was signed with other outer brackets or quotes than it was sent with; it is one JSON array of arguments, in both.',
    '签名与发送的请求体外层括号或引号不一致；两边都应是同一个参数数组。',
  ],
  'field written again': [
    'The JSON in {field} was signed in another form than it was sent ({how}). Send the very text that was signed.',
    '{field} 中的 JSON 签名后被重新序列化（{how}）。应原样发送签名时的文本。',
  ],
  'secret and salt swapped': [
    'Signed with the salt instead of the secret; in secret:salt the secret stands before the colon.',
    '用 salt 代替 secret 签名；secret:salt 中冒号前的才是 secret。',
  ],
  'secret not split': [
    'Signed with the whole appsecret; split it at the first colon, and sign with what stands before it.',
    '用整个 appsecret 签名；应在第一个冒号处拆分，用冒号前的部分签名。',
  ],
  'secret split': [
    'Signed with a part of the appsecret; the enterprise edition uses all of it, a colon included.',
    '只用 appsecret 的一部分签名；企业版应使用整个 appsecret，冒号也在内。',
  ],
  'secret once': [
    'The secret is missing at the {missing} of the signed text; it stands at both ends.',
    '签名文本的一端（{missing}）缺少 secret；首尾两端都要有。',
  ],
  'secret twice': [
    'The appsecret stands at both ends of the signed text; the enterprise edition has it at the end only.',
    '签名文本首尾都有 appsecret；企业版只在末尾拼接。',
  ],
  'secret left out': ['Signed without the secret.', '签名时没有拼接 secret。'],
  'parameter left out': [
    '{names} is sent but not signed; everything that is sent is signed, "sign" aside.',
    '{names} 发送了但没有参与签名；除 sign 外，发送的参数都要参与签名。',
  ],
  'fields left out': [
    'Only the public parameters are signed; the others that are sent belong in the signed text as well.',
    '只有公共参数参与了签名；发送的业务参数也要参与签名。',
  ],
  'parameter not sent': [
    '{names} is signed but not sent (or not with that value); sign only what is sent.',
    '{names} 参与了签名但没有发送；只对实际发送的参数签名。',
  ],
  'not sorted': [
    'The parameters are signed in another order ({how}); sort them by name, by bytes.',
    '参数的签名顺序不对（{how}）；应按参数名的字节顺序升序排列。',
  ],
  'other name': [
    'A parameter goes by another name: "{name}" where "{other}" is needed, or the reverse.',
    '参数名不一致：“{name}”与“{other}”混用。',
  ],
  'values encoded': [
    'The values are signed percent-encoded ({names}); sign them as they are before encoding.',
    '签名用的是 URL 编码后的值（{names}）；应对编码前的原值签名。',
  ],
  'values not encoded': [
    'Values are sent without percent-encoding ({names}), so that + and % changed on the way; encode them.',
    '参数值发送时没有 URL 编码（{names}），+ 和 % 在途中被改变；发送前应编码。',
  ],
  'value cut at &': [
    'The value of {name} was cut at a bare "&": what follows arrived as {rest}. Percent-encode values before sending.',
    '{name} 的值在未编码的“&”处被截断，其后内容变成了参数 {rest}。发送前应做 URL 编码。',
  ],
  'signed for the other edition': ['Signed by the rule of the other edition.', '使用了另一版本（旗舰版/企业版）的签名规则。'],
  separators: ['The parts of the signed text are joined otherwise than this edition does.', '签名文本各部分的拼接方式与本版本的规则不同。'],
  'other digest': ['Digested with {digest}; this API uses plain MD5.', '使用了 {digest} 摘要；本接口使用普通 MD5。'],
  'upper case': [
    'The signed text is turned to upper case before it is digested; leave it as it is.',
    '计算摘要前把签名文本转成了大写；应保持原样。',
  ],
  'lower case': [
    'The signed text is turned to lower case before it is digested; leave it as it is.',
    '计算摘要前把签名文本转成了小写；应保持原样。',
  ],
  'other timestamp': [
    'Signed with timestamp {signed}, sent with {sent}; make it once, and use it in both.',
    '签名用的 timestamp 是 {signed}，发送的是 {sent}；应只取一次，两处共用。',
  ],
  'other charset': [
    'The signed text is digested in {charset}; turn it into UTF-8 bytes first.',
    '签名文本按 {charset} 编码计算摘要；应先转成 UTF-8 字节。',
  ],
  'values trimmed': [
    'The values are signed without the blanks around them, but sent with them; trim before both.',
    '签名时去掉了值首尾的空白，发送时却没有；应在两者之前统一处理。',
  ],
  'false signed as nothing': [
    'false is signed as nothing and sent as 0 ({names}); turn it into text before both.',
    'false 签名时成了空串，发送时成了 0（{names}）；应在两者之前统一转成文本。',
  ],

  'sent for the other edition': [
    'This is a request of the {other} edition, sent to the address of the other one.',
    '这是 {other} 版本的请求，却发到了另一版本的地址。',
  ],
  'parameters in the body': [
    'The public parameters are in the body; the flagship edition takes them in the query string, the body is JSON.',
    '公共参数放在了请求体里；旗舰版的公共参数应放在 URL 查询串中，请求体是 JSON。',
  ],
  'parameters in the query': [
    'The parameters are in the query string; the enterprise edition takes all of them in the form.',
    '参数放在了查询串里；企业版的参数应全部放在表单请求体中。',
  ],
  'body is JSON': [
    'There is no form in the body; the enterprise edition takes a form (name=value&…), not JSON.',
    '请求体不是表单；企业版要求表单（name=value&…），不是 JSON。',
  ],
  'lists as names': [
    'A list is sent as names such as {name}; put it into {field} as one JSON text.',
    '列表被展开成 {name} 这样的参数名；应作为一个 JSON 文本放进 {field}。',
  ],
  'not UTF-8': ['The body is not UTF-8.', '请求体不是 UTF-8 编码。'],
  'name missing': ['Missing, or empty: {names}.', '缺少参数或参数为空：{names}。'],
  'name unknown': [
    'The query string has names this edition does not know: {names}. Perhaps a value holds a bare "&".',
    '查询串中有本版本不认识的参数名：{names}。可能是值中有未编码的“&”。',
  ],
  'name repeated': ['Sent more than once: {names}.', '参数重复：{names}。'],
  'no equals sign': ['"{text}" in the query string has no "=".', '查询串中的“{text}”没有“=”。'],
  'too many pairs': ['The form has more than {most} pairs.', '表单参数超过 {most} 个。'],
  'broken percent': ['The value of {name} is no percent-encoding of UTF-8: {value}', '{name} 的值不是合法的 UTF-8 URL 编码：{value}'],
  'paging value': ['{name}={value} is no paging value.', '{name}={value} 不是合法的分页参数值。'],
  version: ['v={value} must be v=1.0.', 'v={value} 应为 v=1.0。'],
  'sign form': ['"sign" has {length} characters; an MD5 in hexadecimal has 32.', 'sign 有 {length} 个字符；十六进制 MD5 应为 32 个字符。'],
  'salt is the secret': [
    'The parameter "salt" holds the secret; the salt stands after the first colon of the appsecret. The secret was sent in the clear: replace the key.',
    'salt 参数里放的是 secret；appsecret 第一个冒号后的才是 salt。secret 已明文发出，请更换密钥。',
  ],
  'salt wrong': [
    'salt={sent} is not the salt of this key; it stands after the first colon of its appsecret.',
    'salt={sent} 不是该 key 的 salt；应取 appsecret 第一个冒号后的部分。',
  ],

  'timestamp form': ['timestamp={sent} is no number of seconds; now it would be {right}.', 'timestamp={sent} 不是秒数；此刻应为 {right}。'],
  milliseconds: ['timestamp={sent} counts milliseconds; it must count seconds: {right}.', 'timestamp={sent} 是毫秒，应为秒：{right}。'],
  'Unix time': [
    'timestamp={sent} counts from 1970 (Unix); the flagship edition counts from 2012-01-01 00:00:00 Beijing time, 1325347200 less: {right}.',
    'timestamp={sent} 从 1970 年算起（Unix 时间）；旗舰版从北京时间 2012-01-01 00:00:00 算起，应减去 1325347200：{right}。',
  ],
  'time since 2012': [
    'timestamp={sent} counts from 2012, as the flagship edition does; the enterprise edition takes Unix seconds: {right}.',
    'timestamp={sent} 从 2012 年算起，是旗舰版的写法；企业版使用 Unix 秒：{right}。',
  ],
  'clock off': [
    'The client’s clock is {span} {side}; the timestamp may be off by {window} s.',
    '客户端时钟{side} {span}；最多允许相差 {window} 秒。',
  ],
  'time zone': [
    'The timestamp is {hours} h {side}: a time zone was added or left out; Beijing is UTC+8.',
    'timestamp {side} {hours} 小时：时区被多算或漏算；北京时间为 UTC+8。',
  ],
};

/** Parts of facts that are words. */
const TERMS: Record<string, string> = {
  flagship: '旗舰',
  enterprise: '企业',
  start: '开头',
  end: '末尾',
  compact: '无空白',
  blanks: '逗号、冒号后有空格',
  'two blanks': '两格缩进',
  'four blanks': '四格缩进',
  tabs: '制表符缩进',
  plain: '不转义',
  escapes: '非 ASCII 转义为 \\u',
  'upper-case escapes': '大写 \\u 转义',
  'escaped slashes': '斜杠转义为 \\/',
  'escapes and escaped slashes': '\\u 转义且斜杠转义',
  'HTML escapes': '< > & 被转义',
  'more HTML escapes': '< > & = 被转义',
  'short numbers': '1.0000 写成 1',
  'one place numbers': '1.0000 写成 1.0',
  'sorted names': '键被排序',
  'no nulls': '去掉了 null',
  'as sent': '按发送顺序',
  'as sent, body first': '按发送顺序，body 在前',
  'body last': 'body 在最后',
  'from the end': '倒序',
  'without regard to case': '不分大小写',
  'by value': '按值排序',
};

const SAID = {
  unverified: [' (likely: it is not known when this request arrived; give --at)', '（推测：不知道请求何时到达；可用 --at 指明）'],
  right: ['Nothing is wrong with this request: signature and clock are right.', '这个请求没有错误：签名和时钟都正确。'],
  rightButRefused: ['The signature is right. The server answered {code} {message}', '签名正确。服务器的应答是 {code} {message}'],
  unknown: [
    'The signature fits none of the {tried} ways to sign wrongly that were tried. Most often the secret is another one: compare what the client uses with the key’s.',
    '已尝试 {tried} 种常见的错误签名方式，都不吻合。最常见的原因是密钥不对：请核对客户端使用的 appsecret。',
  ],
  unchecked: [
    'The signature could not be checked: there is no secret of this key here. Give it with --secret-file.',
    '无法检查签名：这里没有该 key 的密钥。请用 --secret-file 提供。',
  ],
  unsigned: ['There is no signature to check.', '请求中没有签名可供检查。'],
  signed: ['signed', '签名时'],
  expected: ['received', '收到的'],
  whole: ['What must be signed (*** is the secret):', '应当签名的文本（*** 为密钥）：'],
  look: ['Where to look', '检查哪里'],
  refusal: [
    '{moment}  {edition}  {sid} / {key}  from {address}  answered {code} {message}',
    '{moment}  {edition}  {sid} / {key}  来自 {address}  应答 {code} {message}',
  ],
  noSeller: [
    'There is no seller "{sid}" here. The sid is the name of a seller: tongbu seller list shows them.',
    '这里没有卖家“{sid}”。sid 应填卖家名，可用 tongbu seller list 查看。',
  ],
  noKey: [
    'Seller "{sid}" has no {edition} key "{key}" here: tongbu key list shows those it has.',
    '卖家“{sid}”没有{edition}版的 key“{key}”，可用 tongbu key list 查看已有的。',
  ],
  otherKey: [
    '"{key}" is a key of the {other} edition; this request was sent to the {edition} edition.',
    '“{key}”是{other}版的 key，请求却发到了{edition}版。',
  ],
  disabledKey: ['The key "{key}" is disabled.', 'key“{key}”已停用。'],
  replacedSecret: [
    'Signed with the secret that was replaced and is no longer valid; give the client the new secret of "{key}".',
    '使用了已被更换、不再有效的密钥签名；请为客户端换上“{key}”的新密钥。',
  ],
  seconds: ['s', '秒'],
  ahead: ['ahead', '快了'],
  behind: ['behind', '慢了'],
  none: ['The server remembers no refused request.', '服务器没有记住任何被拒绝的请求。'],
} satisfies Record<string, Both>;

/** Says things in one language. */
export interface Voice {
  language: Language;
  say(word: keyof typeof SAID, values?: Facts): string;
  mistake(mistake: Mistake): string;
}

/** The voice of a language. */
export function voiceOf(language: Language): Voice {
  const pick = (both: Both) => both[language === 'en' ? 0 : 1];
  const term = (value: string | number) => (language === 'en' ? String(value) : inChinese(String(value)));
  const fill = (both: Both, values: Facts) => pick(both).replace(/\{(\w+)\}/g, (_, name: string) => term(values[name] ?? ''));
  return {
    language,
    say: (word, values = {}) => fill(SAID[word], values),
    mistake({ kind, facts, certain }) {
      const seconds = Number(facts['seconds'] ?? 0);
      const side = pick(SAID[seconds < 0 ? 'behind' : 'ahead']);
      const more = { side, span: `${Math.abs(seconds)} ${pick(SAID.seconds)}`, ...facts, hours: Math.abs(Number(facts['hours'] ?? 0)) };
      return certain ? fill(MISTAKES[kind], more) : `${fill(MISTAKES[kind], more)}${pick(SAID.unverified)}`;
    },
  };
}

function inChinese(text: string): string {
  if (Object.hasOwn(TERMS, text)) return TERMS[text] as string;
  const parts = text.split(', ');
  return parts.length > 1 ? parts.map((part) => TERMS[part] ?? part).join('，') : text;
}
