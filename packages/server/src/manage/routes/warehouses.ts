import type { WarehouseEntry } from '@tongbu/model';
import { z } from 'zod';
import { given } from '../given.ts';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, page, paging, time } from '../schemas.ts';
import { whoOf } from './trades.ts';

const warehouseNo = about(z.string().min(1).max(40), 'The warehouse’s number (warehouse_no).', '仓库编号（warehouse_no）。');
const params = z.strictObject({ warehouseNo });
const settings = {
  name: z.string().max(64),
  type: about(
    z.int().min(1).max(127),
    '1 is your own; any other is run by somebody else, whose reported difference counts.',
    '1 为自有仓；其他为外部仓，其回报的差异计入库存。',
  ),
  outerNo: about(z.string().max(40), 'Its number with whoever runs it.', '外部仓库编号（ext_warehouse_no）。'),
  disabled: about(z.boolean(), 'Its stock is not counted.', '是否停用；停用后不计入库存。'),
};
const warehouse = z
  .object({
    warehouse: about(z.int(), 'Its number.', '编号。'),
    warehouseNo,
    ...settings,
    createdAt: time.nullable(),
    changedAt: time.nullable(),
  })
  .meta({ id: 'Warehouse' });

const dated = (at: number) => (at === 0 ? null : iso(at));
const warehouseOf = ({ createdAt, changedAt, ...rest }: WarehouseEntry): z.input<typeof warehouse> => {
  return { ...rest, createdAt: dated(createdAt), changedAt: dated(changedAt) };
};

export const listWarehouses = route({
  name: 'listWarehouses',
  method: 'GET',
  path: '/api/warehouses',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'Warehouses, in order of their numbers.', zh: '查询仓库，按编号排序。' },
  params: NOTHING,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: { json: page(warehouse) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, actor, query: { limit, cursor } }) {
    const offset = readAfter(cursor);
    const filter = { warehouseNo: null, name: null, type: null, disabled: null, from: null, to: null };
    const caller = { seller: token.seller, key: null, actor };
    const { rows } = await engine.listWarehouses({ caller, filter, offset, limit, total: false });
    return { items: rows.map(warehouseOf), next: rows.length === limit ? String(offset + limit) : null };
  },
});

export const showWarehouse = route({
  name: 'showWarehouse',
  method: 'GET',
  path: '/api/warehouses/{warehouseNo}',
  role: 'viewer',
  group: 'levels',
  summary: { en: 'One warehouse.', zh: '查看一个仓库。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: warehouse },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params: { warehouseNo } }) {
    const found = await engine.showWarehouse({ seller: token.seller, warehouseNo });
    if (!found) throw new Problem('not-found', `there is no warehouse "${warehouseNo}"`);
    return warehouseOf(found);
  },
});

export const saveWarehouse = route({
  name: 'saveWarehouse',
  method: 'PUT',
  path: '/api/warehouses/{warehouseNo}',
  role: 'operator',
  group: 'levels',
  summary: {
    en: 'Adds a warehouse, or changes the one of that number; what is left out stays. Listings whose rules count it get a new version where its type changes or it is disabled, very many of them little by little.',
    zh: '新增仓库或修改该编号的仓库，未给出的保持不变。类型或停用状态变化时，统计该仓库的平台货品获得新的变化次数，数量很多时分步进行。',
  },
  params,
  query: NOTHING,
  body: z.strictObject(settings).partial(),
  answers: { json: z.object({ warehouse, changed: about(z.boolean(), 'Whether anything is another than before.', '是否有变化。') }) },
  repeats: 'transaction',
  problems: [],
  async handle(call) {
    const asked = { ...given(call.body), warehouseNo: call.params.warehouseNo };
    const { value } = await call.run('saveWarehouse', { ...whoOf(call), warehouse: asked });
    return { warehouse: warehouseOf(value.warehouse), changed: value.changed };
  },
});
