/** Items, suites, warehouses, shops and stocktakes over real sockets: what is asked wrongly is told, and nothing is half done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put } from '../harness.ts';
import { type Manager, newOrder, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const send = (method: string, path: string, body?: unknown, headers = {}) =>
  server.ask({ method, path, headers, ...(body !== undefined && { body }) });

test('from nothing to a listing that waits: a warehouse, an item, a suite of it, counted, and what it is in', async () => {
  await send('PUT', '/api/warehouses/CW', { name: '新仓' });
  await send('PUT', '/api/items/TEA', { goodsName: '龙井', category: '茶/绿茶' });
  const suite = { name: '礼盒', parts: [{ specNo: 'TEA', count: 2 }] };
  expect((await send('PUT', '/api/suites/TEA2', suite)).json).toMatchObject({
    changed: true,
    suite: { parts: [{ specNo: 'TEA', count: '2' }] },
  });
  expect((await send('PUT', '/api/suites/TEA2', suite)).json.changed).toBe(false);
  await put(server, 'listings', [{ shop_no: 'S1', goods_id: 'tea', spec_no: 'TEA2' }]);
  const count = {
    warehouseNo: 'CW',
    lines: [
      { specNo: 'TEA', counted: 9 },
      { specNo: 'nobody', counted: 1 },
    ],
  };
  const counted = await send('POST', '/api/stocktakes', count);
  expect([counted.status, counted.json]).toEqual([
    201,
    {
      ...{ stocktakeNo: expect.stringMatching(/^WP\d+/), stocktake: expect.any(Number), counted: 1, skipped: ['nobody'] },
      differences: [{ specNo: 'TEA', defective: false, before: null, after: '9' }],
    },
  ]);
  const { json } = await server.ask('/api/listings?q=tea');
  expect(json.items).toMatchObject([{ goodsId: 'tea', quantity: '4', pending: true }]);
  expect((await server.ask('/api/items/TEA')).json).toMatchObject({ suites: ['TEA2'], category: '茶/绿茶' });
  expect((await server.ask('/api/items/TEA/movements')).json.items).toMatchObject([
    { kind: 'count', warehouseNo: 'CW', actor: 'operator:admin' },
  ]);
  const bound = await send('DELETE', '/api/suites/TEA2');
  expect([bound.status, bound.json.detail]).toEqual([422, expect.stringContaining('unbind it')]);
});

test('a shop is renamed; its number is in the address, encoded', async () => {
  const path = `/api/shops/${encodeURIComponent('店/1')}`;
  expect((await send('PUT', path, { name: '新店' })).json).toMatchObject({
    changed: true,
    shop: { shopNo: '店/1', name: '新店', paused: false },
  });
  expect((await send('PUT', path, { name: '老店', splitShipping: true })).json.shop).toMatchObject({ name: '老店', splitShipping: true });
  await send('POST', `${path}/pause`);
  expect((await server.ask(path)).json).toMatchObject({ name: '老店', paused: true });
});

describe('what cannot be', () => {
  test.each([
    ['an item that does not exist', 'GET', '/api/items/none', undefined, 404],
    ['a suite that does not exist', 'GET', '/api/suites/none', undefined, 404],
    ['a suite that does not exist, removed', 'DELETE', '/api/suites/none', undefined, 404],
    ['a warehouse that does not exist', 'GET', '/api/warehouses/none', undefined, 404],
    ['a shop that does not exist', 'GET', '/api/shops/none', undefined, 404],
    ['a suite inside itself', 'PUT', '/api/suites/X', { parts: [{ specNo: 'X', count: 1 }] }, 422],
    ['a part that is no item', 'PUT', '/api/suites/X', { parts: [{ specNo: 'nobody', count: 1 }] }, 422],
    ['no parts', 'PUT', '/api/suites/X', { parts: [] }, 422],
    ['a suite with the code of an item', 'PUT', '/api/suites/A1', { parts: [{ specNo: 'A2', count: 1 }] }, 422],
    ['a type that is none', 'PUT', '/api/warehouses/W1', { type: 0 }, 422],
    ['a warehouse that no shop can have', 'PUT', '/api/shops/S1', { warehouseNo: 'none' }, 422],
    ['a name that nobody knows', 'PUT', '/api/items/A1', { colour: 'red' }, 422],
    ['counted where there is no warehouse', 'POST', '/api/stocktakes', { warehouseNo: 'none', lines: [{ specNo: 'A1', counted: 1 }] }, 404],
    ['nothing that can be counted', 'POST', '/api/stocktakes', { warehouseNo: 'W1', lines: [{ specNo: 'nobody', counted: 1 }] }, 422],
    ['less than nothing', 'POST', '/api/stocktakes', { warehouseNo: 'W1', lines: [{ specNo: 'A1', counted: -1 }] }, 422],
    [
      'one bad line of a whole',
      'POST',
      '/api/stocktakes',
      {
        warehouseNo: 'W1',
        whole: true,
        lines: [
          { specNo: 'A1', counted: 1 },
          { specNo: 'nobody', counted: 1 },
        ],
      },
      422,
    ],
  ])('%s', async (_, method, path, body, status) => {
    const before = (await server.ask('/api/levels')).text;
    const got = await send(method, path, body);
    expect([got.status, got.json.detail]).toEqual([status, expect.stringMatching(/\w/)]);
    expect((await server.ask('/api/levels')).text).toBe(before);
    expect((await server.ask('/api/suites/X')).status).toBe(404);
  });

  test('a stocktake under a number of yours is counted once, whoever sends it, and once under an idempotency key', async () => {
    const body = { warehouseNo: 'W1', lines: [{ specNo: 'A2', counted: 5 }], outerNo: 'MINE-1' };
    const key = { 'idempotency-key': 'count-1' };
    const first = await send('POST', '/api/stocktakes', body, key);
    expect((await send('POST', '/api/stocktakes', body, key)).json).toEqual(first.json);
    const again = await send('POST', '/api/stocktakes', { ...body, lines: [{ specNo: 'A2', counted: 6 }] });
    expect([again.status, again.json.code]).toEqual([409, 'exists']);
    expect((await server.ask('/api/levels?specNo=A2')).json.items).toMatchObject([{ stock: '5' }]);
  });
});

test('a carrier that is mapped later: what waits is told with its type, under new numbers', async () => {
  await send('PUT', '/api/carriers/LATE', { name: '后来' });
  const tid = await newOrder(server);
  await send('POST', `/api/orders/${tid}/ship`, { carrier: 'LATE', numbers: ['L1'] });
  const { json } = await server.ask('/api/carriers?unmapped=true');
  expect(json.items).toMatchObject([{ code: 'LATE', type: null, waiting: 1 }]);
  await send('PUT', '/api/carriers/LATE', { name: '后来', type: 35 });
  const shipments = (await server.ask(`/api/shipments?tid=${tid}`)).json.items;
  expect(shipments).toMatchObject([
    { state: 'pending', carrier: { code: 'LATE', type: 35 }, trackingNumber: 'L1' },
    { state: 'replaced', carrier: { code: 'LATE', type: -1 } },
  ]);
  expect((await server.ask('/api/carriers?unmapped=true')).json.items).toEqual([]);
});
