/** Where in the usual clients a mistake is made. */
import type { Mistake, MistakeKind } from './mistake.ts';
import type { Language } from './words.ts';

type Both = readonly [en: string, zh: string];

const REWRITTEN: Both[] = [
  [
    'PHP: sign and send one string; json_encode again, or with other flags (JSON_UNESCAPED_UNICODE, JSON_UNESCAPED_SLASHES), gives another.',
    'PHP：签名和发送用同一个字符串；再次 json_encode 或换了 JSON_UNESCAPED_UNICODE、JSON_UNESCAPED_SLASHES 等标志，文本就变了。',
  ],
  [
    'Python requests: json= serialises again, with blanks; use data=body.encode("utf-8").',
    'Python requests：json= 会重新序列化并带空格；改用 data=body.encode("utf-8")。',
  ],
  [
    'Node, axios: an object is serialised again; pass the signed string, and a Content-Type.',
    'Node、axios：传对象会再次序列化；应传入签名时的字符串，并设置 Content-Type。',
  ],
  [
    'Java: give the HTTP client the signed String, not the object; Gson escapes = & < > unless disableHtmlEscaping().',
    'Java：把签名时的 String 交给 HTTP 客户端，不要传对象；Gson 默认会转义 = & < >，可用 disableHtmlEscaping()。',
  ],
  [
    'Go: json.Marshal sorts map keys and escapes < > &; keep its bytes, sign and send them.',
    'Go：json.Marshal 会排序 map 键并转义 < > &；保留那份字节，签名和发送都用它。',
  ],
  ['Postman: use Body > raw, and sign pm.request.body.raw as it stands.', 'Postman：使用 Body > raw，并对 pm.request.body.raw 原文签名。'],
];
const ENCODING: Both[] = [
  [
    'PHP: sign the plain values, then http_build_query once; never join name=value by hand.',
    'PHP：先对原值签名，再调用一次 http_build_query；不要手工拼接 name=value。',
  ],
  [
    'Python requests: pass a dict to data= or params=; Node: URLSearchParams, not encodeURI.',
    'Python requests：给 data= 或 params= 传字典；Node：用 URLSearchParams，不要用 encodeURI。',
  ],
  [
    'Java: URLEncoder.encode(value, "UTF-8") for each value; Go: url.Values.Encode().',
    'Java：对每个值 URLEncoder.encode(value, "UTF-8")；Go：url.Values.Encode()。',
  ],
];
const EMPTY: Both[] = [
  [
    'Remove empty values before anything is signed: PHP array_filter (with strlen), Python a dict comprehension.',
    '签名之前就去掉空值：PHP 用 array_filter（配 strlen），Python 用字典推导。',
  ],
  [
    'The vendor’s Java client signs empty values and does not send them; Node clients often do the reverse.',
    '厂商 Java 客户端会签名空值但不发送；Node 客户端常常相反。',
  ],
];
const LENGTHS: Both[] = [
  ['Go: len(s) counts bytes; use utf8.RuneCountInString(s).', 'Go：len(s) 计的是字节；应使用 utf8.RuneCountInString(s)。'],
  [
    'PHP: strlen counts bytes; use mb_strlen($s, "UTF-8") or iconv_strlen.',
    'PHP：strlen 计的是字节；应使用 mb_strlen($s, "UTF-8") 或 iconv_strlen。',
  ],
  [
    'Java: length() counts an emoji twice; use s.codePointCount(0, s.length()). JavaScript: [...s].length.',
    'Java：length() 把表情算作两个；应使用 s.codePointCount(0, s.length())。JavaScript：[...s].length。',
  ],
  [
    'Or write non-ASCII in JSON fields as \\uXXXX: then every way of counting agrees.',
    '或者把 JSON 字段中的非 ASCII 字符写成 \\uXXXX：各种计数方式就一致了。',
  ],
];
const CLOCK: Both[] = [
  [
    'PHP time(), Python int(time.time()), Go time.Now().Unix(), Java System.currentTimeMillis() / 1000, Node Math.floor(Date.now() / 1000) are Unix seconds; the flagship edition subtracts 1325347200.',
    'PHP time()、Python int(time.time())、Go time.Now().Unix()、Java System.currentTimeMillis() / 1000、Node Math.floor(Date.now() / 1000) 得到 Unix 秒；旗舰版再减去 1325347200。',
  ],
];
const SKEW: Both[] = [
  [
    'Keep the client’s machine in step with NTP (chronyc tracking, w32tm /query /status).',
    '让客户端机器与 NTP 时间同步（chronyc tracking、w32tm /query /status）。',
  ],
];
const CHARSET: Both[] = [
  [
    'Java: s.getBytes(StandardCharsets.UTF_8), never getBytes() alone; PHP: save the source as UTF-8; C#: Encoding.UTF8.',
    'Java：s.getBytes(StandardCharsets.UTF_8)，不要用无参数的 getBytes()；PHP：源文件存为 UTF-8；C#：Encoding.UTF8。',
  ],
];
const SORTING: Both[] = [
  [
    'PHP ksort($p, SORT_STRING), Python sorted(p), Java TreeMap, Go sort.Strings, Node Object.keys(p).sort().',
    'PHP ksort($p, SORT_STRING)、Python sorted(p)、Java TreeMap、Go sort.Strings、Node Object.keys(p).sort()。',
  ],
];
const SPLITTING: Both[] = [
  [
    'list($secret, $salt) = explode(":", $appsecret, 2) in PHP; appsecret.split(":", 1) in Python; split(":", 2) in Java; strings.SplitN(appsecret, ":", 2) in Go.',
    'PHP：list($secret, $salt) = explode(":", $appsecret, 2)；Python：appsecret.split(":", 1)；Java：split(":", 2)；Go：strings.SplitN(appsecret, ":", 2)。',
  ],
];

const ADVICE: Partial<Record<MistakeKind, Both[]>> = {
  'body written again': REWRITTEN,
  'field written again': REWRITTEN,
  'body edges': REWRITTEN,
  'body brackets': REWRITTEN,
  'values encoded': ENCODING,
  'values not encoded': ENCODING,
  'value cut at &': ENCODING,
  'broken percent': ENCODING,
  'name unknown': ENCODING,
  'lists as names': ENCODING,
  'empty values left out': EMPTY,
  'empty values not sent': EMPTY,
  'lengths in bytes': LENGTHS,
  'lengths in UTF-16': LENGTHS,
  milliseconds: CLOCK,
  'Unix time': CLOCK,
  'time since 2012': CLOCK,
  'timestamp form': CLOCK,
  'clock off': SKEW,
  'other charset': CHARSET,
  'not UTF-8': CHARSET,
  'not sorted': SORTING,
  'secret and salt swapped': SPLITTING,
  'secret not split': SPLITTING,
  'salt is the secret': SPLITTING,
  'salt wrong': SPLITTING,
};

/** What to look at in the usual clients; nothing where the sentence says it all. */
export function adviceOn({ kind }: Mistake, language: Language): string[] {
  return (ADVICE[kind] ?? []).map(([en, zh]) => (language === 'en' ? en : zh));
}
