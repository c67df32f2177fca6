import { z } from 'zod';
import { given } from '../given.ts';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, amount, page, paging, quantity } from '../schemas.ts';
import { readSelling, sellingListings } from './items.ts';
import { whoOf } from './trades.ts';

const suiteNo = about(z.string().min(1).max(40), 'The suite’s merchant code (suite_no).', '组合装商家编码（suite_no）。');
const params = z.strictObject({ suiteNo });
const texts = {
  name: z.string().max(255),
  brand: z.string().max(64),
  category: about(z.string().max(255), 'A path with `/` between.', '分类路径，以 `/` 分隔。'),
};
const suite = z
  .object({
    suite: about(z.int(), 'Its number.', '编号。'),
    suiteNo,
    ...texts,
    parts: z.array(z.object({ specNo: z.string(), goodsName: z.string(), count: quantity })),
  })
  .meta({ id: 'Suite' });

export const listSuites = route({
  name: 'listSuites',
  method: 'GET',
  path: '/api/suites',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'Suites, by their merchant codes, with what is in each.', zh: '查询组合装及其组成，按商家编码排序。' },
  params: NOTHING,
  query: z.strictObject({
    q: about(
      z.string().min(1).max(100).nullable().default(null),
      'First suites whose merchant code begins with it, then those that have it anywhere in code or name, upper and lower case alike.',
      '先列商家编码以此开头的，再列编码或名称中包含它的，不区分大小写。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: { json: page(suite) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { q, limit, cursor } }) {
    const { rows, next } = await engine.listSuites({ seller: token.seller, search: q, limit, cursor });
    return { items: rows, next };
  },
});

export const showSuite = route({
  name: 'showSuite',
  method: 'GET',
  path: '/api/suites/{suiteNo}',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'One suite, and what is in it.', zh: '查看一个组合装及其组成。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: suite },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { suiteNo } }) {
    const found = await engine.showSuite({ seller: token.seller, suiteNo });
    if (!found) throw new Problem('not-found', `there is no suite "${suiteNo}"`);
    return found;
  },
});

export const saveSuite = route({
  name: 'saveSuite',
  method: 'PUT',
  path: '/api/suites/{suiteNo}',
  role: 'operator',
  group: 'goods',
  summary: {
    en: 'Adds a suite, or changes the one of that code; what is left out stays. Its listings get a new version where its parts change, very many of them little by little.',
    zh: '新增组合装或修改该编码的组合装，未给出的保持不变。组成变化时其平台货品获得新的变化次数，数量很多时分步进行。',
  },
  params,
  query: NOTHING,
  body: z
    .strictObject({
      ...texts,
      parts: about(
        z
          .array(z.strictObject({ specNo: z.string().min(1).max(40), count: amount }))
          .min(1)
          .max(200),
        'All that is in one of it; a part that is not among them is taken out.',
        '全部组成；未列出的单品会被移除。',
      ),
    })
    .partial(),
  answers: { json: z.object({ suite, changed: about(z.boolean(), 'Whether anything is another than before.', '是否有变化。') }) },
  repeats: 'transaction',
  problems: [],
  async handle(call) {
    const { value } = await call.run('saveSuite', { ...whoOf(call), suite: { ...given(call.body), suiteNo: call.params.suiteNo } });
    return value;
  },
});

export const removeSuite = route({
  name: 'removeSuite',
  method: 'DELETE',
  path: '/api/suites/{suiteNo}',
  role: 'operator',
  group: 'goods',
  summary: { en: 'Removes a suite that no listing sells.', zh: '删除没有平台货品匹配的组合装。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ suiteNo, removed: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { suiteNo }, token, run }) {
    await run('removeSuite', { seller: token.seller, suiteNo });
    return { suiteNo, removed: true } as const;
  },
});

export const suiteListings = route({
  name: 'suiteListings',
  method: 'GET',
  path: '/api/suites/{suiteNo}/listings',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'The listings that sell a suite.', zh: '匹配该组合装的平台货品。' },
  params,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: { json: sellingListings },
  repeats: 'reads',
  problems: ['not-found'],
  handle: (call) => readSelling(call, 'suite', call.params.suiteNo),
});
