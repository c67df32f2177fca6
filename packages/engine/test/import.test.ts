/** What an import checks, refuses and repeats. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, journalOf, put, SELLER, seedListings, show, sql, T0 } from './shop.ts';

const GOOD = { spec_no: 'A1', warehouse_no: 'W1', stock_num: '99' };

describe.each(databases)('imports on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3);
  });
  afterAll(() => t.close());

  const importRows = (kind: string, records: Record<string, string>[], partial = false) =>
    t.engine.importRows({ seller: SELLER, kind, records, now: T0, partial });
  const check = (kind: string, records: Record<string, string>[]) => t.engine.checkImport({ seller: SELLER, kind, records, now: T0 });

  const bad: [string, Record<string, string>, string, string, RegExp][] = [
    ['levels', { ...GOOD, stock_num: 'zehn' }, 'stock_num', 'zehn', /is no number/],
    ['levels', { ...GOOD, stock_num: '0.00001' }, 'stock_num', '0.00001', /is no number/],
    ['levels', { ...GOOD, order_num: '1e99' }, 'order_num', '1e99', /is no number/],
    ['levels', { ...GOOD, spec_no: 'none' }, 'spec_no', 'none', /is no item/],
    ['levels', { ...GOOD, spec_no: '' }, 'spec_no', '', /must not be empty/],
    ['levels', { ...GOOD, warehouse_no: 'W9' }, 'warehouse_no', 'W9', /is no warehouse/],
    ['listings', { shop_no: 'S9', goods_id: 'g' }, 'shop_no', 'S9', /is no shop/],
    ['listings', { shop_no: 'S1', goods_id: 'g', status: '3' }, 'status', '3', /whole number from 0 to 2/],
    ['listings', { shop_no: 'S1', goods_id: 'g', is_disable_syn: 'maybe' }, 'is_disable_syn', 'maybe', /neither 1 nor 0/],
    ['items', { spec_no: 'x'.repeat(41) }, 'spec_no', 'x'.repeat(41), /longer than 40/],
    ['items', { spec_no: 'a\0b' }, 'spec_no', 'a\0b', /no text/],
    ['rules', { stock_syn_rule_no: 'r', stock_syn_percent: '1001' }, 'stock_syn_percent', '1001', /from 0 to 1000/],
    ['shipments', { shop_no: 'S1', tid: 't' }, 'logistics_no', '', /must not be empty/],
    ['shipments', { shop_no: 'S1', tid: 't', logistics_no: 'x', oids: ',；' }, 'oids', ',；', /names no sub-order/],
    ['shipments', { shop_no: 'S1', tid: 't', logistics_no: 'x', consign_time: '2026-11-10' }, 'consign_time', '2026-11-10', /is no time/],
  ];
  test.each(bad)('a bad cell of %s is named with row, column and value: %j', async (kind, record, column, value, problem) => {
    expect(await check(kind, [record])).toEqual([{ row: 0, column, value, problem: expect.stringMatching(problem) }]);
    await expect(importRows(kind, [record])).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(`row 1, column ${column}: "${value}"`),
    });
  });

  test('nothing is written unless every row is good', async () => {
    const rows = (await journalOf(t.engine)).length;
    const records = [GOOD, { ...GOOD, spec_no: 'A2' }, { ...GOOD, spec_no: 'none' }];
    expect(await check('levels', records)).toMatchObject([{ row: 2, column: 'spec_no', value: 'none' }]);
    expect(await codeOf(importRows('levels', records))).toBe('input');
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect((await journalOf(t.engine)).length).toBe(rows);
  });

  test('partial leaves rows with problems out, names them, and writes the others', async () => {
    const records = [{ ...GOOD, stock_num: 'x' }, GOOD, { ...GOOD, warehouse_no: 'W9' }];
    const { changed, problems } = await importRows('levels', records, true);
    expect(changed).toBe(1);
    expect(problems.map(({ row, column, value }) => [row, column, value])).toEqual([
      [0, 'stock_num', 'x'],
      [2, 'warehouse_no', 'W9'],
    ]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '99' });
  });

  test('S3 B2 a file imported twice changes nothing the second time', async () => {
    const files: Record<string, Record<string, string>[]> = {
      shops: [{ shop_no: 'S1', shop_name: '一号店' }, { shop_no: 'S3' }],
      warehouses: [{ warehouse_no: 'W1', warehouse_name: '主仓' }],
      items: [{ spec_no: 'A1', goods_name: '杯子' }, { spec_no: 'N1' }],
      levels: [{ ...GOOD, stock_num: '5', order_num: '1' }],
      listings: [{ shop_no: 'S3', goods_id: 'g', spec_no: 'N1' }],
      rules: [{ stock_syn_rule_no: 'r2', stock_syn_plus: '1' }],
      shipments: [{ shop_no: 'S1', tid: 't9', oids: 'a;b', logistics_no: 'x' }],
    };
    for (const [kind, records] of Object.entries(files)) expect([kind, (await put(t.engine, kind, records)) > 0]).toEqual([kind, true]);
    const tables = () =>
      Promise.all(
        ['items', 'levels', 'listings', 'shipments', 'rules', 'counters'].map((name) =>
          sql(t.database, `select * from ${name} order by 1, 2, 3`),
        ),
      );
    const [before, rows] = [await tables(), (await journalOf(t.engine)).length];
    for (const [kind, records] of Object.entries(files)) expect([kind, await put(t.engine, kind, records, T0 + 9)]).toEqual([kind, 0]);
    expect(await tables()).toEqual(before);
    expect((await journalOf(t.engine)).length).toBe(rows);
  });

  test('rows of one call that name the same are written one after the other', async () => {
    const listing = { shop_no: 'S2', goods_id: 'twice' };
    const files: [string, Record<string, string>[]][] = [
      ['items', [{ spec_no: 'D1', goods_name: 'old' }, { spec_no: 'D2' }, { spec_no: 'D1', goods_name: 'new' }]],
      [
        'listings',
        [
          { ...listing, spec_no: 'D1' },
          { ...listing, spec_no: 'D2' },
        ],
      ],
      [
        'levels',
        [
          { spec_no: 'D2', warehouse_no: 'W1', stock_num: '8' },
          { spec_no: 'D2', warehouse_no: 'W1', order_num: '3' },
        ],
      ],
    ];
    for (const [kind, records] of files) expect([kind, await put(t.engine, kind, records)]).toEqual([kind, records.length]);
    expect(await sql(t.database, "select goods_name from items where spec_no = 'D1'")).toEqual([{ goods_name: 'new' }]);
    const rows = await sql(
      t.database,
      "select i.spec_no, l.version, l.quantity from listings l join items i using (item_id) where l.goods_id = 'twice'",
    );
    expect(rows).toEqual([{ spec_no: 'D2', version: 4, quantity: '6' }]); // 8 - 3, and the rule adds 1
  });

  test('cells are trimmed, unknown columns ignored, and an empty cell leaves what is stored', async () => {
    await put(t.engine, 'levels', [{ spec_no: ' A2 ', warehouse_no: 'W1', stock_num: ' 7.50 ', lock_num: '1', colour: 'red' }]);
    await put(t.engine, 'levels', [{ spec_no: 'A2', warehouse_no: 'W1', order_num: '2', stock_num: '' }]);
    const rows = await sql(t.database, "select stock_num, others from levels where item_id = 2 and stock_num <> '10'");
    expect(rows).toEqual([{ stock_num: '7.5', others: '{"order_num":"2","lock_num":"1"}' }]);
  });

  test('W4 quantities survive digit for digit', async () => {
    for (const stock_num of ['999999999999999.9999', '-999999999999999.9999', '0.0001', '123456789012345.6789']) {
      await put(t.engine, 'levels', [{ spec_no: 'A3', warehouse_no: 'W2', stock_num }]);
      const rows = await sql(t.database, 'select stock_num from levels where item_id = 3 and warehouse_id = 2');
      expect(rows).toEqual([{ stock_num }]);
    }
  });

  test('an unknown kind is input, an unknown seller is unknown', async () => {
    expect(await codeOf(importRows('colours', []))).toBe('input');
    expect(await codeOf(importRows('constructor', []))).toBe('input');
    for (const verb of ['checkImport', 'importRows'] as const) {
      expect(await codeOf(t.engine[verb]({ seller: 'nobody', kind: 'items', records: [], now: T0, partial: false }))).toBe('unknown');
    }
    expect(await codeOf(t.engine.pendingByShop({ seller: 'nobody', now: T0 }))).toBe('unknown');
  });

  test('a seller, a key and a shop are named once and must exist', async () => {
    const key = {
      edition: 'enterprise',
      appKey: 'k',
      secret: 'secret',
      shops: null,
      allow: ['10.0.0.0/8'],
      callsPerMinute: 1,
      callsAtOnce: 2,
    } as const;
    const add = (more: object) => t.engine.addKey({ seller: SELLER, ...key, allow: [...key.allow], now: T0, ...more });
    await add({});
    expect(await codeOf(add({}))).toBe('exists');
    await add({ edition: 'flagship', secret: 'secret:salt' });
    expect(await codeOf(add({ seller: 'nobody' }))).toBe('unknown');
    expect(await codeOf(add({ appKey: 'k2', shops: ['S9'] }))).toBe('unknown');
    for (const wrong of [
      { appKey: ' a' },
      { appKey: 'a\u0000b' },
      { appKey: 'x'.repeat(65) },
      { secret: 'short' },
      { allow: ['10.0.0.0/33'] },
      { edition: 'flagship', appKey: 'f' },
    ]) {
      expect(await codeOf(add(wrong))).toBe('input');
    }
    expect(await codeOf(t.engine.addSeller({ seller: SELLER, now: T0 }))).toBe('exists');
    expect(await codeOf(t.engine.addSeller({ seller: '', now: T0 }))).toBe('input');
    await t.engine.addSeller({ seller: '卖家 & 1+1', now: T0 }); // whatever the vendor issued
    expect(await codeOf(t.engine.disableKey({ seller: SELLER, edition: null, appKey: 'k3', now: T0 }))).toBe('unknown');
    await t.engine.disableKey({ seller: SELLER, edition: 'enterprise', appKey: 'k', now: T0 });
    expect((await t.engine.listKeys({ seller: SELLER })).map(({ edition, disabledAt }) => [edition, disabledAt])).toEqual([
      ['enterprise', T0],
      ['flagship', null],
    ]);
    // A disabled name may get a new secret and new rights; the number is a new one.
    await add({ secret: 'another secret', shops: ['S1'] });
    const found = await t.engine.findCredential({ seller: SELLER, edition: 'enterprise', appKey: 'k' });
    expect(found).toMatchObject({ found: 'key', credential: { secret: 'another secret', shops: ['S1'], disabledAt: null } });
    expect(await codeOf(add({}))).toBe('exists');
  });
});
