import { z } from 'zod';
import { NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { acted, bulk, oneWay, stepNoted } from './bulk.ts';
import { shipmentFilter, shipmentsAsked } from './record-filters.ts';

export const bulkShipments = route({
  name: 'bulkShipments',
  method: 'POST',
  path: '/api/shipments/bulk',
  role: 'operator',
  group: 'shipments',
  summary: {
    en: 'Queues many failed shipments again, or cancels many: one step of at most 200, then the next.',
    zh: '批量将失败的物流记录重新排队，或批量取消：每步最多 200 条，逐步继续。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({
      action: about(
        z.enum(['requeue', 'cancel']),
        '`requeue` replaces what failed by new records with new numbers; `cancel` takes what waits or failed out for good.',
        '`requeue` 以新编号替换失败的记录；`cancel` 取消等待或失败的记录，不再同步。',
      ),
      ...bulk,
      filter: about(
        z.strictObject(shipmentFilter).nullable().default(null),
        'Those that this filter finds, in the words of the list.',
        '按此筛选条件查找，参数与列表相同。',
      ),
      shipments: about(z.array(z.int().min(1)).min(1).max(200).nullable().default(null), 'These.', '指定的记录。'),
    })
    .refine(({ filter, shipments }) => oneWay(filter, shipments), { message: 'give either filter or shipments', path: ['filter'] }),
  answers: {
    json: acted(['unknown', 'not failed', 'waits elsewhere', 'settled'], {
      en: '`unknown`: there is none; `not failed`: only what failed is queued again; `waits elsewhere`: its sub-orders wait in another record; `settled`: it neither waits nor failed.',
      zh: '`unknown` 不存在；`not failed` 仅失败的可重新排队；`waits elsewhere` 其子订单已在另一条记录中等待；`settled` 既非等待也非失败。',
    }),
  },
  repeats: 'transaction',
  problems: [],
  audit: ({ body: { shipments, ...step } }) => stepNoted({ ...step, named: shipments }),
  async handle({ token, actor, now, run, body: { action, filter, shipments, cursor, limit, dryRun } }) {
    const which = filter ? { filter: shipmentsAsked(filter), cursor } : { shipments: shipments ?? [] };
    const { value } = await run('actOnShipments', { seller: token.seller, actor, now, action, which, limit, dryRun });
    return value;
  },
});
