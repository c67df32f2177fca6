import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NOTHING, route } from '../route.ts';
import { about, amount, quantity } from '../schemas.ts';

const specNo = about(z.string().min(1).max(40), 'The item (spec_no).', '单品（spec_no）。');

export const countStock = route({
  name: 'countStock',
  method: 'POST',
  path: '/api/stocktakes',
  role: 'operator',
  group: 'levels',
  summary: {
    en: 'Counts stock: what was counted replaces what the books say, and the differences are told. What is not among the lines stays.',
    zh: '盘点：以实盘数量替换账面数量并返回差异；未列出的不变。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    warehouseNo: about(z.string().min(1).max(40), 'The warehouse (warehouse_no).', '仓库（warehouse_no）。'),
    lines: z
      .array(
        z.strictObject({
          specNo,
          counted: about(amount, 'What lies there; never negative.', '实盘数量，不可为负。'),
          defective: about(z.boolean().default(false), 'Stock that cannot be sold.', '残次品。'),
          remark: z.string().max(255).default(''),
        }),
      )
      .min(1)
      .max(500),
    scope: about(
      z.enum(['all', 'good', 'defective']).default('all'),
      'Which stock is counted; lines of the other are skipped.',
      '盘点范围；范围外的行跳过。',
    ),
    whole: about(z.boolean().default(false), 'Refuses all of it where one line cannot be taken.', '任何一行有误则整单不处理。'),
    create: about(
      z.boolean().default(true),
      'Makes levels that are missing; otherwise their lines are skipped.',
      '缺少库存记录时新建；否则跳过该行。',
    ),
    outerNo: about(z.string().min(1).max(40).nullable().default(null), 'Your own number of it, used once.', '外部盘点单号，只能使用一次。'),
    remark: z.string().max(255).default(''),
  }),
  answers: {
    json: z.object({
      stocktakeNo: about(z.string(), 'Its number (`WP…`); the journal names it.', '盘点单号（`WP…`），记入流水。'),
      stocktake: z.int(),
      counted: about(z.int(), 'Lines that were taken.', '已处理的行数。'),
      skipped: about(z.array(z.string()), 'Items of lines that were left out.', '跳过的单品。'),
      differences: about(
        z.array(
          z.object({
            specNo,
            defective: z.boolean(),
            before: about(quantity.nullable(), 'What the books said; null where they said nothing.', '账面数量；null 表示没有记录。'),
            after: quantity,
          }),
        ),
        'Where the books said something else.',
        '与账面不一致的行。',
      ),
    }),
    status: 201,
  },
  repeats: 'transaction',
  problems: ['not-found', 'exists'],
  async handle({ token, actor, now, body, run }) {
    const caller = { seller: token.seller, key: null, actor };
    const { value } = await run('countStock', { caller, ...body, request: null, signedAt: null, now });
    switch (value.effect) {
      case 'unknown warehouse':
        throw new Problem('not-found', `there is no warehouse "${body.warehouseNo}"`);
      case 'repeated':
        throw new Problem('exists', `a stocktake with your number "${body.outerNo}" was counted before; nothing is changed`);
      case 'unknown items':
        throw new Problem('invalid', `nothing is counted, for these lines cannot be taken: ${value.skipped.slice(0, 20).join(', ')}`);
      case 'no items':
        throw new Problem('invalid', 'none of the lines can be taken; nothing is changed');
      case 'counted': {
        const { no, stocktake, skipped, differences } = value;
        return { stocktakeNo: no, stocktake, counted: body.lines.length - skipped.length, skipped, differences };
      }
    }
  },
});
