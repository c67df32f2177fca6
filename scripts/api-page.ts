/** The page of one interface, and the index: text from definitions, nothing else. */
import { enterprise, type FieldDoc, flagship, type Method, type Shape } from '@tongbu/protocol';
import { notes } from './field-notes.ts';

type Edition = 'flagship' | 'enterprise';

interface EditionDoc {
  title: string;
  methods: Record<string, Method>;
  /** How an interface is called. */
  page: string[];
  /** What stands in every answer beside its own fields. */
  envelope: string[];
  /** Public parameters, clock and signature. */
  signing: string[];
  /** How to see a signature made, step by step. */
  example: string;
  /** Every refusal by its case, as it reads with placeholders for what the caller sent. */
  refusals: [name: string, code: number, message: string][];
}

const EDITIONS: Record<Edition, EditionDoc> = {
  flagship: {
    title: '旗舰版 flagship edition',
    methods: flagship.methods,
    page: [
      '旗舰版：`POST /openapi`，接口名放在参数 `method`；请求体是一个 JSON 数组，按下表顺序放各个参数。',
      'Flagship edition: `POST /openapi`, the name in the parameter `method`; the body is one JSON array of the arguments, in this order.',
    ],
    envelope: [
      '另有 `status`（0 为成功）和 `message`（仅失败时返回）。',
      'Beside `status` (0 is success) and `message` (only on failure).',
    ],
    signing: [
      `公共参数放在查询串：\`sid\`、\`key\`、\`salt\`、\`method\`、\`v\`（固定 1.0）、\`timestamp\`（自北京时间 2012-01-01 00:00:00 起的秒数，允许误差 ${flagship.WINDOW_SECONDS} 秒）、\`sign\`。sign = MD5(secret + 按参数名升序拼接的“名值” + secret)，32 位小写；请求体以参数名 \`body\` 参与排序，\`sign\` 自身不参与。appsecret 写作 \`secret:salt\`。`,
      `Public parameters stand in the query: \`sid\`, \`key\`, \`salt\`, \`method\`, \`v\` (1.0), \`timestamp\` (seconds since 2012-01-01 00:00:00 Beijing time, within ${flagship.WINDOW_SECONDS} s), \`sign\`. \`sign\` is the MD5, in lower case, of secret, every name and value in order of the names without separators, and secret again; the request body takes part under the name \`body\`, \`sign\` does not. The appsecret is written \`secret:salt\`.`,
    ],
    example: "npx tongbu sign sales.StockSync.calcStock '[1,false]'",
    refusals: refusals(flagship.refuse, ({ status }) => status, {
      timestampForm: ['<timestamp>'],
      unpaged: ['<method>'],
      pageSize: ['<n>'],
      batchSize: ['<n>'],
      disabledListing: ['<goods_id>', '<spec_id>'],
      date: ['<value>'],
      unknownWarehouse: ['<warehouse_no>'],
      unknownItems: ['<spec_no>,…'],
      orders: ['<the first error>'],
    }),
  },
  enterprise: {
    title: '企业版 enterprise edition',
    methods: enterprise.methods,
    page: ['企业版：`POST /openapi2/<name>.php`，请求体为表单。', 'Enterprise edition: `POST /openapi2/<name>.php`; the body is a form.'],
    envelope: [
      '另有 `code`（0 为成功）和 `message`；各行的字段值均为字符串。',
      'Beside `code` (0 is success) and `message`. Columns of a row are text.',
    ],
    signing: [
      `公共参数放在表单：\`sid\`、\`appkey\`、\`timestamp\`（Unix 秒，允许误差 ${enterprise.WINDOW_SECONDS} 秒）、\`sign\`。sign = MD5(签名串 + appsecret)，32 位小写；签名串为按参数名升序、以“;”连接的“名长-名:值长-值”，名长至少 2 位、值长至少 4 位，按字符计，不足补 0。`,
      `Public parameters stand in the form: \`sid\`, \`appkey\`, \`timestamp\` (Unix seconds, within ${enterprise.WINDOW_SECONDS} s), \`sign\`. \`sign\` is the MD5, in lower case, of the canonical text and the appsecret; the canonical text joins \`namelength-name:valuelength-value\` by \`;\`, in order of the names, lengths in characters, at least two and four digits.`,
    ],
    example: `npx tongbu sign api_goods_stock_change_query '{"shop_no":"mini","limit":10}'`,
    refusals: refusals(enterprise.refuse, ({ code }) => code, {
      unknownWarehouse: ['<warehouse_no>'],
      unknownItems: ['<spec_no>,…'],
      orders: ['<a sentence, or a JSON text of all errors>'],
    }),
  },
};

/** Calls every maker of a refusal with placeholders, by default a name and a number. In order of the codes. */
function refusals<R extends Error>(
  makers: Record<string, (...values: never[]) => R>,
  codeOf: (refusal: R) => number,
  placeholders: Record<string, string[]>,
): EditionDoc['refusals'] {
  const rows = Object.entries(makers).map(([name, make]): [string, number, string] => {
    const refusal = (make as (...values: string[]) => R)(...(placeholders[name] ?? ['<name>', '<n>']));
    return [name, codeOf(refusal), refusal.message];
  });
  return rows.sort(([, a], [, b]) => a - b);
}

/** Every page under docs/api, by its path from there. */
export function apiPages(): Map<string, string> {
  const pages = new Map([['README.md', indexPage()]]);
  for (const edition of Object.keys(EDITIONS) as Edition[]) {
    for (const method of Object.values(EDITIONS[edition].methods)) pages.set(`${edition}/${method.name}.md`, methodPage(edition, method));
  }
  return pages;
}

const GENERATED = '<!-- Written by `npm run docs` from packages/protocol; edit the definition instead. -->';

function indexPage(): string {
  const lines = [
    GENERATED,
    '# Interfaces 接口',
    'What Tongbu speaks, one page for each interface, named as the vendor names it. Tongbu is an independent project; it is not affiliated with the vendor of the Wangdian (旺店通) API, and these pages are its own words. 本项目与旺店通无关联。',
    '比各表更宽松的读法见[宽松读取](../leniency.zh-CN.md)。 What is read more leniently than the tables say: [leniency](../leniency.md).',
  ];
  for (const edition of Object.keys(EDITIONS) as Edition[]) {
    const { title, methods, signing, example, refusals } = EDITIONS[edition];
    const rows = Object.values(methods).map(
      ({ name, summary }) => `| [\`${name}\`](${edition}/${name}.md) | ${summary.en} | ${summary.zh} |`,
    );
    lines.push(`## ${title}`, ['| 接口 name | what a caller gets | 说明 |', '| --- | --- | --- |', ...rows].join('\n'));
    lines.push('### 公共参数与签名 Public parameters and signature', ...signing);
    lines.push('逐步查看签名原串和签名 The canonical text and the signature, step by step:', `\`\`\`sh\n${example}\n\`\`\``);
    const codes = refusals.map(([name, code, message]) => `| ${code} | \`${message}\` | ${name} |`);
    lines.push('### 错误码 Codes', [`| ${CODE[edition]} | message | 情形 case |`, '| --- | --- | --- |', ...codes].join('\n'));
  }
  return `${lines.join('\n\n')}\n`;
}

/** The field of an answer that holds the code. */
const CODE: Record<Edition, string> = { flagship: 'status', enterprise: 'code' };

/** How many elements the batches of a method may have, by their names. */
function largestBatches(shape: Shape): [name: string, largest: number][] {
  return Object.entries(shape).flatMap(([name, { doc }]) => [
    ...(doc.largest ? [[name, doc.largest] as [string, number]] : []),
    ...largestBatches(doc.members ?? {}),
  ]);
}

function methodPage(edition: Edition, method: Method): string {
  const { envelope, page } = EDITIONS[edition];
  const parts = [
    GENERATED,
    `# ${method.name}`,
    method.summary.en,
    method.summary.zh,
    ...page.map((line) => line.replace('<name>', method.name)),
    ...(method.paged ? PAGED : []),
    ...largestBatches(method.request).map(
      ([name, largest]) => `At most ${largest} elements in one \`${name}\` 每个 \`${name}\` 最多 ${largest} 条.`,
    ),
    '## Request 请求',
    table(method, 'request'),
    '## Response 返回',
    ...envelope,
    table(method, 'response'),
    '## Read leniently 宽松读取',
    leniencies(edition, method)
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Examples 示例',
    ...method.examples.flatMap(({ title, request, paging, response }) => [
      `### ${title}`,
      ...(paging ? [`Query string: \`${queryString(paging)}\``] : []),
      ...(edition === 'enterprise' ? ['表单字段，此处以 JSON 表示 the form fields, written as JSON'] : []),
      fenced(request),
      fenced(response),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const PAGED = [
  '分页：`page_size`（最大 1000）、`page_no`（从 0 开始）和 `calc_total` 放在查询串。',
  'Paged: `page_size` (at most 1000), `page_no` (from 0) and `calc_total` stand in the query string.',
];

const queryString = (paging: object) =>
  Object.entries(paging)
    .map((pair) => pair.join('='))
    .join('&');

/** Example texts are exact: what stands in the fence travels. */
const fenced = (json: string) => `\`\`\`json\n${json}\n\`\`\``;

type Side = 'request' | 'response';

function table(method: Method, side: Side): string {
  const rows = [...rowsOf(method.name, side, method[side], '')];
  if (rows.length === 0) return '无 None.';
  return ['| 字段 field | 类型 type | 长度 length | 必填 required | 说明 note |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function* rowsOf(method: string, side: Side, shape: Shape, path: string): Generator<string> {
  for (const [name, { doc }] of Object.entries(shape)) {
    const indent = '&emsp;'.repeat(path.split('.').length - 1);
    yield `| ${indent}\`${path}${name}\` | \`${doc.type}\` | ${doc.length ?? ''} | ${doc.required ? '是' : '否'} | ${noteOf(method, `${side}.${path}${name}`, doc)} |`;
    if (doc.members) yield* rowsOf(method, side, doc.members, `${path}${name}.`);
  }
}

/** @param path the field's, from `request` or `response` on */
function noteOf(method: string, path: string, { values, fallback }: FieldDoc): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const note = notes[`${method}.${path}`] ?? notes[`${method}.${name}`] ?? notes[name];
  if (note === undefined) throw new Error(`scripts/field-notes.ts says nothing of "${name}" (${method})`);
  const meaning = values && Object.entries(values).map(([word, number]) => `\`${number}\` ${word}`);
  // A choice falls back to a word of ours, a flag to a truth; the page shows what would travel.
  const value: unknown = fallback && JSON.parse(fallback);
  const word = values?.[typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)];
  const absent = fallback && `不填为 absent: \`${word ?? fallback}\``;
  return [note, meaning?.join(', '), absent].filter(Boolean).join('; ');
}

/** The leniencies that apply, by the types a definition uses. Each is pinned by a test; see docs/leniency.md. */
function leniencies(edition: Edition, method: Method): string[] {
  const docs = [...docsOf(method.request)];
  const has = (test: (doc: FieldDoc) => boolean) => docs.some(test);
  const isList = (doc: FieldDoc) => doc.type.includes('List');
  const [first] = Object.values(method.request);
  const lines = ['`null` 视为未填；对象中未知的成员忽略 `null` counts as absent; unknown members of an object are ignored'];
  if (has((doc) => /Int|int|long|Decimal/.test(doc.type))) {
    lines.push(
      '数值可写成字符串；首尾空白忽略，`1.0000` 即 1，空字符串视为未填 numbers may be text; blanks around them are ignored, `1.0000` is 1, an empty text counts as absent',
    );
  }
  if (has((doc) => doc.type === 'Boolean'))
    lines.push(
      '是与否可写作 `true`、`false`、`1`、`0`，加不加引号均可 yes and no may be `true`, `false`, `1`, `0`, as themselves or as text',
    );
  if (has((doc) => doc.type === 'String'))
    lines.push('字符串可写成数值；其中的 NUL 和残缺的代理对会被去除 a text may be a number; NUL and broken surrogates are taken out of it');
  if (has((doc) => doc.fallback === '100'))
    lines.push(
      '`limit` 超过上限按上限；未填、0、负数或非数值按 100 `limit` above the maximum is clamped; absent, 0, negative or no number is 100',
    );
  if (has(isList)) lines.push('列表处只给一个对象，视为只有一项的列表 one object in place of the list is a list of one');
  if (edition === 'flagship' && first && isList(first.doc))
    lines.push('列表可省去一层方括号 the elements may stand unwrapped: `[{…},{…}]` for `[[{…},{…}]]`');
  if (has((doc) => doc.type.startsWith('JSON')))
    lines.push('JSON 文本可带 BOM，也可编码两次 the JSON text may have a byte order mark and be encoded twice');
  for (const [name, older] of Object.entries(method.aliases ?? {}))
    lines.push(`没有 \`${name}\` 时读取 \`${older}\`；\`${older}\` is read where \`${name}\` is missing`);
  if (method.paged)
    lines.push(
      '查询串没有分页参数时，可取末尾只含分页参数的对象 a trailing object of nothing but paging names is taken where the query string has no paging',
    );
  if (docs.every((doc) => doc.required === false) || (edition === 'flagship' && first?.doc.required === false)) {
    lines.push(
      edition === 'flagship'
        ? '参数可全部省略 the arguments may be left out altogether: `[]`'
        : '所有字段均可省略 every field may be left out',
    );
  }
  return lines;
}

function* docsOf(shape: Shape): Generator<FieldDoc> {
  for (const { doc } of Object.values(shape)) {
    yield doc;
    if (doc.members) yield* docsOf(doc.members);
  }
}
