/** What the management API refuses is said in Chinese where Chinese is asked for: every sentence of the sources, and real ones over a socket. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inChinese, SENTENCES } from '../../src/chinese/in-chinese.ts';
import { composed, values } from '../../src/chinese/requests.ts';
import { factsIn, patternOf } from '../../src/chinese/sentence.ts';
import { WORDS } from '../../src/chinese/words.ts';
import { faultsOf } from '../../src/manage/check.ts';
import { PROBLEMS } from '../../src/manage/problem.ts';
import { routes } from '../../src/manage/routes/index.ts';
import { type Asked, type Manager, newOrder, PASSWORD, startManager, tradeOf } from './manager.ts';
import { sentencesInCode } from './sentences-in-code.ts';

const HAN = /\p{Script=Han}/u;
const { sentences: inCode, handedOn } = sentencesInCode();
const plain = (english: string) => english.replaceAll(/\{(name|word|said)\}/g, '{}');
const table = new Map(Object.keys(SENTENCES).map((english) => [plain(english), english]));

describe('the table', () => {
  test('every sentence with which the engine or the management API refuses has its Chinese', () => {
    expect(inCode.size).toBeGreaterThan(200);
    const without = [...inCode].filter(([english]) => !table.has(english) && !Object.hasOwn(WORDS, english));
    expect(without).toEqual([]);
  });

  test('what is thrown elsewhere hands on a sentence that was read, or one of a name and a sentence', () => {
    expect(handedOn.sort()).toEqual([
      'engine/src/backup/elsewhere.ts', // from another process
      'engine/src/backup/guard.ts', // of describeDamage
      'engine/src/lock.ts', // of the system: a file, and why not
      'engine/src/orders/work.ts', // `refusal`, which is looked for itself
      'engine/src/remote.ts', // from another thread
      'engine/src/stock/level-verbs.ts', // of a CellError
      'engine/src/stock/lookup.ts', // `orProblem`, which is looked for itself
      'engine/src/worker.ts', // from another thread
      'server/src/manage/problem.ts', // of an EngineError
      'server/src/manage/problem.ts', // of fastify
      'server/src/manage/routes/interfaces.ts', // of a fault
      'server/src/manage/routes/levels.ts', // of a feed's answer
      'server/src/manage/routes/preview-write.ts', // of a fault
    ]);
  });

  test('nothing is in it that nobody says any more', () => {
    const elsewhere = Object.keys({ ...values, ...composed }).map(plain);
    expect([...table.keys()].filter((english) => !inCode.has(english) && !elsewhere.includes(english))).toEqual([]);
  });

  test('every fact stands in the Chinese, which is Chinese', () => {
    const wrong = Object.entries(SENTENCES).filter(([english, chinese]) => {
      const { slots } = patternOf(english, chinese);
      const told = [...new Set([...chinese.matchAll(/\{(\d)\}/g)].map(([, number]) => Number(number)))].sort();
      const isWhole = isDeepStrictEqual(
        told,
        slots.map((_, place) => place + 1),
      );
      // Of what zod says there is only what helps; where a name and a colon are all that is fixed, nothing is to be said in Chinese.
      return !(isWhole || Object.hasOwn(values, english)) || !(HAN.test(chinese) || /^[\p{P}\w {}]*$/u.test(chinese));
    });
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(PROBLEMS))('%s has a title and a help in both languages', (_, { title, help }) => {
    for (const { en, zh } of [title, help]) expect([HAN.test(en), HAN.test(zh)]).toEqual([false, true]);
  });
});

describe('what a schema refuses', () => {
  const JUNK = [
    undefined,
    null,
    '',
    ' ',
    'x',
    '-1',
    '0',
    '99999999999',
    'x'.repeat(9000),
    -1,
    0.5,
    Number.NaN,
    1e15,
    true,
    [],
    {},
    ['x'],
    { x: 1 },
  ];
  const MANY = [Array(5001).fill('x'), Array(20_000).fill({})];

  test.each(routes.map((route) => [route.name, route] as const))('%s says it in Chinese', (_, { params, query, body }) => {
    const said = [params, query, body]
      .flatMap((schema) => partsOf(schema))
      .flatMap((schema) => [...JUNK, ...MANY].flatMap((junk) => messages(schema, junk)));
    expect([...new Set(said)].filter((text) => !HAN.test(inChinese(text)))).toEqual([]);
  });

  /** A schema and all that it is made of. */
  function partsOf(schema: z.ZodType): z.ZodType[] {
    const inner: unknown[] = [];
    if (schema instanceof z.ZodObject) inner.push(...Object.values(schema.shape));
    if (schema instanceof z.ZodArray) inner.push(schema.element);
    if (schema instanceof z.ZodUnion) inner.push(...schema.options);
    if (schema instanceof z.ZodRecord) inner.push(schema.keyType, schema.valueType);
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) inner.push(schema.unwrap());
    if (schema instanceof z.ZodPipe) inner.push(schema.in);
    return [schema, ...inner.flatMap((each) => partsOf(each as z.ZodType))];
  }

  function messages(schema: z.ZodType, value: unknown): string[] {
    const issues = schema.safeParse(value).error?.issues ?? [];
    return issues.flatMap(faultsOf).map(({ detail }) => detail);
  }
});

describe('facts stay as they came', () => {
  test.each([
    [
      'seller "must not be empty" does not exist; add it with: tongbu seller add x',
      '卖家「must not be empty」不存在；新增请执行：tongbu seller add x',
    ],
    ['there is no item "there is no item "A""', '没有单品「there is no item "A"」'],
    ['there is no shop "{1}$&"', '没有店铺「{1}$&」'],
    ['a sentence of somebody else', 'a sentence of somebody else'],
    ['column tid: "T" somebody else says why', 'column tid: "T" somebody else says why'],
    [`there is no item "${'x'.repeat(9000)}"`, `there is no item "${'x'.repeat(9000)}"`],
  ])('case %#', (english, chinese) => {
    expect(inChinese(english)).toBe(chinese);
  });

  test.each([
    [
      'item "A" is in use: listings sell it (1, 2, 3 and more), which are to be bound to something else or unbound first; orders have sold it (T1); what orders tell of it must stay readable',
      '单品「A」正在使用：平台货品与其匹配（1, 2, 3 等），请先改为匹配其他货品或解除匹配；原始单售出过它（T1），相关记录须保持可查',
    ],
    ['limit: must be a whole number from 1 to 200, and 2 more', 'limit：须为 1 到 200 的整数，另有 2 处'],
    [
      'column tid: "T" cannot be shipped: trade 5 is shipped; nothing in it is open',
      '列 tid：「T」不能发货：系统订单 5 已发货，没有待发货的内容',
    ],
    ['row 3, column num: "0" is no whole number from 1 to 9', '第 3 行，列 num：「0」不是 1 到 9 的整数'],
  ])('sentences within sentences: case %#', (english, chinese) => {
    expect(inChinese(english)).toBe(chinese);
  });

  test('a pattern takes one look along a text, however often its pieces stand there', () => {
    const { texts } = patternOf('"{}" {said}', '');
    expect(factsIn({ texts, slots: ['', 'said'], chinese: '' }, `"${'" '.repeat(1000)}`)).toEqual(['', '" '.repeat(999)]);
  });
});

describe('over a socket', () => {
  let server: Manager;
  let order: string;
  beforeAll(async () => {
    server = await startManager();
    order = await newOrder(server);
  });
  afterAll(() => server.close());

  const post = (path: string, body?: unknown): Asked => ({ method: 'POST', path, body });
  const adjust = (rest: object) => post('/api/levels/adjust', { specNo: 'O1', warehouseNo: 'W1', by: '1', reason: 'counted', ...rest });
  const ship = (rest: object) => post(`/api/orders/${order}/ship`, { carrier: 'SF', numbers: ['1'], ...rest });

  test.each<[string, () => Asked | Promise<Asked>, string, ...string[]]>([
    ['a record that is none', () => ({ path: '/api/listings/999' }), '没有平台货品 999'],
    ['a page that is none', () => ({ path: '/api/listings?limit=0' }), 'limit：须为 1 到 200 的整数', '须为 1 到 200 的整数'],
    ['a field left out', () => post('/api/keys', { edition: 'flagship' }), '#/key：缺失', '缺失'],
    [
      'a key that is there',
      () => post('/api/keys', { edition: 'flagship', key: 'demo-app' }),
      '卖家「demo」已有旗舰版接口账号「demo-app」；如需换发密钥，请先停用',
    ],
    [
      'a person that is there',
      () => post('/api/people', { name: 'person-a', role: 'viewer' }),
      '卖家「demo」已有人员「person-a」，请换一个姓名',
    ],
    ['an item that is none', () => adjust({ specNo: 'Z9' }), '「Z9」不是单品，请先导入单品'],
    [
      'less than nothing',
      () => adjust({ by: '-900000' }),
      '仓库「W1」中的单品「O1」：stock_num -800000 小于 0；请减少扣减数量、先盘点实物，或允许负库存',
    ],
    ['a carrier that is none', () => ship({ carrier: 'NONE' }), '「NONE」不是物流公司，请先导入物流公司'],
    ['a sub-order that is none', () => ship({ lines: [{ oid: 'x' }] }), '原始单 O-1 没有子订单 x'],
    [
      'one trade twice',
      async () => post('/api/trades/merge', { trades: Array(2).fill(await tradeOf(server, order)) }),
      '合并至少需要两个系统订单',
    ],
    [
      'a role that is too little',
      () => ({ ...post('/api/shops/S1/pause'), token: server.tokens.demo.viewer }),
      '令牌「viewer」的角色为只读，该操作需要操作员',
    ],
    [
      'no session any more',
      () => ({ path: '/api/seller', token: null }),
      '请登录，或在请求头 Authorization: Bearer <令牌> 中携带有效令牌；令牌由 tongbu token add 生成',
    ],
    [
      'a wrong password',
      () => ({ ...post('/api/session', { seller: 'demo', name: 'nobody', password: PASSWORD }), token: null }),
      '卖家、姓名或密码有误，或该人员不能登录',
    ],
  ])('%s', async (_, asked, detail, ...errors) => {
    if (detail.includes('person-a')) await server.ask(post('/api/people', { name: 'person-a', role: 'viewer' }));
    const request = await asked();
    const { json } = await server.ask({ ...request, headers: { 'accept-language': 'zh-CN' } });
    expect([json.detail, ...(json.errors ?? []).map((each: { detail: string }) => each.detail)]).toEqual([detail, ...errors]);
    expect(json.title).toBe(PROBLEMS[json.code as keyof typeof PROBLEMS].title.zh);
    const { json: english } = await server.ask(request);
    expect([english.code, HAN.test(english.detail)]).toEqual([json.code, false]);
  });

  test('the rows of a file that cannot be taken', async () => {
    const rows = [
      { spec_no: 'NONE', warehouse_no: 'W1', stock_num: '1' },
      { spec_no: 'O1', warehouse_no: 'W1', stock_num: 'many' },
    ];
    const asked = { ...post('/api/import/levels?dryRun=true', { rows }), headers: { 'accept-language': 'zh-CN' } };
    expect((await server.ask(asked)).json.problems.map(({ problem }: { problem: string }) => problem)).toEqual([
      '不是单品，请先导入单品',
      '不是整数部分最多 15 位、小数最多 4 位的数值',
    ]);
  });

  test('a language that is not asked for first is not spoken', async () => {
    for (const [wanted, isChinese] of [
      ['en-GB,zh;q=0.9', false],
      ['zh', true],
      ['zhx', false],
    ] as const) {
      const { json } = await server.ask({ path: '/api/listings/999', headers: { 'accept-language': wanted } });
      expect([wanted, HAN.test(json.detail)]).toEqual([wanted, isChinese]);
    }
  });
});
