import { randomUUID } from 'node:crypto';
import type { Consequences } from '@tongbu/engine';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { reaches } from '../roles.ts';
import { type Call, type Group, NOTHING, type Route, type RunVerb, route } from '../route.ts';
import { about, quantity } from '../schemas.ts';
import { QUANTITIES } from './levels.ts';

/** Writes of these groups concern records alone, and each runs one verb in one transaction. */
const GROUPS: readonly Group[] = ['listings', 'goods', 'levels', 'shipments', 'orders', 'carriers'];

const inAll = (what: string, zh: string) =>
  about(z.int(), `How many ${what} in all; the list has the first 50.`, `${zh}总数；列表仅含前 50 条。`);

export const previewWrite = route({
  name: 'previewWrite',
  method: 'POST',
  path: '/api/preview',
  role: 'operator',
  group: 'about',
  summary: {
    en: 'Tells what another write would do: it is carried out and undone again. What the write would be refused with, this is refused with.',
    zh: '预览另一个写操作的结果：先执行，再全部撤销。该操作会被拒绝时，预览以同样的原因被拒绝。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({
    write: about(
      z.string().min(1).max(64),
      'Its `operationId`, such as shipOrder: one that acts on listings, goods, levels, shipments, orders or carriers.',
      '写操作的 `operationId`，例如 shipOrder；限平台货品、货品、库存、物流、订单、物流公司类操作。',
    ),
    params: about(z.record(z.string().max(40), z.string().max(200)).default({}), 'The names in its address.', '其地址中的参数。'),
    body: about(z.unknown().optional(), 'Its body, where it has one.', '其请求体；没有则省略。'),
  }),
  answers: {
    json: z
      .object({
        listings: about(
          z.array(
            z.object({
              ...{ listing: z.int(), shopNo: z.string(), goodsId: z.string(), specId: z.string(), goodsName: z.string() },
              ...{ before: quantity, after: quantity },
            }),
          ),
          'Listings that would get a new version, with what they show and would show.',
          '将获得新变化次数的平台货品，及其现有与将有的数量。',
        ),
        listingsInAll: inAll('listings', '平台货品'),
        later: about(
          z.int(),
          'Further work that would follow step by step; what it touches is not counted.',
          '其后分步进行的工作数，其影响未计入。',
        ),
        levels: about(
          z.array(
            z.object({
              ...{ specNo: z.string(), goodsName: z.string(), warehouseNo: z.string(), defective: z.boolean() },
              ...{ quantity: z.enum(QUANTITIES), before: quantity, after: quantity },
            }),
          ),
          'Quantities that would be another.',
          '将变化的库存数量。',
        ),
        levelsInAll: inAll('quantities', '库存数量'),
        shipments: about(
          z.array(
            z.object({
              effect: z.enum(['created', 'replaced', 'cancelled']),
              ...{ shopNo: z.string(), tid: z.string(), oids: z.array(z.string()), carrier: z.string(), number: z.string() },
            }),
          ),
          'Shipments that would arise for the shop, or be taken out of its pool.',
          '将产生或撤下的物流同步记录。',
        ),
        shipmentsInAll: inAll('shipments', '物流同步记录'),
        orders: about(
          z.array(z.object({ tid: z.string(), event: z.string(), effect: z.string() })),
          'Orders to which something would happen, in the words of the journal.',
          '将受影响的订单，用流水中的词表示。',
        ),
      })
      .meta({ id: 'Consequences' }),
  },
  repeats: 'reads',
  problems: ['not-found', 'conflict', 'exists'],
  async handle(call) {
    const { write, params, body } = call.body;
    const wanted = call.routes.find(({ name, repeats, group }) => name === write && repeats === 'transaction' && GROUPS.includes(group));
    if (!wanted)
      throw new Problem('invalid', `"${write}" is no write that can be previewed`, { faults: [{ pointer: '#/write', detail: 'is none' }] });
    if (!reaches(call.token.role, wanted.role as 'viewer')) throw new Problem('forbidden', `${write} needs the role ${wanted.role}`);
    return consequencesOf(call, wanted, checked(wanted.params, params, 'params'), checked(wanted.body, body, 'body'));
  },
});

function checked<T extends z.ZodType>(schema: T, given: unknown, where: string): z.output<T> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => ({ pointer: ['#', where, ...path.map(String)].join('/'), detail: message }));
  throw new Problem('invalid', `${faults[0]?.pointer}: ${faults[0]?.detail}`, { faults });
}

/** What the write's own words make of it, so that it is refused here as it would be; what it would answer is nobody's business. */
async function consequencesOf(call: Call, wanted: Route, params: Record<string, unknown>, body: unknown) {
  // Nobody else has this name: what the verb leaves in the journal is found by it.
  const actor = `preview:${randomUUID()}`;
  let found: Consequences | undefined;
  const run: RunVerb = async (verb, input, note) => {
    const { value, consequences } = await call.engine.tryOut({ seller: call.token.seller, verb, input, actor });
    found = consequences;
    return { value, note: note ?? null } as never;
  };
  await wanted.handle({ ...call, params, body, query: {}, actor, run });
  if (!found) throw new Problem('invalid', `"${wanted.name}" does nothing that could be previewed`);
  return found;
}
