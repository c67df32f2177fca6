/** Levels by hand and from an ERP: set, adjusted, fed in sequence, and told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUANTITIES } from '../../src/manage/routes/levels.ts';
import { type Manager, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const post = (path: string, body: unknown) => server.ask({ method: 'POST', path, body });
const feed = (source: string, sequence: number, rows: object[], rest: object = {}) =>
  server.ask({ method: 'PUT', path: '/api/levels', body: { source, sequence, rows, ...rest } });
const row = (n: number, stock_num: unknown) => ({ spec_no: `A${n}`, warehouse_no: 'W1', stock_num });
const stockOf = async (n: number) => (await server.ask(`/api/levels?specNo=A${n}&warehouseNo=W1`)).json.items[0].stock;

test('the quantities are those of the engine', async () => {
  const { importKind } = await import('@tongbu/engine');
  const codes = ['spec_no', 'warehouse_no', 'defect'];
  expect([...QUANTITIES, ...codes].sort()).toEqual(Object.keys(importKind('levels').columns).sort());
});

test('set and adjusted: what was and what is; the listing follows; the item’s movements tell why and who', async () => {
  const set = await post('/api/levels/set', {
    levels: [{ specNo: 'A1', warehouseNo: 'W1', set: { stock_num: '12.5', lock_num: 2 } }],
    reason: '入库',
  });
  expect(set.json.moved).toMatchObject([
    { specNo: 'A1', defective: false, before: { stock_num: '10' }, after: { stock_num: '12.5', lock_num: '2' } },
  ]);
  const adjusted = await post('/api/levels/adjust', { specNo: 'A1', warehouseNo: 'W1', by: -0.5, reason: '损耗' });
  expect(adjusted.json).toMatchObject({ before: { stock_num: '12.5' }, after: { stock_num: '12' }, changed: ['stock_num'] });
  expect((await server.ask('/api/listings/1')).json).toMatchObject({ pending: true, version: 3 });
  const { json } = await server.ask('/api/items/A1/movements?limit=2');
  expect(json.items.map(({ kind, reason, actor }: Record<string, string>) => [kind, reason, actor])).toEqual([
    ['adjust', '损耗', 'operator:admin'],
    ['set', '入库', 'operator:admin'],
  ]);
});

test.each([
  ['an item that does not exist', '/api/levels/adjust', { specNo: 'none', warehouseNo: 'W1', by: 1 }, 404],
  ['a warehouse that does not exist', '/api/levels/adjust', { specNo: 'A1', warehouseNo: 'none', by: 1 }, 404],
  ['below zero', '/api/levels/adjust', { specNo: 'A2', warehouseNo: 'W1', by: -10_000 }, 422],
  ['a quantity of another name', '/api/levels/set', { levels: [{ specNo: 'A2', warehouseNo: 'W1', set: { many: 1 } }] }, 422],
  ['no quantity', '/api/levels/set', { levels: [{ specNo: 'A2', warehouseNo: 'W1', set: {} }] }, 422],
  [
    'one of two that cannot be',
    '/api/levels/set',
    {
      levels: [
        ['A2', 5],
        ['none', 5],
      ].map(([specNo, stock_num]) => ({ specNo, warehouseNo: 'W1', set: { stock_num } })),
    },
    404,
  ],
])('refused, and nothing changes: %s', async (_, path, body, status) => {
  const before = await stockOf(2);
  expect((await post(path, body)).status).toBe(status);
  expect(await stockOf(2)).toBe(before);
});

describe('PUT /api/levels', () => {
  test('a batch is applied; again it is repeated; the next is expected, a gap and a past one are not', async () => {
    const first = await feed('erp', 7, [row(3, 301), row(4, '401')]);
    expect(first.json).toMatchObject({
      outcome: 'applied',
      sequence: 7,
      applied: 2,
      unchanged: 0,
      problems: 0,
      slices: [{ first: 1, rows: 2 }],
    });
    expect([await stockOf(3), await stockOf(4)]).toEqual(['301', '401']);
    expect((await feed('erp', 7, [row(3, 301), row(4, '401')])).json).toEqual({ ...first.json, outcome: 'repeated' });
    for (const [sequence, rows, said] of [
      [9, [row(3, 1)], 'gap'],
      [6, [row(3, 1)], 'past'],
      [7, [row(3, 1)], 'other content'],
    ] as const) {
      expect((await feed('erp', sequence, [...rows])).json).toMatchObject({
        ...{ status: 409, code: 'out-of-sequence', expected: 8 },
        errors: [{ pointer: '#/sequence', detail: expect.stringContaining(said) }],
      });
    }
    expect(await stockOf(3)).toBe('301');
    expect((await feed('erp', 8, [row(3, 302)])).json.outcome).toBe('applied');
    expect((await feed('another', 1, [row(3, 303)])).json.outcome).toBe('applied');
  });

  test('5,000 rows in slices of 500, a result for each; rows that cannot be are told and stop no other', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => (i % 1000 === 1 ? row(9000, 1) : row(1 + (i % 2), i)));
    const { json } = await feed('large', 1, rows, { allowNegative: true });
    expect(json.slices.map(({ first, rows }: { first: number; rows: number }) => [first, rows])).toEqual(
      Array.from({ length: 10 }, (_, i) => [1 + 500 * i, 500]),
    );
    expect([json.outcome, json.problems]).toEqual(['applied', 5]);
    expect(json.slices[0].problems).toMatchObject([{ row: 2, column: 'spec_no', value: 'A9000' }]);
    expect((await feed('large', 2, [...rows, row(1, 1)])).json).toMatchObject({ status: 422, errors: [{ pointer: '#/rows' }] });
  });

  test('a number that JSON may have rounded is refused', async () => {
    const { json } = await feed('exact', 1, [row(3, 1234567890123456)]);
    expect(json).toMatchObject({ status: 422, errors: [{ pointer: '#/rows/0/stock_num' }] });
  });
});

test('levels in the order in which they changed, in pages, each once', async () => {
  const seen: string[] = [];
  for (let cursor = '', turn = 0; turn < 20; turn++) {
    const { json } = await server.ask(`/api/levels?limit=2${cursor}`);
    seen.push(...json.items.map(({ specNo, defective }: Record<string, unknown>) => `${specNo} ${defective}`));
    if (json.next === null) break;
    cursor = `&cursor=${json.next}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(['A1 false', 'A5 false', 'O1 false']));
  expect((await server.ask('/api/levels?warehouseNo=none')).status).toBe(404);
});
