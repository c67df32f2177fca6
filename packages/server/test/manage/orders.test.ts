/** Orders by hand: pushed, paid, approved, split, shipped, merged, closed, and told in the order's story. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Manager, newOrder, orderToPush, startManager, tradeOf } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const post = (path: string, body?: unknown) => server.ask({ method: 'POST', path, ...(body !== undefined && { body }) });

test('from the push to the parcel: each step shows in the order, its trades, its shipments and its story', async () => {
  const tid = '单号/1';
  const path = `/api/orders/${encodeURIComponent(tid)}`;
  const order = { ...orderToPush(tid), state: 'unpaid', payment: 'unpaid' };
  expect((await post('/api/orders', { shopNo: 'S1', orders: [order] })).json.results).toMatchObject([{ tid, effect: 'created' }]);
  expect((await post('/api/orders', { shopNo: 'S1', orders: [order] })).json.results).toMatchObject([{ effect: 'unchanged' }]);
  expect((await post(`${path}/pay`)).json).toEqual({ tid, changed: true });
  const trade = await tradeOf(server, tid);
  expect((await post('/api/trades/approve', { trades: [trade] })).json).toEqual({ approved: 1 });
  const split = await post(`/api/trades/${trade}/split`, { lines: [{ oid: `${tid}-b` }] });
  expect([split.status, split.json]).toEqual([201, { trade: expect.any(Number), from: trade }]);
  const shipped = await post(`/api/trades/${split.json.trade}/ship`, { carrier: 'SF', numbers: ['SF1'] });
  expect(shipped.json).toMatchObject({ trade: split.json.trade, effect: 'shipped' });
  expect((await post(`${path}/ship`, { carrier: 'SF', numbers: ['SF2'], lines: [{ oid: `${tid}-a`, num: '2' }] })).json.effect).toBe(
    'shipped',
  );
  const { json } = await server.ask(path);
  expect(json).toMatchObject({
    tid,
    progress: 'shipped',
    subOrders: [
      { shipped: '2', open: '0' },
      { shipped: '1', open: '0' },
    ],
  });
  expect(json.trades.map(({ numbers }: { numbers: string[] }) => numbers)).toEqual([['SF2'], ['SF1']]);
  expect(json.shipments).toMatchObject([{ tid, state: 'pending' }]); // a shop that does not split is told once, when all has left
  const story = (await server.ask(`${path}/story`)).json.items.map(({ event, actor }: Record<string, string>) => `${event} ${actor}`);
  expect(story).toEqual(
    ['push', 'pay', 'approve', 'split', 'ship', 'ship']
      .map((event) => `${event} operator:admin`)
      .toSpliced(1, 0, ...story.slice(1, story.length - 5)),
  );
  expect((await server.ask(`/api/listings/1`)).json).toMatchObject({ pending: true });
});

describe('what cannot be', () => {
  test.each([
    ['a shop that does not exist', '/api/orders', { shopNo: 'none', orders: [orderToPush('x1')] }, 404],
    ['an order that does not exist', '/api/orders/none/pay', undefined, 404],
    ['a carrier that does not exist', '/api/orders/O/ship', { carrier: 'none', numbers: ['1'] }, 404],
    ['no tracking number', '/api/orders/O/ship', { carrier: 'SF', numbers: [] }, 422],
    ['a sub-order that it has not', '/api/orders/O/ship', { carrier: 'SF', numbers: ['1'], lines: [{ oid: 'none' }] }, 422],
    ['more pieces than there are', '/api/orders/O/refund', { lines: [{ oid: 'O-a', num: 9 }] }, 422],
    ['no pieces', '/api/orders/O/refund', { lines: [{ oid: 'O-a', num: 0 }] }, 422],
    ['a trade with itself', '/api/trades/merge', { trades: [1, 1] }, 422],
    ['a trade that does not exist', '/api/trades/999/ship', { carrier: 'SF', numbers: ['1'] }, 404],
  ])('%s', async (_, path, body, status) => {
    const tid = await newOrder(server);
    const text = JSON.stringify(body)?.replaceAll('"O-', `"${tid}-`);
    const before = await server.ask(`/api/orders/${tid}`);
    const got = await server.ask({ method: 'POST', path: path.replace('/O/', `/${tid}/`), ...(text !== undefined && { text }) });
    expect([got.status, got.json.detail]).toEqual([status, expect.stringMatching(/\w/)]);
    expect((await server.ask(`/api/orders/${tid}`)).text).toBe(before.text);
  });

  test('an order that does not add up is refused by itself; the others are taken, unless they are wanted whole', async () => {
    const orders = (tids: string[]) => [{ ...orderToPush(tids[0] as string), receivable: 31 }, orderToPush(tids[1] as string)];
    const each = await post('/api/orders', { shopNo: 'S1', orders: orders(['bad1', 'good1']) });
    expect(each.json.results).toMatchObject([{ effect: 'refused', reason: 'amount' }, { effect: 'created' }]);
    const whole = await post('/api/orders', { shopNo: 'S1', orders: orders(['bad2', 'good2']), whole: true });
    expect(whole.json.results).toMatchObject([{ effect: 'refused' }, { effect: 'refused', reason: 'others' }]);
  });

  test.each([
    [1.00005, 'must be a number of at most 15 digits before and 4 after the point'],
    [1234567890123456, 'has more than 15 digits; send it as text'],
    ['many', 'must be a number of at most 15 digits before and 4 after the point'],
    [null, 'Invalid input'],
  ])('a quantity that is none, or would not travel exactly: %j', async (count, said) => {
    const order = orderToPush('q');
    const [first, ...others] = order.subOrders;
    const got = await post('/api/orders', { shopNo: 'S1', orders: [{ ...order, subOrders: [{ ...first, count }, ...others] }] });
    expect(got.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/orders/0/subOrders/0/count', detail: expect.stringContaining(said) }],
    });
  });
});

test('shipping is done once, however often it is sent', async () => {
  const tid = await newOrder(server);
  const ask = () =>
    server.ask({
      method: 'POST',
      path: `/api/orders/${tid}/ship`,
      body: { carrier: 'SF', numbers: ['ONE'] },
      headers: { 'idempotency-key': 'ship' },
    });
  const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
  expect(first.json.effect).toBe('shipped');
  for (const other of others) expect(other.text).toBe(first.text);
  expect((await server.ask(`/api/orders/${tid}`)).json.shipments.length).toBe(1);
});

test('a carrier is mapped, and shows how many wait while it is not', async () => {
  const put = (body: object) => server.ask({ method: 'PUT', path: '/api/carriers/NEW', body });
  expect((await put({ name: '新物流' })).json).toMatchObject({ code: 'NEW', type: null, changed: true });
  const tid = await newOrder(server);
  await post(`/api/orders/${tid}/ship`, { carrier: 'NEW', numbers: ['W1'] });
  const carrier = async () => (await server.ask('/api/carriers')).json.items.find(({ code }: { code: string }) => code === 'NEW');
  expect(await carrier()).toMatchObject({ type: null, waiting: 1 });
  expect((await put({ name: '新物流', type: 4 })).json.changed).toBe(true);
  expect(await carrier()).toMatchObject({ type: 4, waiting: null });
});
