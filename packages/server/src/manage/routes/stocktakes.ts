import type { ListedStocktake } from '@tongbu/engine';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, numeral, page, paging, quantity, time } from '../schemas.ts';

const none = ['; null for one of before this was kept.', '；早期的盘点未保存，为 null。'] as const;
const record = {
  stocktake: about(z.int(), 'Its number.', '编号。'),
  stocktakeNo: about(z.string(), 'Its number for people (`WP…`); the journal names it.', '盘点单号（`WP…`），记入流水。'),
  outerNo: about(z.string().nullable(), 'The caller’s own number; null where none was given.', '外部盘点单号；未给出为 null。'),
  ...{ warehouseNo: z.string(), remark: z.string(), actor: z.string(), countedAt: time },
  counted: about(z.int().nullable(), `Lines that were taken${none[0]}`, `已处理的行数${none[1]}`),
  skipped: about(z.int().nullable(), `Lines that were left out${none[0]}`, `跳过的行数${none[1]}`),
  differences: about(z.int().nullable(), `Levels that were another than the books said${none[0]}`, `与账面不一致的行数${none[1]}`),
};

const stocktakeOf = ({ no, countedAt, ...rest }: ListedStocktake) => ({ ...rest, stocktakeNo: no, countedAt: iso(countedAt) });

export const listStocktakes = route({
  name: 'listStocktakes',
  method: 'GET',
  path: '/api/stocktakes',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'Past stocktakes, the newest first.', zh: '历次盘点，由新到旧。' },
  params: NOTHING,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: { json: page(z.object(record).meta({ id: 'Stocktake' })) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { limit, cursor } }) {
    const before = cursor === null ? null : readAfter(cursor);
    const rows = await engine.listStocktakes({ seller: token.seller, before, limit });
    return { items: rows.map(stocktakeOf), next: rows.length === limit ? String(rows.at(-1)?.stocktake) : null };
  },
});

export const showStocktake = route({
  name: 'showStocktake',
  method: 'GET',
  path: '/api/stocktakes/{stocktake}',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'One stocktake, and where the books said something else.', zh: '查看一次盘点及与账面不一致之处。' },
  params: z.strictObject({ stocktake: about(numeral, 'Its number.', '编号。') }),
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        ...record,
        lines: z.array(
          z.object({
            ...{ specNo: z.string(), goodsName: z.string(), defective: z.boolean() },
            before: about(quantity.nullable(), 'What the books said; null where they said nothing.', '账面数量；null 表示没有记录。'),
            after: quantity,
          }),
        ),
      })
      .meta({ id: 'ShownStocktake' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { stocktake } }) {
    const found = await engine.showStocktake({ seller: token.seller, stocktake });
    if (!found) throw new Problem('not-found', `there is no stocktake ${stocktake}`);
    const { lines, ...rest } = found;
    return { ...stocktakeOf(rest), lines };
  },
});
