/** What a write would do, over real sockets: it is told, nothing is done, and what would be refused is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Manager, newOrder, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const preview = (body: unknown, token = server.tokens.demo.admin) => server.ask({ method: 'POST', path: '/api/preview', body, token });

test('shipping is told before it is done: stock leaves, a shipment arises; and then it is done', async () => {
  const tid = await newOrder(server);
  const ship = { write: 'shipOrder', params: { tid }, body: { carrier: 'SF', numbers: ['N-1'], lines: [{ oid: `${tid}-a`, num: 1 }] } };
  const told = await preview({ ...ship, body: { ...ship.body, lines: null } });
  expect([told.status, told.json]).toMatchObject([
    200,
    {
      shipments: [{ effect: 'created', shopNo: 'S1', tid, oids: [], carrier: 'SF', number: 'N-1' }],
      levels: expect.arrayContaining([expect.objectContaining({ specNo: 'O1', quantity: 'stock_num' })]),
      orders: [{ tid, event: 'ship' }],
    },
  ]);
  expect((await preview(ship)).json.levels).toHaveLength(2); // one piece of one item: what lies there, and what is promised
  expect((await server.ask(`/api/orders/${tid}`)).json).toMatchObject({ progress: 'open', shipments: [] });
  const done = await server.ask({ method: 'POST', path: `/api/orders/${tid}/ship`, body: { ...ship.body, lines: null } });
  expect(done.json.effect).toBe('shipped');
});

test('it leaves nothing in the journal or the audit', async () => {
  const { last } = await server.engine.readChanges({ seller: 'demo', after: null, limit: 0 });
  const audit = async () => (await server.ask('/api/audit?limit=5')).json;
  const before = await audit();
  await preview({ write: 'adjustLevel', body: { specNo: 'A1', warehouseNo: 'W1', by: 3 } });
  expect((await server.engine.readChanges({ seller: 'demo', after: null, limit: 0 })).last).toBe(last);
  expect(await audit()).toEqual(before);
});

test.each([
  ['a write that there is not', { write: 'nothing' }, 422, /no write that can be previewed/],
  ['a write that gives rights', { write: 'addKey', body: { edition: 'flagship', key: 'x' } }, 422, /no write that can be previewed/],
  ['a read', { write: 'listItems' }, 422, /no write that can be previewed/],
  ['a body that is none of the write', { write: 'adjustLevel', body: { specNo: 'A1' } }, 422, /#\/body\/warehouseNo/],
  ['a record that does not exist', { write: 'closeOrder', params: { tid: 'none' } }, 404, /none/],
  ['what the write is refused with', { write: 'removeItem', params: { specNo: 'A1' } }, 422, /listings sell it/],
  [
    'what the route refuses',
    { write: 'countStock', body: { warehouseNo: 'none', lines: [{ specNo: 'A1', counted: 1 }] } },
    404,
    /no warehouse/,
  ],
])('%s is refused', async (_, body, status, detail) => {
  const got = await preview(body);
  expect([got.status, got.json.detail]).toEqual([status, expect.stringMatching(detail)]);
});

test('it shows one seller only', async () => {
  const got = await preview({ write: 'closeOrder', params: { tid: await newOrder(server) } }, server.tokens.other.admin);
  expect(got.status).toBe(404);
});
