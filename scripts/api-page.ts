/** The page of one interface, and the index: text from definitions, nothing else. */
import { enterprise, type FieldDoc, flagship, type Method, type Shape } from '@tongbu/protocol';
import { notes } from './field-notes.ts';

type Edition = 'flagship' | 'enterprise';

const EDITIONS: Record<Edition, { title: string; methods: Record<string, Method>; envelope: string; page: string }> = {
  flagship: {
    title: '旗舰版 flagship edition',
    methods: flagship.methods,
    envelope: 'Beside `status` (0 is success) and `message` (only on failure).',
    page: '`POST /openapi`, the name in the parameter `method`; the body is one JSON array of the arguments, in this order.',
  },
  enterprise: {
    title: '企业版 enterprise edition',
    methods: enterprise.methods,
    envelope: 'Beside `code` (0 is success) and `message`. Columns of a row are text.',
    page: '`POST /openapi2/<name>.php`; the body is a form.',
  },
};

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
    'What is read more leniently than the tables say stands in [leniency.md](../leniency.md).',
  ];
  for (const edition of Object.keys(EDITIONS) as Edition[]) {
    const { title, methods } = EDITIONS[edition];
    const rows = Object.values(methods).map(
      ({ name, summary }) => `| [\`${name}\`](${edition}/${name}.md) | ${summary.en} | ${summary.zh} |`,
    );
    lines.push(`## ${title}`, ['| 接口 name | what a caller gets | 说明 |', '| --- | --- | --- |', ...rows].join('\n'));
  }
  return `${lines.join('\n\n')}\n`;
}

/** How many elements the batches of a method may have. */
function largestBatch({ request }: Method): number[] {
  return Object.values(request).flatMap(({ doc }) => doc.largest ?? []);
}

function methodPage(edition: Edition, method: Method): string {
  const { title, envelope, page } = EDITIONS[edition];
  const parts = [
    GENERATED,
    `# ${method.name}`,
    method.summary.en,
    method.summary.zh,
    `${title}. ${page.replace('<name>', method.name)} Source: ${method.source} of the specification we work from.`,
    ...(method.paged ? ['Paged: `page_size` (at most 1000), `page_no` (from 0) and `calc_total` stand in the query string.'] : []),
    ...largestBatch(method).map((largest) => `At most ${largest} elements in one call 每次最多 ${largest} 条.`),
    '## Request 请求',
    table(method.name, method.request),
    '## Response 返回',
    envelope,
    table(method.name, method.response),
    '## Read leniently 宽松读取',
    leniencies(edition, method)
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Examples 示例',
    ...method.examples.flatMap(({ title, request, paging, response }) => [
      `### ${title}`,
      ...(paging ? [`Query string: \`${queryString(paging)}\``] : []),
      fenced(request),
      fenced(response),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const queryString = (paging: object) =>
  Object.entries(paging)
    .map((pair) => pair.join('='))
    .join('&');

/** Example texts are exact: what stands in the fence travels. */
const fenced = (json: string) => `\`\`\`json\n${json}\n\`\`\``;

function table(method: string, shape: Shape): string {
  const rows = [...rowsOf(method, shape, '')];
  if (rows.length === 0) return '无 None.';
  return ['| 字段 field | 类型 type | 长度 length | 必填 required | 说明 note |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function* rowsOf(method: string, shape: Shape, path: string): Generator<string> {
  for (const [name, { doc }] of Object.entries(shape)) {
    const indent = '&emsp;'.repeat(path.split('.').length - 1);
    yield `| ${indent}\`${path}${name}\` | \`${doc.type}\` | ${doc.length ?? ''} | ${doc.required ? '是' : '否'} | ${noteOf(method, name, doc)} |`;
    if (doc.members) yield* rowsOf(method, doc.members, `${path}${name}.`);
  }
}

function noteOf(method: string, name: string, { values, fallback }: FieldDoc): string {
  const note = notes[`${method}.${name}`] ?? notes[name];
  if (note === undefined) throw new Error(`scripts/field-notes.ts says nothing of "${name}" (${method})`);
  const meaning = values && Object.entries(values).map(([word, number]) => `\`${number}\` ${word}`);
  // A choice falls back to a word of ours; the page shows what would travel.
  const word = fallback && values?.[JSON.parse(fallback) as string];
  const absent = fallback && `absent: \`${word ?? fallback}\``;
  return [note, meaning?.join(', '), absent].filter(Boolean).join('; ');
}

/** The leniencies that apply, by the types a definition uses. Each is pinned by a test; see docs/leniency.md. */
function leniencies(edition: Edition, method: Method): string[] {
  const docs = [...docsOf(method.request)];
  const has = (test: (doc: FieldDoc) => boolean) => docs.some(test);
  const isList = (doc: FieldDoc) => doc.type.includes('List');
  const [first] = Object.values(method.request);
  const lines = ['`null` counts as absent; unknown members of an object are ignored'];
  if (has((doc) => /Int|int|long|Decimal/.test(doc.type))) {
    lines.push('numbers may be text; blanks around them are ignored, `1.0000` is 1, an empty text counts as absent');
  }
  if (has((doc) => doc.type === 'Boolean')) lines.push('yes and no may be `true`, `false`, `1`, `0`, as themselves or as text');
  if (has((doc) => doc.type === 'String')) lines.push('a text may be a number; NUL and broken surrogates are taken out of it');
  if (has((doc) => doc.fallback === '100')) lines.push('`limit` above the maximum is clamped; absent, 0, negative or no number is 100');
  if (has(isList)) lines.push('one object in place of the list is a list of one');
  if (edition === 'flagship' && first && isList(first.doc)) lines.push('the elements may stand unwrapped: `[{…},{…}]` for `[[{…},{…}]]`');
  if (has((doc) => doc.type.startsWith('JSON'))) lines.push('the JSON text may have a byte order mark and be encoded twice');
  for (const [name, older] of Object.entries(method.aliases ?? {})) lines.push(`\`${older}\` is read where \`${name}\` is missing`);
  if (method.paged) lines.push('a trailing object of nothing but paging names is taken where the query string has no paging');
  if (docs.every((doc) => doc.required === false) || (edition === 'flagship' && first?.doc.required === false)) {
    lines.push(edition === 'flagship' ? 'the arguments may be left out altogether: `[]`' : 'every field may be left out');
  }
  return lines;
}

function* docsOf(shape: Shape): Generator<FieldDoc> {
  for (const { doc } of Object.values(shape)) {
    yield doc;
    if (doc.members) yield* docsOf(doc.members);
  }
}
