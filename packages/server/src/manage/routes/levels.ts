import { feedLevels as feed } from '@tongbu/engine/outside';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, amount, iso, moment, page, paging, quantity, time } from '../schemas.ts';
import { whoOf } from './trades.ts';

const specNo = about(z.string().min(1).max(40), 'The item (spec_no).', '单品（spec_no）。');
const warehouseNo = about(z.string().min(1).max(40), 'The warehouse (warehouse_no).', '仓库（warehouse_no）。');
const defective = about(z.boolean().default(false), 'Stock that cannot be sold.', '残次品。');
const allowNegative = about(z.boolean().default(false), 'Lets physical stock be below zero.', '允许实际库存为负。');
const reason = about(z.string().max(255).default(''), 'Why; kept in the journal.', '原因，记入流水。');

/** Names of the quantities that a level holds; a test holds them to the engine’s. */
export const QUANTITIES = [
  ...['stock_num', 'purchase_num', 'to_purchase_num', 'transfer_num', 'purchase_arrive_num', 'return_onway_num', 'refund_onway_num'],
  ...['subscribe_num', 'order_num', 'unpay_num', 'sending_num', 'return_num', 'refund_num', 'return_exch_num', 'refund_exch_num'],
  ...['lock_num', 'to_transfer_num', 'wms_stock_diff'],
] as const;

const quantities = about(
  z.partialRecord(z.enum(QUANTITIES), amount).refine((set) => Object.keys(set).length > 0, 'names no quantity'),
  'Quantities by the vendor’s names, `stock_num` what lies there.',
  '各项数量，`stock_num` 为实际库存。',
);
const told = z.partialRecord(z.enum(QUANTITIES), quantity);

const moved = z
  .object({
    ...{ specNo: z.string(), warehouseNo: z.string(), defective: z.boolean() },
    before: about(told, 'The quantities that were named, as they were.', '所涉数量的原值。'),
    after: about(told, 'And as they are.', '所涉数量的现值。'),
    changed: about(z.array(z.string()), 'Names of those that differ.', '有变化的数量名。'),
  })
  .meta({ id: 'MovedLevel' });

export const queryLevels = route({
  name: 'queryLevels',
  method: 'GET',
  path: '/api/levels',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'Levels, in the order in which they last changed.', zh: '查询库存，按最近变化的先后排序。' },
  params: NOTHING,
  query: z.strictObject({
    specNo: about(z.string().min(1).max(40).nullable().default(null), 'Of this item alone (spec_no).', '仅此单品（spec_no）。'),
    warehouseNo: about(
      z.string().min(1).max(40).nullable().default(null),
      'In this warehouse alone (warehouse_no).',
      '仅此仓库（warehouse_no）。',
    ),
    changedSince: about(moment.nullable().default(null), 'Changed at this moment or later.', '此时间及之后有变化的。'),
    ...paging,
  }),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{
            specNo: z.string(),
            goodsNo: z.string(),
            goodsName: z.string(),
            specName: z.string(),
            barcode: z.string(),
            brand: z.string(),
            unit: z.string(),
          },
          ...{ warehouseNo: z.string(), warehouseName: z.string(), warehouseType: z.int(), defective: z.boolean() },
          stock: about(quantity, 'What lies there.', '实际库存。'),
          others: about(z.record(z.string(), quantity), 'The other quantities, zeros left out.', '其他数量，为零的省略。'),
          createdAt: time.nullable(),
          changedAt: time.nullable(),
        })
        .meta({ id: 'Level' }),
    ),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, actor, query: { specNo, warehouseNo, changedSince, limit, cursor } }) {
    const offset = readAfter(cursor);
    const filter = { from: changedSince, to: null, specNo, goodsNo: null, barcode: null, warehouseNo, defective: null };
    const caller = { seller: token.seller, key: null, actor };
    const found = await engine.queryLevels({ caller, filter, offset, limit, total: false });
    if (!found) throw new Problem('not-found', `there is no warehouse "${warehouseNo}"`);
    const dated = (at: number) => (at === 0 ? null : iso(at));
    const items = found.rows.map(({ createdAt, changedAt, ...row }) => ({
      ...row,
      createdAt: dated(createdAt),
      changedAt: dated(changedAt),
    }));
    return { items, next: items.length === limit ? String(offset + limit) : null };
  },
});

export const setLevels = route({
  name: 'setLevels',
  method: 'POST',
  path: '/api/levels/set',
  role: 'operator',
  group: 'levels',
  summary: { en: 'Sets quantities of levels, all or none.', zh: '设置库存数量，全部成功或全部不变。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    levels: z
      .array(z.strictObject({ specNo, warehouseNo, defective, set: quantities }))
      .min(1)
      .max(500),
    reason,
    allowNegative,
  }),
  answers: { json: z.object({ moved: z.array(moved) }) },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    const { value } = await call.run('setLevels', { ...whoOf(call), ...call.body });
    return { moved: value };
  },
});

export const adjustLevel = route({
  name: 'adjustLevel',
  method: 'POST',
  path: '/api/levels/adjust',
  role: 'operator',
  group: 'levels',
  summary: { en: 'Raises or lowers one quantity of a level.', zh: '增加或减少某项库存数量。' },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    ...{ specNo, warehouseNo, defective },
    by: about(amount, 'By how much; negative lowers.', '变化量，负数为减少。'),
    quantity: about(z.enum(QUANTITIES).default('stock_num'), 'Which one.', '哪一项数量。'),
    ...{ reason, allowNegative },
  }),
  answers: { json: moved },
  repeats: 'transaction',
  problems: ['not-found'],
  async handle(call) {
    return (await call.run('adjustLevel', { ...whoOf(call), ...call.body })).value;
  },
});

const row = z.strictObject({
  spec_no: z.string().min(1).max(40),
  warehouse_no: z.string().min(1).max(40),
  defect: z.boolean().optional(),
  ...(Object.fromEntries(QUANTITIES.map((name) => [name, amount.optional()])) as Record<
    (typeof QUANTITIES)[number],
    z.ZodOptional<typeof amount>
  >),
});

const slice = z.object({
  first: about(z.int(), 'Number of its first row in the batch, from 1.', '首行在批次中的序号，从 1 开始。'),
  rows: z.int(),
  applied: about(z.int(), 'Rows that changed something.', '产生变化的行数。'),
  unchanged: z.int(),
  problems: about(
    z.array(z.object({ row: z.int(), column: z.string(), value: z.string(), problem: z.string() })),
    'Rows that could not be; `row` is the number in the batch, from 1.',
    '无法处理的行；`row` 为批次中的序号，从 1 开始。',
  ),
});

export const feedLevels = route({
  name: 'feedLevels',
  method: 'PUT',
  path: '/api/levels',
  role: 'operator',
  group: 'levels',
  summary: {
    en: 'A batch of levels from an ERP: up to 5,000 rows of absolute quantities, under a number that rises by one with every batch.',
    zh: '来自 ERP 的一批库存：最多 5,000 行绝对数量，批次号逐批加一。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    source: about(z.string().min(1).max(64), 'Who feeds; each source counts for itself.', '来源，各来源分别计数。'),
    sequence: about(
      z.int().min(1),
      'Rises by one with every batch; a new source begins with any.',
      '批次号，逐批加一；新来源可从任意数开始。',
    ),
    rows: about(z.array(row).min(1).max(5000), 'As the import kind `levels` has them.', '各列同导入类别 `levels`。'),
    allowNegative,
  }),
  bodyLimit: 8 * 1024 * 1024,
  answers: {
    json: z.object({
      outcome: about(
        z.enum(['applied', 'repeated']),
        '`repeated`: it had been applied before, and these are the first results.',
        '`repeated`：此前已处理，返回第一次的结果。',
      ),
      sequence: z.int(),
      ...{ applied: z.int(), unchanged: z.int(), problems: z.int() },
      slices: about(z.array(slice), 'Committed one after another, 500 rows each.', '逐片提交，每片 500 行。'),
    }),
  },
  repeats: 'begun',
  unaudited: true,
  problems: ['out-of-sequence'],
  async handle({ engine, token, actor, now, body: { rows, ...batch } }) {
    const records = rows.map(recordOf);
    const fed = await feed(engine, { seller: token.seller, ...batch, rows: records, actor, now });
    if (fed.outcome !== 'refused') return fed;
    const faults = [{ pointer: '#/sequence', detail: `${fed.problem}; expected is ${fed.expected}` }];
    throw new Problem('out-of-sequence', fed.message, { faults, members: { expected: fed.expected } });
  },
});

/** Cells as a file has them. */
function recordOf(row: Record<string, string | number | boolean | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

export const itemMovements = route({
  name: 'itemMovements',
  method: 'GET',
  path: '/api/items/{specNo}/movements',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'How an item’s levels came to be what they are, the newest movement first.', zh: '某单品库存的变动记录，由新到旧。' },
  params: z.strictObject({ specNo }),
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: {
    json: page(
      z
        .object({
          ...{ seq: z.int(), at: time, actor: z.string(), kind: z.string(), reason: z.string() },
          reference: about(z.string(), 'A stocktake’s, an order’s or a feed’s own number.', '盘点单、订单或推送批次的编号。'),
          ...{ warehouseNo: z.string(), defective: z.boolean(), before: told, after: told },
        })
        .meta({ id: 'Movement' }),
    ),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { specNo }, query: { limit, cursor } }) {
    const before = cursor === null ? null : readAfter(cursor);
    const rows = await engine.journalOfItem({ seller: token.seller, specNo, before, limit });
    return {
      items: rows.map(({ at, ...row }) => ({ ...row, at: iso(at) })),
      next: rows.length === limit ? String(rows.at(-1)?.seq) : null,
    };
  },
});
