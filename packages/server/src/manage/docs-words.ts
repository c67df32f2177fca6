/** What the page of the management API says beside what it reads from the routes. */
import type { Language } from './language.ts';
import type { Route } from './route.ts';

interface PageWords {
  title: string;
  subtitle: string;
  contents: string;
  begin: string;
  intro: string[];
  example: string;
  rules: string[];
  parameters: string;
  body: string;
  answer: string;
  optional: string;
  records: string;
  problems: string;
  problemIntro: string;
  roles: Record<Route['role'], string>;
  repeats: Record<Exclude<Route['repeats'], 'reads' | 'anew'>, string>;
  footer: string;
}

const EXAMPLE = `$ tongbu token add --seller demo --name ops --role operator
$ curl -H "Authorization: Bearer $TOKEN" \\
    "http://127.0.0.1:8091/api/listings?state=pending&limit=20"`;

export const WORDS: Record<Language, PageWords> = {
  en: {
    title: 'Tongbu management API',
    subtitle: 'What operators, scripts and consoles do with Tongbu: look, act, import, export, follow.',
    contents: 'Contents',
    begin: 'To begin',
    intro: [
      'The command `tongbu token add` makes a token and shows it once. Every request brings it. It names the seller, whose records are all that can be seen, and a role. A person who signed in has a session instead, and a role of their own.',
    ],
    example: EXAMPLE,
    rules: [
      'A **viewer** reads; an **operator** also acts on records, goods and stock; an **admin** also gives rights to others. Each has the rights of those before it.'.replaceAll(
        '**',
        '',
      ),
      'Bodies are JSON in UTF-8, sent as `Content-Type: application/json`. Times are RFC 3339 in UTC. Quantities are decimal text, exact to four places; numbers of records are whole numbers.',
      'Lists come in pages: send `next` as `cursor` until it is null. A page may be short, even empty, and yet not the last.',
      'Send writes with an `Idempotency-Key` of your own making, and the same request again whenever no answer came: it is done once, and the first answer is given for 24 hours.',
    ],
    parameters: 'Parameters',
    body: 'Body',
    answer: 'Answer',
    optional: '(optional)',
    records: 'Records',
    problems: 'Problems',
    problemIntro:
      'What goes wrong is answered as RFC 9457 problem details, `application/problem+json`. The `code` is stable; the `detail` names the subject and the value.',
    roles: { anyone: 'anyone', viewer: 'viewer', operator: 'operator', admin: 'admin' },
    repeats: {
      transaction: 'The answer is kept in the same transaction as what was done: both are there, or neither.',
      begun:
        'The work takes several transactions, so the key is noted before it and the answer after it. If the server is killed in between, the same request does the work again; rows that are as they should be are not touched twice.',
    },
    footer: 'Tongbu is not affiliated with the vendor whose interfaces it speaks.',
  },
  zh: {
    title: '同步 Tongbu 管理接口',
    subtitle: '供运维人员、脚本和控制台使用：查询、操作、导入、导出、订阅变化。',
    contents: '目录',
    begin: '开始使用',
    intro: [
      '用 `tongbu token add` 生成令牌，仅显示一次。每个请求都要携带令牌。令牌对应一个卖家和一种角色，只能看到该卖家的数据。登录的人员使用会话，角色为其本人的角色。',
    ],
    example: EXAMPLE,
    rules: [
      'viewer 只读；operator 还可操作记录、货品与库存；admin 还可管理他人的权限。后者包含前者的全部权限。',
      '请求体为 UTF-8 编码的 JSON，须带 `Content-Type: application/json`。时间采用 RFC 3339 格式（UTC）。数量为十进制字符串，精确到四位小数；记录编号为整数。',
      '列表分页返回：把 `next` 作为 `cursor` 继续请求，直到为 null。某一页可能不满甚至为空，但仍有下一页。',
      '写操作请自行生成 `Idempotency-Key`；未收到响应时用同一个键原样重发：只会执行一次，24 小时内都返回第一次的结果。',
    ],
    parameters: '参数',
    body: '请求体',
    answer: '返回',
    optional: '（可选）',
    records: '数据结构',
    problems: '错误',
    problemIntro: '出错时按 RFC 9457 返回 `application/problem+json`。`code` 固定不变，`detail` 指明对象和具体的值。',
    roles: { anyone: '无需登录', viewer: 'viewer', operator: 'operator', admin: 'admin' },
    repeats: {
      transaction: '结果与操作在同一事务中保存：要么都在，要么都不在。',
      begun: '操作跨多个事务，因此先登记该键，完成后再保存结果。若其间服务被终止，重发会再执行一遍；已经正确的行不会重复变更。',
    },
    footer: '同步（Tongbu）与其所兼容接口的厂商无隶属关系。',
  },
};
