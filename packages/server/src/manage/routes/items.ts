import { z } from 'zod';
import { given } from '../given.ts';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about, page, paging, quantity } from '../schemas.ts';
import { whoOf } from './trades.ts';

const specNo = about(z.string().min(1).max(40), 'The item’s merchant code (spec_no).', '单品商家编码（spec_no）。');
const params = z.strictObject({ specNo });

const texts = {
  goodsNo: about(z.string().max(40), 'Code of the goods it is one of.', '货品编号（goods_no）。'),
  goodsName: z.string().max(255),
  specName: z.string().max(100),
  barcode: z.string().max(50),
  brand: about(z.string().max(64), 'Rules may be for a brand.', '品牌，策略可按品牌适用。'),
  category: about(
    z.string().max(255),
    'A path with `/` between; rules may be for what lies under one.',
    '分类路径，以 `/` 分隔，策略可按分类适用。',
  ),
  unit: z.string().max(20),
};
const record = { item: about(z.int(), 'Its number.', '编号。'), specNo, ...texts };
const item = z.object(record).meta({ id: 'Item' });

export const listItems = route({
  name: 'listItems',
  method: 'GET',
  path: '/api/items',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'Items, by their merchant codes.', zh: '查询单品，按商家编码排序。' },
  params: NOTHING,
  query: z.strictObject({
    q: about(
      z.string().min(1).max(100).nullable().default(null),
      'First items whose merchant code, barcode or goods number begins with it, then those that have it anywhere in a code or name, upper and lower case alike.',
      '先列商家编码、条码或货品编号以此开头的，再列编码或名称中包含它的，不区分大小写。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: { json: page(item) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { q, limit, cursor } }) {
    const { rows, next } = await engine.listItems({ seller: token.seller, search: q, limit, cursor });
    return { items: rows, next };
  },
});

export const showItem = route({
  name: 'showItem',
  method: 'GET',
  path: '/api/items/{specNo}',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'One item, and what it is in.', zh: '查看一个单品及其所在的组合装。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        ...record,
        listings: about(z.int(), 'How many listings sell it by itself.', '直接匹配该单品的平台货品数。'),
        suites: about(z.array(z.string()), 'Suites it is in, the first 200.', '包含它的组合装，最多 200 个。'),
      })
      .meta({ id: 'ShownItem' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { specNo } }) {
    const found = await engine.showItem({ seller: token.seller, specNo });
    if (!found) throw new Problem('not-found', `there is no item "${specNo}"`);
    return found;
  },
});

export const saveItem = route({
  name: 'saveItem',
  method: 'PUT',
  path: '/api/items/{specNo}',
  role: 'operator',
  group: 'goods',
  summary: {
    en: 'Adds an item, or changes the one of that code; what is left out stays. A new one is bound to the listings that wait for its code, very many of them little by little.',
    zh: '新增单品或修改该编码的单品，未给出的保持不变。新单品会匹配等待该编码的平台货品，数量很多时分步进行。',
  },
  params,
  query: NOTHING,
  body: z.strictObject(texts).partial(),
  answers: { json: z.object({ item, changed: about(z.boolean(), 'Whether anything is another than before.', '是否有变化。') }) },
  repeats: 'transaction',
  problems: [],
  async handle(call) {
    const { value } = await call.run('saveItem', { ...whoOf(call), item: { ...given(call.body), specNo: call.params.specNo } });
    return value;
  },
});

export const removeItem = route({
  name: 'removeItem',
  method: 'DELETE',
  path: '/api/items/{specNo}',
  role: 'operator',
  group: 'goods',
  summary: {
    en: 'Removes an item that nothing uses: no listing, suite or order, and no stock. A refusal names what does.',
    zh: '删除未被使用的单品：没有平台货品、组合装、订单和库存；被拒绝时会指出占用方。',
  },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ specNo, removed: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle({ params: { specNo }, token, run }) {
    await run('removeItem', { seller: token.seller, specNo });
    return { specNo, removed: true } as const;
  },
});

const STATUS = ['deleted', 'onSale', 'offSale'] as const;

/** The listings that sell a thing, a page at a time. */
export const sellingListings = page(
  z
    .object({
      ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string(), goodsName: z.string(), specName: z.string() },
      ...{ status: z.enum(STATUS), syncDisabled: z.boolean() },
      byHand: about(z.boolean(), 'Bound by hand and not by its code.', '是否为手工绑定。'),
      rule: about(z.string().nullable(), 'Number of the rule that acts; null where none does.', '生效的策略编号；无则为 null。'),
      ...{ quantity, version: z.int(), acknowledged: z.int() },
    })
    .meta({ id: 'SellingListing' }),
);

/** Reads such a page. */
export async function readSelling({ engine, token, query: { limit, cursor } }: Call<unknown, Pages>, kind: 'item' | 'suite', code: string) {
  const rows = await engine.listingsOf({ seller: token.seller, kind, code, after: readAfter(cursor), limit });
  const items = rows.map(({ status, ...row }) => ({ ...row, status: STATUS[status] as (typeof STATUS)[number] }));
  return { items, next: rows.length === limit ? String(rows.at(-1)?.listing) : null };
}
interface Pages {
  limit: number;
  cursor: string | null;
}

export const itemListings = route({
  name: 'itemListings',
  method: 'GET',
  path: '/api/items/{specNo}/listings',
  role: 'viewer',
  group: 'goods',
  summary: { en: 'The listings that sell an item itself.', zh: '直接匹配该单品的平台货品。' },
  params,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: { json: sellingListings },
  repeats: 'reads',
  problems: ['not-found'],
  handle: (call) => readSelling(call, 'item', call.params.specNo),
});
