/** A feed of levels from an ERP: batches in sequence, in slices, each once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../src/engine.ts';
import type { ImportRecord } from '../src/import/import.ts';
import { FEED_SLICE, feedLevels, LARGEST_FEED } from '../src/stock/feed-levels.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, journalOf, SELLER, seedListings, show, sql, T0 } from './shop.ts';

const ITEMS = 1100;

describe.each(databases)('a feed of levels on $name', ({ open }) => {
  let t: TestEngine;
  let source = '';
  let stock = 100;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, ITEMS);
  });
  afterAll(() => t.close());

  const feed = (sequence: number, rows: ImportRecord[], engine: Pick<Engine, 'feedSlice'> = t.engine) =>
    feedLevels(engine, { seller: SELLER, source, sequence, rows, actor: 'feed', now: T0 });
  /** As many items' levels, all of one new quantity. */
  const rowsOf = (count: number) => {
    stock++;
    return Array.from({ length: count }, (_, i) => ({ spec_no: `A${i + 1}`, warehouse_no: 'W1', stock_num: String(stock) }));
  };
  const state = async () => ({
    levels: await sql(t.database, 'select item_id, warehouse_id, stock_num from levels order by 1, 2'),
    versions: await sql(t.database, 'select listing_id, version from listings order by 1'),
    rows: (await journalOf(t.engine)).length,
  });
  const unchanged = async (act: () => Promise<unknown>) => {
    const before = await state();
    await act();
    expect(await state()).toEqual(before);
  };

  test('a batch is applied in slices of 500, with a result for each', async () => {
    source = 'first';
    const rows = rowsOf(ITEMS);
    expect(await feed(7, rows)).toEqual({
      ...{ outcome: 'applied', sequence: 7, applied: ITEMS, unchanged: 0, problems: 0 },
      slices: [
        { first: 1, rows: 500, applied: 500, unchanged: 0, problems: [] },
        { first: 501, rows: 500, applied: 500, unchanged: 0, problems: [] },
        { first: 1001, rows: 100, applied: 100, unchanged: 0, problems: [] },
      ],
    });
    expect(await show(t.engine, ITEMS)).toEqual({ version: 3, quantity: String(stock) });
    const moved = (await journalOf(t.engine)).filter(({ effect }) => effect === 'feed');
    expect(moved.length).toBe(ITEMS);
    expect(JSON.parse(moved[0]?.detail as string)).toMatchObject({ warehouse: 1, reference: 'first#7', before: { stock_num: '10' } });
    expect(await feed(8, rows)).toMatchObject({ outcome: 'applied', applied: 0, unchanged: ITEMS });
  });

  test('a batch that comes again is answered with its first result, and changes nothing', async () => {
    source = 'again';
    const rows = [...rowsOf(3), { spec_no: 'none', warehouse_no: 'W1', stock_num: '1' }];
    const first = await feed(1, rows);
    const inAnotherOrder = rows.map(({ spec_no, warehouse_no, stock_num }) => ({ stock_num, warehouse_no, spec_no }));
    await unchanged(async () => {
      expect(await feed(1, rows)).toEqual({ ...first, outcome: 'repeated' });
      expect(await feed(1, inAnotherOrder)).toEqual({ ...first, outcome: 'repeated' });
    });
  });

  test.each([
    ['a gap', 5, 'gap', 4, 'batches before it are missing; expected is 4'],
    ['a past number', 2, 'past', 4, 'a later one has been applied; expected is 4'],
    ['other rows under a used number', 3, 'other content', 4, 'that number was used for other rows; expected is 4'],
  ])('%s is answered with the number expected, and changes nothing', async (_, sequence, problem, expected, words) => {
    source = `refused ${problem}`;
    for (const earlier of [2, 3]) await feed(earlier, rowsOf(2));
    await unchanged(async () => {
      const message = `source "${source}", batch ${sequence}: ${words}`;
      expect(await feed(sequence, rowsOf(2))).toEqual({ outcome: 'refused', problem, expected, message });
    });
    expect(await feed(4, rowsOf(2))).toMatchObject({ outcome: 'applied' });
  });

  test('each source, and each seller, counts for itself', async () => {
    source = 'one';
    expect(await feed(1, rowsOf(1))).toMatchObject({ outcome: 'applied' });
    source = 'two';
    expect(await feed(1, rowsOf(1))).toMatchObject({ outcome: 'applied', applied: 1 });
    await t.engine.addSeller({ seller: 'other', now: T0 });
    const rows = [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '1' }];
    const theirs = await feedLevels(t.engine, { seller: 'other', source, sequence: 1, rows, actor: 'feed', now: T0 });
    expect(theirs).toMatchObject({ outcome: 'applied', problems: 1 });
  });

  test('rows that cannot be are named with their number, and stop no other', async () => {
    source = 'problems';
    const rows: ImportRecord[] = rowsOf(FEED_SLICE + 8);
    const bad: [number, ImportRecord, string, string][] = [
      [2, { spec_no: 'none' }, 'spec_no', 'is no item'],
      [3, { warehouse_no: 'none' }, 'warehouse_no', 'is no warehouse'],
      [4, { stock_num: '1,5' }, 'stock_num', 'is no number'],
      [5, { stock_num: '-1' }, 'stock_num', 'is less than nothing'],
      [6, { order_num: '-1' }, 'order_num', 'must not be negative'],
      [502, { colour: 'red' }, 'colour', 'is no column of levels'],
      [503, { defect: '1', order_num: '1' }, 'order_num', 'is not kept for defective stock'],
    ];
    for (const [row, cells] of bad) rows[row - 1] = { ...(rows[row - 1] as ImportRecord), ...cells };
    const fed = await feed(1, rows);
    if (fed.outcome !== 'applied') throw new Error(fed.outcome);
    const told = fed.slices.flatMap(({ problems }) => problems);
    expect(told.map(({ row, column }) => [row, column])).toEqual(bad.map(([row, , column]) => [row, column]));
    for (const [i, [, , , words]] of bad.entries()) expect(told[i]?.problem).toContain(words);
    expect(fed).toMatchObject({ applied: rows.length - bad.length, unchanged: 0, problems: bad.length });
  });

  test('stock below zero is taken where the feed says so', async () => {
    source = 'oversold';
    const rows = [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '-3' }];
    const fed = await feedLevels(t.engine, { seller: SELLER, source, sequence: 1, rows, allowNegative: true, actor: 'feed', now: T0 });
    expect(fed).toMatchObject({ outcome: 'applied', applied: 1 });
  });

  test.each([1, 2])('a batch cut off after slice %i goes on where it stopped, and every row is applied once', async (slices) => {
    source = `cut ${slices}`;
    const rows = rowsOf(ITEMS);
    let calls = 0;
    const dying: Pick<Engine, 'feedSlice'> = {
      async feedSlice(input) {
        if (++calls > slices) throw new Error('killed');
        const isLast = calls === slices;
        const answer = await t.engine.feedSlice(input);
        if (isLast) throw new Error('killed');
        return answer;
      },
    };
    const before = (await journalOf(t.engine)).length;
    await expect(feed(1, rows, dying)).rejects.toThrow('killed');
    await t.restart();
    expect(await feed(2, rows)).toMatchObject({ outcome: 'refused', problem: 'unfinished', expected: 1 });
    expect(await feed(1, rowsOf(3))).toMatchObject({ outcome: 'refused', problem: 'other content', expected: 1 });
    const fed = await feed(1, rows);
    expect(fed).toMatchObject({ outcome: 'applied', applied: ITEMS });
    expect('slices' in fed && fed.slices.map(({ first, rows }) => [first, rows])).toEqual([
      [1, 500],
      [501, 500],
      [1001, 100],
    ]);
    expect((await journalOf(t.engine)).length - before).toBe(2 * ITEMS);
    expect(await feed(1, rows)).toEqual({ ...fed, outcome: 'repeated' });
    expect(await feed(2, rowsOf(1))).toMatchObject({ outcome: 'applied' });
  });

  test('an answer is lost while the next slice is on its way: the batch, sent again, tells what came of every slice', async () => {
    source = 'lost';
    const rows = rowsOf(ITEMS);
    const before = (await journalOf(t.engine)).length;
    const silent: Pick<Engine, 'feedSlice'> = {
      async feedSlice(input) {
        const answer = await t.engine.feedSlice(input);
        if (input.from === FEED_SLICE) throw new Error('no answer');
        return answer;
      },
    };
    await expect(feed(1, rows, silent)).rejects.toThrow('no answer');
    const fed = await feed(1, rows);
    expect('slices' in fed && fed.slices.map(({ first, applied }) => [first, applied])).toEqual([
      [1, 500],
      [501, 500],
      [1001, 100],
    ]);
    expect((await journalOf(t.engine)).length - before).toBe(2 * ITEMS);
  });

  test('the same batch fed twice at once is applied once', async () => {
    source = 'twice';
    const rows = rowsOf(ITEMS);
    const before = (await journalOf(t.engine)).length;
    const [one, other] = await Promise.all([feed(1, rows), feed(1, rows)]);
    expect({ ...other, outcome: '' }).toEqual({ ...one, outcome: '' });
    expect((await journalOf(t.engine)).length - before).toBe(2 * ITEMS);
  });

  test('a batch of no rows, of too many, of no number or of no source is refused', async () => {
    source = 'limits';
    const row = { spec_no: 'A1', warehouse_no: 'W1' };
    for (const rows of [[], Array(LARGEST_FEED + 1).fill(row)]) expect(await codeOf(feed(1, rows))).toBe('input');
    for (const sequence of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(await codeOf(feed(sequence, [row]))).toBe('input');
    for (source of ['', ' x', 'x ', 'a\nb', 'x'.repeat(65)]) expect(await codeOf(feed(1, [row]))).toBe('input');
    source = 'x'.repeat(64);
    expect(await feed(1, [row])).toMatchObject({ outcome: 'applied' });
  });
});
