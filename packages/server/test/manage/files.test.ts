/** Import and export over real sockets. */
import { EXPORTS, type Exported, type ExportedRows } from '@tongbu/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CsvError, csvLine, readCsv } from '../../src/manage/csv.ts';
import { put } from '../harness.ts';
import { type Manager, newOrder, newShipment, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const send = (kind: string, rest: { body?: unknown; text?: string; query?: string }) =>
  server.ask({
    method: 'POST',
    path: `/api/import/${kind}${rest.query ?? ''}`,
    type: rest.text === undefined ? 'application/json' : 'text/csv',
    ...rest,
  });

describe('import', () => {
  test('every kind there is can be imported', async () => {
    const { importKinds } = await import('@tongbu/engine');
    const { json } = await server.ask('/api/openapi.json');
    const [kind] = json.paths['/api/import/{kind}'].post.parameters;
    expect(kind.schema.enum.sort()).toEqual(Object.keys(importKinds).sort());
  });

  test('CSV or JSON: the rows are written, and again change nothing', async () => {
    const text = '\ufeffspec_no,warehouse_no,stock_num\r\nA1,W1,"7"\r\n\r\nA2,W1,8\r\n';
    expect((await send('levels', { text })).json).toEqual({ kind: 'levels', rows: 2, changed: 2, leftOut: 0, written: true, problems: [] });
    const rows = [
      { spec_no: 'A1', warehouse_no: 'W1', stock_num: 7 },
      { spec_no: 'A2', warehouse_no: 'W1', stock_num: '8', order_num: null },
    ];
    expect((await send('levels', { body: { rows } })).json).toMatchObject({ rows: 2, changed: 0, written: true });
  });

  test('one bad row and nothing is written; where it stands is told; partial leaves it out; a dry run writes nothing', async () => {
    const text = 'spec_no,warehouse_no,stock_num\nA3,W1,70\nA4,none,1\nA5,W1,many\n';
    const problems = [
      { row: 1, line: 3, column: 'warehouse_no', value: 'none', problem: expect.any(String) },
      { row: 2, line: 4, column: 'stock_num', value: 'many', problem: expect.any(String) },
    ];
    for (const query of ['', '?dryRun=true', '?dryRun=true&partial=true']) {
      expect((await send('levels', { text, query })).json).toMatchObject({ rows: 3, changed: 0, leftOut: 2, written: false, problems });
    }
    expect((await send('levels', { text, query: '?partial=true' })).json).toMatchObject({
      changed: 1,
      leftOut: 2,
      written: true,
      problems,
    });
  });

  test('several slices, and the work that follows a rule', async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => ({ spec_no: `M${i}` }));
    expect((await send('items', { body: { rows } })).json).toMatchObject({ rows: 1200, changed: 1200 });
    await send('rules', { body: { rows: [{ stock_syn_rule_no: 'default', stock_syn_plus: 1 }] } });
    const { json } = await server.ask('/api/listings/1');
    expect(json.quantity).toBe('8');
  });

  test.each([
    ['unknown columns', { text: 'shop_no,shop\nA,B\n' }, 422, 'there is no column "shop"'],
    ['a column twice', { text: 'shop_no,shop_no\nA,B\n' }, 400, 'line 1: column "shop_no" stands there twice'],
    ['a row of another length', { text: 'shop_no\nA\nB,C\n' }, 400, 'line 3: has 2 cells, the header has 1'],
    ['a quote that is never closed', { text: 'shop_no\nA\n"B\n\n' }, 400, 'line 3: a quoted cell that is never closed'],
    ['more rows than are taken', { text: `shop_no\n${'A\n'.repeat(10_001)}` }, 413, 'tongbu import'],
    ['what cannot be imported', { kind: 'people', body: { rows: [] } }, 422, 'kind'],
  ] as const)('%s', async (_, { kind = 'shops', ...rest }: { kind?: string; text?: string; body?: unknown }, status, said) => {
    const got = await send(kind, rest);
    expect(got.status).toBe(status);
    expect(got.text.replaceAll('\\"', '"')).toContain(said);
  });
});

describe('export', () => {
  test('a header, a byte order mark, every row, as a file to keep', async () => {
    const { headers, text } = await server.ask('/api/export/listings');
    expect(headers.get('content-disposition')).toBe('attachment; filename="listings.csv"');
    expect(text.startsWith('\ufeffrec_id,shop_no,goods_id,')).toBe(true);
    expect([...readCsv(text)].length).toBe(1 + 5);
  });

  test.each(['shops', 'warehouses', 'items', 'suites', 'levels', 'rules', 'carriers'])(
    '%s can be imported again as they are',
    async (kind) => {
      await put(server, 'shops', [
        { shop_no: 'S2', shop_name: '二号店', warehouse_no: 'W1', is_split_shipping: '1', reported_number: 'first' },
      ]);
      await put(server, 'items', [{ spec_no: 'A1', goods_name: '龙井, "茶"', brand: 'B', category: '茶/绿茶' }]);
      await put(server, 'suites', [
        { suite_no: 'SET', suite_name: '礼盒', spec_no: 'A1', count: '2' },
        { suite_no: 'SET', spec_no: 'A2', count: '0.5' },
      ]);
      await put(server, 'levels', [
        { spec_no: 'A1', warehouse_no: 'W1', lock_num: '1' },
        { spec_no: 'A1', warehouse_no: 'W1', defect: '1', stock_num: '3' },
      ]);
      await put(server, 'rules', [
        { stock_syn_rule_no: 'two', priority: '7', shop_nos: 'S1,S2', warehouse_nos: 'W1', category: '茶', stock_syn_percent: '80' },
        { stock_syn_rule_no: 'none', priority: '8', warehouse_nos: '-', brand: 'none' },
      ]);
      await put(server, 'carriers', [{ logistics_no: 'NO', logistics_name: '未映射' }]);
      const { text } = await server.ask(`/api/export/${kind}`);
      const rows = [...readCsv(text)].length - 1;
      expect(rows).toBeGreaterThan(0);
      expect((await send(kind, { text })).json).toMatchObject({ rows, changed: 0, leftOut: 0, written: true, problems: [] });
    },
  );

  test('orders and trades: a row for each sub-order, and for each trade', async () => {
    const tid = await newOrder(server);
    await server.ask({ method: 'POST', path: `/api/orders/${tid}/ship`, body: { carrier: 'SF', numbers: ['SF1', 'SF2'] } });
    const read = async (kind: string) => {
      const [head = [], ...rows] = [...readCsv((await server.ask(`/api/export/${kind}`)).text)].map(({ cells }) => cells);
      return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name.replace('\ufeff', ''), cells[i]])));
    };
    expect((await read('orders')).slice(-2)).toMatchObject([
      { tid, oid: `${tid}-a`, trade_status: 'toShip', progress: 'shipped', num: '2', price: '10' },
      { tid, oid: `${tid}-b`, num: '1' },
    ]);
    expect((await read('trades')).at(-1)).toMatchObject({ state: 'shipped', logistics_code: 'SF', logistics_no: 'SF1 SF2' });
  });

  test('a part at a time gives just what one part gives', async () => {
    await newShipment(server);
    for (const kind of Object.keys(EXPORTS) as Exported[]) {
      const read = async (limit: number) => {
        const rows: unknown[][] = [];
        for (let after: number[] | null = null; ; ) {
          const part: ExportedRows = await server.engine.exportRows({ seller: 'demo', kind, after, limit });
          rows.push(...part.rows);
          if (part.next === null) return rows;
          after = part.next;
        }
      };
      const all = await read(10_000);
      expect(all.length, kind).toBeGreaterThan(0);
      if (all.length < 100) for (const limit of [1, 2, 3]) expect(await read(limit), kind).toEqual(all);
    }
  });

  test('a name that a spreadsheet would run, or round, is guarded', async () => {
    await put(server, 'items', [{ spec_no: 'evil' }, { spec_no: '12345678901234567890' }]);
    await put(server, 'listings', [
      { shop_no: 'S1', goods_id: '=HYPERLINK("http://x")', spec_no: 'evil', goods_name: '-5', spec_name: '@sum' },
      { shop_no: 'S1', goods_id: '12345678901234567', spec_no: '12345678901234567890' },
    ]);
    const rows = [...readCsv((await server.ask('/api/export/listings')).text)].map(({ cells }) => cells);
    expect(rows.at(-2)).toEqual(expect.arrayContaining([`'=HYPERLINK("http://x")`, '-5', "'@sum"]));
    expect(rows.at(-1)).toEqual(expect.arrayContaining(['\t12345678901234567']));
  });

  test('thousands of rows arrive whole', async () => {
    await put(
      server,
      'shipments',
      Array.from({ length: 1300 }, (_, i) => ({ shop_no: 'S1', tid: `E${i}`, logistics_no: `N${i}` })),
    );
    const { text } = await server.ask('/api/export/shipments');
    const tids = [...readCsv(text)].map(({ cells }) => cells[2] as string).filter((tid) => /^E\d/.test(tid));
    expect(tids.length).toBe(1300);
    expect(new Set(tids).size).toBe(1300);
  });
});

describe('CSV', () => {
  test('whatever is written is read as it was, guards left out of account', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', '中', '=', '0'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const read = [...readCsv(rows.map(csvLine).join(''))].map(({ cells }) => cells.map((each) => each.replace(/^['\t]/, '')));
        expect(read).toEqual(rows.map((row) => row.map((each) => each)));
      }),
    );
  });

  test.each([
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\r1\r\n2\n\n', [['a'], ['1'], ['2']]],
    ['"a ""b""",\n', [['a "b"', '']]],
    ['', []],
  ])('%j', (text, rows) => {
    expect([...readCsv(text)].map(({ cells }) => cells)).toEqual(rows);
  });

  test.each([
    ['a\n"b" c\n', 2, 'text after the closing quote of a cell'],
    ['a\n"x\ny",b"c\n', 3, 'a quote in a cell that does not begin with one'],
    ['a\n\n"b', 3, 'a quoted cell that is never closed'],
  ])('refused: %j', (text, line, message) => {
    const read = () => [...readCsv(text)];
    expect(read).toThrow(CsvError);
    expect(read).toThrow(message);
    try {
      read();
    } catch (error) {
      expect((error as CsvError).line).toBe(line);
    }
  });
});
