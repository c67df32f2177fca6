/** Suites: how they are put together, matched and counted, and which movements reach them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, put, SELLER, seed, setStock, show, T0, waiting } from './shop.ts';

describe.each(databases)('suites on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seed(t.engine);
    await put(
      t.engine,
      'items',
      ['SHIRT', 'SOCKS', 'HAT'].map((spec_no) => ({ spec_no })),
    );
    await put(t.engine, 'suites', [part('SHIRT', '1'), part('SOCKS', '2')]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'G', spec_no: 'SET' }]);
  });
  afterEach(() => t.close());

  const part = (spec_no: string, count: string, suite_no = 'SET') => ({ suite_no, suite_name: '套装', spec_no, count });
  const problem = async (row: Record<string, string>) => {
    const problems = await t.engine.checkImport({ seller: SELLER, kind: 'suites', records: [row], now: T0 });
    expect(await codeOf(put(t.engine, 'suites', [row]))).toBe('input');
    return problems.map(({ column, value, problem }) => `${column} "${value}" ${problem}`).join();
  };

  test('a listing is matched to a suite by its code, and shows how many can be put together', async () => {
    expect(await show(t.engine, 1)).toEqual({ version: 1, quantity: '0' });
    await setStock(t.engine, 'SHIRT', '5');
    await setStock(t.engine, 'SOCKS', '7');
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '3' });
    await setStock(t.engine, 'SOCKS', '9', T0, 'W2'); // no shirt lies there
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '3' });
    const [found] = await t.engine.calculateStock({ caller, listings: [1] });
    expect(found).toMatchObject({ found: true, syncable: true, change: { target: 'suite', targetId: 1, matchCode: 'SET' } });
  });

  test('S3 a movement of a part reaches its suites, one of another item does not', async () => {
    await put(t.engine, 'suites', [part('HAT', '1', 'OTHER')]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'H', spec_no: 'HAT' }]);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'O', spec_no: 'OTHER' }]);
    await setStock(t.engine, 'HAT', '4');
    expect(await show(t.engine, 1)).toEqual({ version: 1, quantity: '0' });
    expect(await show(t.engine, 2)).toEqual({ version: 2, quantity: '4' });
    expect(await show(t.engine, 3)).toEqual({ version: 2, quantity: '4' });
  });

  test('S3 other parts, or another count, give the listings a new version; the same file again does not', async () => {
    await setStock(t.engine, 'SHIRT', '5');
    await setStock(t.engine, 'SOCKS', '8');
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '4' });
    expect(await put(t.engine, 'suites', [part('SOCKS', '4')])).toBe(1);
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '2' });
    expect(await put(t.engine, 'suites', [part('SHIRT', '1'), { ...part('SOCKS', '4'), suite_name: '' }])).toBe(0);
    await put(t.engine, 'suites', [part('SOCKS', '0')]);
    expect(await show(t.engine, 1)).toEqual({ version: 5, quantity: '5' });
    await put(t.engine, 'suites', [part('SHIRT', '0.5')]);
    expect(await show(t.engine, 1)).toEqual({ version: 6, quantity: '10' });
  });

  test('a suite that comes after its listings binds them; so does an item whose code is both codes joined', async () => {
    await put(t.engine, 'listings', [
      { shop_no: 'S2', goods_id: 'late', spec_no: 'LATE' },
      { shop_no: 'S2', goods_id: 'joined', goods_no: 'G-', spec_no: 'RED' },
      { shop_no: 'S2', goods_id: 'goods', goods_no: 'GOODS' },
    ]);
    expect(await waiting(t.engine)).toEqual([1]);
    await put(t.engine, 'suites', [part('HAT', '1', 'LATE')]);
    await put(t.engine, 'items', [{ spec_no: 'G-RED' }, { spec_no: 'GOODS' }, { spec_no: 'G-' }]);
    expect(await waiting(t.engine)).toEqual([1, 2, 3, 4]);
    const codes = await t.engine.calculateStock({ caller, listings: [2, 3, 4] });
    expect(codes.map((each) => each.found && each.change.matchCode)).toEqual(['LATE', 'G-RED', 'GOODS']);
  });

  test('an item is found before a suite, the specification’s own code before both joined', async () => {
    await put(t.engine, 'items', [{ spec_no: 'SHIRTRED' }]);
    await put(t.engine, 'listings', [
      { shop_no: 'S2', goods_id: 'a', goods_no: 'SHIRT', spec_no: 'RED' },
      { shop_no: 'S2', goods_id: 'b', goods_no: 'x', spec_no: 'SET' },
      { shop_no: 'S2', goods_id: 'c', goods_no: 'SHIRT', spec_no: 'BLUE' },
    ]);
    const found = await t.engine.calculateStock({ caller, listings: [2, 3, 4] });
    expect(found.map((each) => each.found && [each.change.target, each.change.matchCode])).toEqual([
      ['item', 'SHIRTRED'],
      ['suite', 'SET'],
      ['none', ''],
    ]);
  });

  test.each([
    [
      'a suite inside itself',
      { suite_no: 'SET', spec_no: 'SET', count: '1' },
      'spec_no "SET" is a suite inside itself; the parts of a suite are items',
    ],
    ['a suite inside a suite', { suite_no: 'BIG', spec_no: 'SET', count: '1' }, 'spec_no "SET" is a suite; the parts of a suite are items'],
    ['an unknown item', { suite_no: 'BIG', spec_no: 'NONE', count: '1' }, 'spec_no "NONE" is no item; import items first'],
    [
      'the code of an item',
      { suite_no: 'HAT', spec_no: 'SHIRT', count: '1' },
      'suite_no "HAT" is the merchant code of an item; a suite needs another',
    ],
    ['a count below 0', { suite_no: 'BIG', spec_no: 'HAT', count: '-1' }, 'count "-1" is less than 0'],
    ['no count', { suite_no: 'BIG', spec_no: 'HAT' }, 'count "" must not be empty'],
  ])('bad input: %s is refused', async (_, row, expected) => {
    expect(await problem(row)).toBe(expected);
  });

  test('bad input: a suite keeps a part at least, and no item may take its code', async () => {
    expect(await codeOf(put(t.engine, 'suites', [part('SHIRT', '0'), part('SOCKS', '0')]))).toBe('input');
    expect(await codeOf(put(t.engine, 'items', [{ spec_no: 'SET' }]))).toBe('input');
    await setStock(t.engine, 'SHIRT', '5');
    await setStock(t.engine, 'SOCKS', '8');
    expect((await show(t.engine, 1))?.quantity).toBe('4');
  });
});
