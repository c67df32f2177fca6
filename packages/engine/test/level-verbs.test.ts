/** Levels set, adjusted, counted and queried by name; what each answers, and what it refuses. */
import type { CountedLine } from '@tongbu/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LevelFilter, Stocktake } from '../src/index.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, journalOf, put, SELLER, seedListings, show, T0 } from './shop.ts';

const asked = { seller: SELLER, reason: 'damaged in transit', actor: 'operator', now: T0 };
const ANY: LevelFilter = { from: null, to: null, specNo: null, goodsNo: null, barcode: null, warehouseNo: null, defective: null };

describe.each(databases)('levels by name on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 20);
  });
  afterAll(() => t.close());

  const stockOf = async (specNo: string, filter: Partial<LevelFilter> = {}) => {
    const found = await t.engine.queryLevels({ caller, filter: { ...ANY, specNo, ...filter }, offset: 0, limit: 100, total: false });
    return found?.rows.map(({ warehouseNo, defective, stock }) => `${warehouseNo}${defective ? ' defective' : ''} ${stock}`);
  };

  describe('set and adjust', () => {
    test('levels are set all or none, and tell what was and is', async () => {
      const levels = [
        { specNo: 'A1', warehouseNo: 'W1', set: { stock_num: '12.50', order_num: '2' } },
        { specNo: 'A2', warehouseNo: 'W2', set: { stock_num: '0' } },
      ];
      expect(await t.engine.setLevels({ ...asked, levels })).toMatchObject([
        { specNo: 'A1', before: { stock_num: '10', order_num: '0' }, after: { stock_num: '12.5', order_num: '2' } },
        { specNo: 'A2', warehouseNo: 'W2', changed: [] },
      ]);
      expect(await stockOf('A2')).toEqual(['W1 10', 'W2 0']);
      const bad = [
        { specNo: 'A1', warehouseNo: 'W1', set: { stock_num: '1' } },
        { specNo: 'none', warehouseNo: 'W1', set: {} },
      ];
      expect(await codeOf(t.engine.setLevels({ ...asked, levels: bad }))).toBe('unknown');
      expect(await stockOf('A1')).toEqual(['W1 12.5']);
    });

    test('a level is adjusted by so much, and the journal of the item says why', async () => {
      const named = { specNo: 'A3', warehouseNo: 'W1' };
      expect(await t.engine.adjustLevel({ ...asked, ...named, by: '-3' })).toMatchObject({ after: { stock_num: '7' } });
      await t.engine.adjustLevel({ ...asked, ...named, by: '2', quantity: 'lock_num', reason: 'sample' });
      await t.engine.adjustLevel({ ...asked, ...named, defective: true, by: '3', reason: 'broken' });
      expect(await show(t.engine, 3)).toEqual({ version: 4, quantity: '5' });
      const rows = await t.engine.journalOfItem({ seller: SELLER, specNo: 'A3', before: null, limit: 10 });
      const told = { actor: 'operator', at: T0, warehouseNo: 'W1', reference: '' };
      expect(rows).toMatchObject([
        { ...told, kind: 'adjust', reason: 'broken', defective: true, before: { stock_num: '0' }, after: { stock_num: '3' } },
        { ...told, kind: 'adjust', reason: 'sample', before: { lock_num: '0' }, after: { lock_num: '2' } },
        { ...told, kind: 'adjust', reason: 'damaged in transit', before: { stock_num: '10' }, after: { stock_num: '7' } },
        { actor: 'import', kind: 'import', reason: '', before: { stock_num: '0' }, after: { stock_num: '10' } },
      ]);
      const [, second] = rows;
      const older = await t.engine.journalOfItem({ seller: SELLER, specNo: 'A3', before: second?.seq as number, limit: 1 });
      expect(older).toEqual([rows[2]]);
    });

    test.each<[string, object, string]>([
      ['an item that does not exist', { specNo: 'none' }, '"none" is no item'],
      ['a warehouse that does not exist', { warehouseNo: 'none' }, '"none" is no warehouse'],
      ['a seller that does not exist', { seller: 'none' }, 'seller "none" does not exist'],
      ['more than lies there', { by: '-11' }, 'item "A4" in warehouse "W1": stock_num -1 is less than nothing'],
      ['what is no number', { by: '1e' }, 'stock_num "1e" is no number'],
      ['what is no quantity', { quantity: 'colour' }, '"colour" is no quantity; one of: stock_num, purchase_num'],
    ])('%s is refused with its name', async (_, cells, message) => {
      const before = (await journalOf(t.engine)).length;
      const adjusting = t.engine.adjustLevel({ ...asked, specNo: 'A4', warehouseNo: 'W1', by: '1', ...cells });
      await expect(adjusting).rejects.toThrow(message);
      expect((await journalOf(t.engine)).length).toBe(before);
    });

    test('stock falls below zero only where that is asked for', async () => {
      const taking = { ...asked, specNo: 'A4', warehouseNo: 'W1', by: '-11' };
      expect(await t.engine.adjustLevel({ ...taking, allowNegative: true })).toMatchObject({ after: { stock_num: '-1' } });
    });
  });

  describe('stocktakes', () => {
    const line = (specNo: string, counted: string, more: Partial<CountedLine> = {}): CountedLine => {
      return { specNo, counted, defective: false, remark: '', ...more };
    };
    const count = (lines: CountedLine[], more: Partial<Stocktake> = {}) =>
      t.engine.countStock({
        ...{ caller, warehouseNo: 'W1', lines, scope: 'all', whole: false, create: true, outerNo: null, remark: 'yearly' },
        ...{ request: null, signedAt: null, now: T0 },
        ...more,
      });
    const rowsOf = async (act: () => Promise<unknown>) => {
      const before = (await journalOf(t.engine)).length;
      await act();
      return (await journalOf(t.engine)).slice(before).filter(({ pool }) => pool === 'level');
    };

    test('what was counted replaces what the books say, and raises the listings', async () => {
      const before = (await show(t.engine, 5))?.version as number;
      const done = await count([line('A5', '3'), line('A5', '2', { defective: true }), line('A6', '10')]);
      const differences = [
        { specNo: 'A5', defective: false, before: '10', after: '3' },
        { specNo: 'A5', defective: true, before: null, after: '2' },
      ];
      expect(done).toEqual({ effect: 'counted', no: 'WP202611100001', stocktake: 1, skipped: [], differences });
      expect(await show(t.engine, 5)).toEqual({ version: before + 1, quantity: '3' });
      expect(await stockOf('A5')).toEqual(['W1 3', 'W1 defective 2']);
      expect(await count([])).toMatchObject({ effect: 'counted', no: 'WP202611100002' });
    });

    test('B6 every line has one row of the journal, changed or not, signed as the request was', async () => {
      const lines = [line('A7', '9'), line('A8', '10'), line('none', '1'), line('A9', '1', { refused: 'too long' })];
      const rows = await rowsOf(() => count(lines, { signedAt: T0 - 5 }));
      expect(rows.map(({ effect, subject, quantity, signedAt }) => [effect, subject, quantity, signedAt])).toEqual([
        ['count', 7, '9', T0 - 5],
        ['unchanged', 8, '10', T0 - 5],
        ['skipped', null, '1', T0 - 5],
        ['skipped', 9, '1', T0 - 5],
      ]);
    });

    test.each<[string, Partial<Stocktake>, CountedLine[], string[]]>([
      ['an unknown item', {}, [line('A10', '1'), line('none', '1')], ['none']],
      [
        'defective stock where good stock is counted',
        { scope: 'good' },
        [line('A10', '2'), line('A11', '1', { defective: true })],
        ['A11'],
      ],
      [
        'good stock where defective stock is counted',
        { scope: 'defective' },
        [line('A10', '3'), line('A11', '1', { defective: true })],
        ['A10'],
      ],
      [
        'a level that is missing and is not to be made',
        { create: false, warehouseNo: 'W2' },
        [line('A12', '1'), line('A13', '1')],
        ['A13'],
      ],
      ['a quantity below zero', {}, [line('A10', '4'), line('A11', '-1')], ['A11']],
    ])('%s is skipped and named, or refuses all of it', async (_, more, lines, skipped) => {
      if (more.create === false) await put(t.engine, 'levels', [{ spec_no: 'A12', warehouse_no: 'W2', stock_num: '5' }]);
      const before = await Promise.all(lines.map(({ specNo }) => stockOf(specNo)));
      expect(await count(lines, { ...more, whole: true })).toEqual({ effect: 'unknown items', skipped });
      expect(await Promise.all(lines.map(({ specNo }) => stockOf(specNo)))).toEqual(before);
      expect(await count(lines, more)).toMatchObject({ effect: 'counted', skipped });
      expect(
        await count(
          lines.filter(({ specNo }) => skipped.includes(specNo)),
          more,
        ),
      ).toEqual({ effect: 'no items' });
    });

    test('an unknown warehouse, or a number used before, changes nothing', async () => {
      expect(await count([line('A14', '1')], { outerNo: 'X1' })).toMatchObject({ effect: 'counted' });
      const rows = await rowsOf(async () => {
        expect(await count([line('A14', '2')], { outerNo: 'X1' })).toEqual({ effect: 'repeated' });
        expect(await count([line('A14', '2')], { warehouseNo: 'none' })).toEqual({ effect: 'unknown warehouse' });
      });
      expect(rows).toEqual([]);
      expect(await stockOf('A14')).toEqual(['W1 1']);
    });

    test('two that use one number at once: one counts', async () => {
      const both = await Promise.all(['5', '6'].map((counted) => count([line('A15', counted)], { outerNo: 'X2' })));
      expect(both.map(({ effect }) => effect).sort()).toEqual(['counted', 'repeated']);
    });

    test('B2 the same signed request again gets its first answer and changes nothing', async () => {
      const request = { signature: 'flagship demo-app abc', expiresAt: T0 + 1_000_000 };
      const first = await count([line('A16', '3')], { request, outerNo: 'X3' });
      await count([line('A16', '4')]);
      const rows = await rowsOf(async () => expect(await count([line('A16', '3')], { request, outerNo: 'X3' })).toEqual(first));
      expect(rows.map(({ effect }) => effect)).toEqual(['repeated']);
      expect(await stockOf('A16')).toEqual(['W1 4']);
    });

    test('B9 stocktakes go on above what a restore has raised', async () => {
      await t.engine.raiseNumbers({ by: 1_000_000, now: T0 });
      const done = await count([line('A16', '8')]);
      expect(done).toMatchObject({ effect: 'counted' });
      expect('stocktake' in done && done.stocktake).toBeGreaterThan(1_000_000);
    });
  });

  describe('queries', () => {
    const query = (filter: Partial<LevelFilter>, page = { offset: 0, limit: 100, total: true }) =>
      t.engine.queryLevels({ caller, filter: { ...ANY, ...filter }, ...page });
    const names = async (filter: Partial<LevelFilter>) =>
      (await query(filter))?.rows.map(({ specNo, warehouseNo, defective }) => `${specNo} ${warehouseNo}${defective ? ' defective' : ''}`);

    beforeAll(async () => {
      await put(t.engine, 'items', [
        { spec_no: 'Q1', goods_no: 'Q' },
        { spec_no: 'Q2', goods_no: 'Q' },
        { spec_no: 'R1', goods_no: 'R' },
      ]);
      const level = (spec_no: string, warehouse_no: string, minute: number, cells = {}) =>
        put(t.engine, 'levels', [{ spec_no, warehouse_no, stock_num: '1', ...cells }], T0 + minute);
      await level('R1', 'W1', 30);
      await level('Q2', 'W1', 20);
      await level('Q1', 'W2', 20);
      await level('Q1', 'W1', 10);
      await level('Q1', 'W1', 15, { defect: '1' });
    });
    const range = { from: T0 + 10, to: T0 + 30 };

    test('levels come in the order in which they changed, both ends of the range included', async () => {
      const all = ['Q1 W1', 'Q1 W1 defective', 'Q1 W2', 'Q2 W1', 'R1 W1'];
      expect(await names(range)).toEqual(all);
      expect(await names({ from: T0 + 11, to: T0 + 29 })).toEqual(all.slice(1, 4));
    });

    test.each<[Partial<LevelFilter>, string[]]>([
      [{ specNo: 'Q1' }, ['Q1 W1', 'Q1 W1 defective', 'Q1 W2']],
      [{ specNo: 'Q1', warehouseNo: 'W1', defective: false }, ['Q1 W1']],
      [{ ...range, goodsNo: 'Q', warehouseNo: 'W1' }, ['Q1 W1', 'Q1 W1 defective', 'Q2 W1']],
      [{ ...range, defective: true }, ['Q1 W1 defective']],
      [{ ...range, barcode: 'none' }, []],
      [{ specNo: 'none' }, []],
    ])('%o finds its levels', async (filter, found) => {
      expect(await names(filter)).toEqual(found);
      expect((await query(filter))?.total).toBe(found.length);
    });

    test('pages follow each other, and only those asked to tell the total', async () => {
      const pages = [];
      for (let offset = 0; offset < 6; offset += 2) pages.push(await query(range, { offset, limit: 2, total: offset === 0 }));
      expect(pages.map((page) => page?.total)).toEqual([5, null, null]);
      expect(pages.flatMap((page) => page?.rows.map(({ specNo }) => specNo))).toEqual(['Q1', 'Q1', 'Q1', 'Q2', 'R1']);
    });

    test('a row tells item, warehouse, quantities and times', async () => {
      await put(t.engine, 'levels', [{ spec_no: 'R1', warehouse_no: 'W1', stock_num: '2.5', order_num: '1' }], T0 + 40);
      expect((await query({ specNo: 'R1' }))?.rows).toEqual([
        {
          ...{ specNo: 'R1', specName: '', goodsNo: 'R', goodsName: '', barcode: '', brand: '', unit: '' },
          ...{ warehouseNo: 'W1', warehouseName: '', warehouseType: 1, defective: false, stock: '2.5', others: { order_num: '1' } },
          ...{ createdAt: T0 + 30, changedAt: T0 + 40 },
        },
      ]);
    });

    test('a warehouse that does not exist, or belongs to another seller, gives nothing at all', async () => {
      expect(await query({ warehouseNo: 'none' })).toBeNull();
      await t.engine.addSeller({ seller: 'other', now: T0 });
      const theirs = { ...caller, seller: 'other' };
      expect(await t.engine.queryLevels({ caller: theirs, filter: ANY, offset: 0, limit: 10, total: true })).toEqual({
        total: 0,
        rows: [],
      });
      const named = { ...ANY, warehouseNo: 'W1' };
      expect(await t.engine.queryLevels({ caller: theirs, filter: named, offset: 0, limit: 10, total: true })).toBeNull();
    });
  });
});
