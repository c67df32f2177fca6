/** What only a sandbox does (`tongbu sandbox start`); on any other server there is nothing at these addresses. */
import { z } from 'zod';
import { FAULT_KINDS, WRONG_ANSWERS } from '../../sandbox/faults.ts';
import { moveStock as move } from '../../sandbox/move.ts';
import { resetSandbox } from '../../sandbox/reset.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { playScene as play, SCENES, type SceneName } from '../../sandbox/scenes.ts';
import { Problem } from '../problem.ts';
import { type Call, NO_BODY, NOTHING, type Route, route } from '../route.ts';
import { about, numeral } from '../schemas.ts';

const whole = (least: number, largest: number) => z.number().int().min(least).max(largest);

const fault = z.strictObject({
  kind: about(
    z.enum(FAULT_KINDS),
    'rate-limit and server-error: nothing is done. cut-before: the connection ends, nothing is done. cut-after: it ends, all is done. slow and wrong-answer: all is done. partial-errors: every second element of a batch is refused.',
    'rate-limit、server-error：不执行；cut-before：未执行即断开；cut-after：执行后断开；slow、wrong-answer：照常执行；partial-errors：批量中每隔一条拒绝一条。',
  ),
  edition: about(z.enum(['flagship', 'enterprise']).optional(), 'Of this edition alone.', '仅对该版本生效。'),
  method: about(
    z.string().min(1).max(80).optional(),
    'Of this interface alone, by the vendor’s name without .php.',
    '仅对该接口生效，写接口名，不带 .php。',
  ),
  every: about(whole(1, 1_000_000).optional(), 'Every n-th call that fits; 1 when left out.', '每 n 次命中生效一次，默认 1。'),
  times: about(whole(1, 1_000_000).optional(), 'Gone after so many calls; stays when left out.', '生效多少次后自动消失，默认一直生效。'),
  ms: about(whole(0, 600_000).optional(), 'slow: how much later; 3000 when left out.', 'slow：延迟毫秒数，默认 3000。'),
  status: about(whole(400, 599).optional(), 'server-error: which; 502 when left out.', 'server-error：状态码，默认 502。'),
  form: about(z.enum(WRONG_ANSWERS).optional(), 'wrong-answer: which; html when left out.', 'wrong-answer：形式，默认 html。'),
});

const state = z.strictObject({
  name: about(
    z.string().min(1).max(64),
    '`shop` as at the first start, `empty`, or one that was saved.',
    '`shop`（初始状态）、`empty`（清空）或已保存的名称。',
  ),
});

const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

/** The sandbox of this server. @throws Problem `not-found` where it is none */
function sandboxOf({ sandbox }: Call): Sandbox {
  if (!sandbox) throw new Problem('not-found', 'this server is no sandbox; start one with: tongbu sandbox start');
  return sandbox;
}

const shared: Pick<Route, 'group' | 'repeats' | 'problems'> & Record<'query' | 'params', typeof NOTHING> = {
  group: 'sandbox',
  query: NOTHING,
  params: NOTHING,
  repeats: 'begun',
  problems: ['not-found'],
};

export const showSandbox = route({
  ...shared,
  name: 'showSandbox',
  method: 'GET',
  path: '/api/sandbox',
  role: 'viewer',
  summary: {
    en: 'Its clock, the faults that are set, and the states that can be put back.',
    zh: '沙箱的时钟、已设置的故障，以及可恢复的状态。',
  },
  body: NO_BODY,
  answers: {
    json: z.object({
      shiftMs: about(z.number(), 'How far its clock is from the machine’s.', '时钟与本机相差的毫秒数。'),
      faults: z.array(fault.extend({ number: z.number(), fitted: z.number(), acted: z.number() })),
      states: z.array(z.string()),
    }),
  },
  repeats: 'reads',
  async handle(call) {
    const { faults, clock } = sandboxOf(call);
    const states = await call.engine.listStates({ seller: call.token.seller });
    return { shiftMs: clock.shiftMs, faults: faults.list(), states: states.map(({ name }) => name) };
  },
});

export const addFault = route({
  ...shared,
  name: 'addFault',
  method: 'POST',
  path: '/api/sandbox/faults',
  role: 'operator',
  summary: { en: 'Lets calls go wrong from now on.', zh: '设置故障：之后的调用按要求出错。' },
  body: fault,
  answers: { json: z.object({ number: about(z.number(), 'To remove it by.', '故障编号，用于删除。') }), status: 201 },
  async handle(call) {
    return { number: sandboxOf(call).faults.add(call.body) };
  },
});

export const removeFault = route({
  ...shared,
  name: 'removeFault',
  method: 'DELETE',
  path: '/api/sandbox/faults/{number}',
  role: 'operator',
  summary: { en: 'Ends one fault.', zh: '清除一个故障。' },
  params: z.strictObject({ number: about(numeral, 'As it was set.', '设置时返回的编号。') }),
  body: NO_BODY,
  answers: {
    json: z.object({ removed: about(z.boolean(), 'False where it was used up or removed before.', '已自动消失或已清除时为 false。') }),
  },
  async handle(call) {
    return { removed: sandboxOf(call).faults.remove(call.params.number) };
  },
});

export const clearFaults = route({
  ...shared,
  name: 'clearFaults',
  method: 'DELETE',
  path: '/api/sandbox/faults',
  role: 'operator',
  summary: { en: 'Ends all faults.', zh: '清除全部故障。' },
  body: NO_BODY,
  answers: { json: done },
  async handle(call) {
    sandboxOf(call).faults.clear();
    return DONE;
  },
});

/** A hundred years. */
const FARTHEST_MS = 100 * 365 * 86_400_000;

export const shiftClock = route({
  ...shared,
  name: 'shiftClock',
  method: 'PUT',
  path: '/api/sandbox/clock',
  role: 'operator',
  summary: { en: 'Puts its clock forward or back.', zh: '拨快或拨慢沙箱的时钟。' },
  body: z.strictObject({ shiftMs: about(whole(-FARTHEST_MS, FARTHEST_MS), 'From the machine’s clock.', '相对本机时钟的毫秒数。') }),
  answers: { json: done },
  async handle(call) {
    sandboxOf(call).clock.shiftTo(call.body.shiftMs);
    return DONE;
  },
});

export const moveStock = route({
  ...shared,
  name: 'moveSandboxStock',
  method: 'PUT',
  path: '/api/sandbox/stock/{specNo}',
  role: 'operator',
  summary: { en: 'Sets how many pieces of an item lie in the warehouse `main`.', zh: '设置单品在仓库 `main` 的库存。' },
  params: z.strictObject({ specNo: about(z.string().min(1).max(40), 'Merchant code, such as SKU-1.', '商家编码，例如 SKU-1。') }),
  body: z.strictObject({ stock: whole(0, 1_000_000_000) }),
  answers: { json: done },
  problems: ['not-found', 'invalid'],
  async handle(call) {
    sandboxOf(call);
    await move(call.engine, { seller: call.token.seller, specNo: call.params.specNo, stock: call.body.stock, now: call.now });
    return DONE;
  },
});

export const playScene = route({
  ...shared,
  name: 'playScene',
  method: 'POST',
  path: '/api/sandbox/scenes/{scene}',
  role: 'operator',
  summary: {
    en: 'Lets parcels of a documented kind leave: orders are made and shipped, and records wait for the shop.',
    zh: '按文档中的某种情形发货：生成订单并发货，物流同步记录等待商城获取。',
  },
  params: z.strictObject({ scene: about(z.enum(Object.keys(SCENES) as [SceneName]), sceneList(), '发货情形。') }),
  body: NO_BODY,
  answers: { json: z.object({ tids: z.array(z.string()), shipments: z.array(z.number()) }), status: 201 },
  problems: ['not-found', 'invalid'],
  async handle(call) {
    sandboxOf(call);
    return play({ engine: call.engine, seller: call.token.seller, now: call.now }, call.params.scene);
  },
});

function sceneList(): string {
  return Object.entries(SCENES)
    .map(([name, { about }]) => `${name}: ${about}`)
    .join('; ');
}

export const saveState = stateRoute('saveState', '/api/sandbox/states/{name}/save', {
  en: 'Keeps goods, stock, orders, pools and journal as they are now, under a name.',
  zh: '把当前的货品、库存、订单、等待池和流水保存为一个命名状态。',
});

export const resetState = stateRoute('resetState', '/api/sandbox/states/{name}/reset', {
  en: 'Puts a saved state back, numbers to come included; faults are gone, the clock is right and counted calls are forgotten. Keys and shops stay.',
  zh: '恢复到已保存的状态（后续编号也一并恢复），清除故障，校正时钟，调用次数重新计算；接口账号和店铺保持不变。',
});

function stateRoute<const U extends Route['path']>(name: 'saveState' | 'resetState', path: U, summary: Route['summary']) {
  return route({
    ...shared,
    name,
    method: 'POST',
    path,
    role: 'operator',
    summary,
    params: state,
    body: NO_BODY,
    answers: { json: done },
    problems: ['not-found', 'invalid'],
    async handle(call) {
      const sandbox = sandboxOf(call);
      const { engine, now, token, params } = call;
      if (name === 'saveState') await engine.saveState({ seller: token.seller, name: params.name, now });
      else await resetSandbox(sandbox, { engine, seller: token.seller, state: params.name });
      return DONE;
    },
  });
}
