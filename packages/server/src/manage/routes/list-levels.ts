import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, page, paging, quantity, time } from '../schemas.ts';

/** Of which levels a list is; a test holds them to the engine’s. */
export const KINDS = ['good', 'out', 'negative', 'defective'] as const;

export const listLevels = route({
  name: 'listLevels',
  method: 'GET',
  path: '/api/levels/by-item',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'Levels by the items’ merchant codes, to look something up.', zh: '按单品商家编码排列的库存，便于查找。' },
  params: NOTHING,
  query: z.strictObject({
    q: about(
      z.string().min(1).max(100).nullable().default(null),
      'First items whose merchant code begins with it, then those that have it anywhere in a code, barcode or name, upper and lower case alike.',
      '先列商家编码以此开头的，再列编码、条码或名称中包含它的，不区分大小写。',
    ),
    warehouseNo: about(
      z.string().min(1).max(40).nullable().default(null),
      'In this warehouse alone (warehouse_no).',
      '仅此仓库（warehouse_no）。',
    ),
    kind: about(
      z.enum(KINDS).default('good'),
      '`good` can be sold; of that `out` is at zero or below, `negative` below; `defective` cannot be sold.',
      '`good` 正品；其中 `out` 为零或负，`negative` 为负；`defective` 残次品。',
    ),
    ...paging,
  }),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{ specNo: z.string(), goodsName: z.string(), specName: z.string(), barcode: z.string(), unit: z.string() },
          ...{ warehouseNo: z.string(), warehouseName: z.string() },
          stock: about(quantity, 'What lies there.', '实际库存。'),
          others: about(z.record(z.string(), quantity), 'The other quantities, zeros left out.', '其他数量，为零的省略。'),
          changedAt: time.nullable(),
        })
        .meta({ id: 'ListedLevel' }),
    ),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { q, ...asked } }) {
    const { rows, next } = await engine.listLevels({ seller: token.seller, search: q, ...asked });
    const items = rows.map(({ others, changedAt, ...row }) => ({
      ...row,
      others: { ...others } as Record<string, string>,
      changedAt: changedAt === 0 ? null : iso(changedAt),
    }));
    return { items, next };
  },
});
