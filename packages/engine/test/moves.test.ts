/** Movements of stock: what they write, what they refuse, and that none is lost. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PendingChange } from '../src/pool/count.ts';
import { type Movement, moveEach, moveStock } from '../src/stock/move.ts';
import type { Session } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { journalOf, put, SELLER, seedListings, setStock, show, sql, T0 } from './shop.ts';

const why = { cause: 'level', kind: 'adjust', reason: 'broken' } as const;

describe.each(databases)('movements of stock on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 12);
  });
  afterAll(() => t.close());

  const within = <T>(work: (change: Parameters<typeof moveStock>[0]) => Promise<T>, now = T0) =>
    t.database.write(async (session: Session) => {
      const pending = new PendingChange('stock');
      const done = await work({ session, seller: SELLER, actor: 'operator', now, pending });
      await pending.write(session, SELLER);
      return done;
    });
  const move = (movements: Movement[], options = {}) => within((change) => moveStock(change, movements, why, options));
  const levelsOf = (item: number, table = 'levels') =>
    sql(t.database, `select warehouse_id as warehouse, stock_num as stock from ${table} where item_id = :item order by 1`, { item });
  const added = async (act: () => Promise<unknown>) => {
    const before = (await journalOf(t.engine)).length;
    await act();
    return (await journalOf(t.engine)).slice(before);
  };

  test('a movement sets or adds, exactly, and gives what was and is', async () => {
    const [moved] = await move([{ item: 1, warehouse: 1, set: { order_num: '2' }, add: { stock_num: '-0.0001' } }]);
    expect(moved).toMatchObject({
      before: { stock_num: '10', order_num: '0' },
      after: { stock_num: '9.9999', order_num: '2' },
      changed: ['order_num', 'stock_num'],
    });
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '7' });
  });

  test('every movement that changes anything has one row of the journal, and the others none', async () => {
    const rows = await added(() =>
      move([
        { item: 2, warehouse: 1, add: { stock_num: '5' } },
        { item: 2, warehouse: 1, set: { stock_num: '15' } },
        { item: 2, warehouse: 2, add: { lock_num: '1' } },
      ]),
    );
    const moved = rows.filter(({ pool }) => pool === 'level');
    expect(moved.map(({ subject, effect, quantity, actor }) => [subject, effect, quantity, actor])).toEqual([
      [2, 'adjust', '15', 'operator'],
      [2, 'adjust', null, 'operator'],
    ]);
    const detail = { warehouse: 1, kind: 'adjust', reason: 'broken', before: { stock_num: '10' }, after: { stock_num: '15' } };
    expect(JSON.parse(moved[0]?.detail as string)).toEqual(detail);
    expect(rows.filter(({ event }) => event === 'changed').map(({ subject, version }) => [subject, version])).toEqual([[2, 3]]);
  });

  test('S3 movements raise the listings of their items once a transaction, and no others', async () => {
    const rows = await added(() => move([1, 2].map((warehouse) => ({ item: 3, warehouse, add: { stock_num: '1' } }))));
    expect(rows.filter(({ event }) => event === 'changed').map(({ subject }) => subject)).toEqual([3]);
    const uncounted = await added(() => move([{ item: 3, warehouse: 1, add: { purchase_num: '1' } }]));
    expect(uncounted.map(({ event }) => event)).toEqual(['moved']);
  });

  test.each<[string, Movement, string]>([
    [
      'stock below zero',
      { item: 4, warehouse: 1, add: { stock_num: '-11' } },
      'item "A4" in warehouse "W1": stock_num -1 is less than nothing',
    ],
    ['stock set below zero', { item: 4, warehouse: 1, set: { stock_num: '-1' } }, 'stock_num -1 is less than nothing'],
    ['another quantity below zero', { item: 4, warehouse: 1, add: { order_num: '-1' } }, 'order_num -1 must not be negative'],
    ['more than fits', { item: 4, warehouse: 1, add: { stock_num: '999999999999999.9999' } }, 'more than 15 digits'],
    ['orders of defective stock', { item: 4, warehouse: 1, defective: true, set: { order_num: '1' } }, 'is not kept for defective stock'],
  ])('%s is refused, and nothing of the transaction is done', async (_, movement, message) => {
    const good = { item: 4, warehouse: 2, add: { stock_num: '1' } };
    const rows = await added(() => expect(move([good, movement])).rejects.toThrow(message));
    expect(rows).toEqual([]);
    expect(await levelsOf(4)).toEqual([{ warehouse: 1, stock: '10' }]);
  });

  test('stock falls below zero where that is allowed, and rises from there where it is not', async () => {
    await move([{ item: 5, warehouse: 1, add: { stock_num: '-12' } }], { allowNegative: true });
    expect(await show(t.engine, 5)).toMatchObject({ quantity: '0' });
    await move([{ item: 5, warehouse: 1, add: { stock_num: '1' } }]);
    expect(await levelsOf(5)).toEqual([{ warehouse: 1, stock: '-1' }]);
    await expect(move([{ item: 5, warehouse: 1, add: { stock_num: '-1' } }])).rejects.toThrow('stock_num -2');
  });

  test('where each is taken for itself, one that cannot be keeps back no other and leaves no level behind', async () => {
    const movements = [
      { item: 6, warehouse: 2, add: { stock_num: '-1' } },
      { item: 6, warehouse: 1, add: { stock_num: '-1' } },
    ];
    const [refused, moved] = await within((change) => moveEach(change, movements, why));
    expect(refused).toMatchObject({ refused: { name: 'stock_num', value: '-1' } });
    expect(moved).toMatchObject({ after: { stock_num: '9' } });
    expect(await levelsOf(6)).toEqual([{ warehouse: 1, stock: '9' }]);
  });

  test('defective stock lies apart: no listing shows it, and it moves by itself', async () => {
    const before = await show(t.engine, 7);
    await move([{ item: 7, warehouse: 1, defective: true, add: { stock_num: '3' } }]);
    expect(await show(t.engine, 7)).toEqual(before);
    expect([await levelsOf(7), await levelsOf(7, 'defective_levels')]).toEqual([
      [{ warehouse: 1, stock: '10' }],
      [{ warehouse: 1, stock: '3' }],
    ]);
    await put(t.engine, 'levels', [{ spec_no: 'A7', warehouse_no: 'W1', defect: '1', stock_num: '4' }]);
    expect(await levelsOf(7, 'defective_levels')).toEqual([{ warehouse: 1, stock: '4' }]);
    const counted = [{ spec_no: 'A7', warehouse_no: 'W1', defect: '1', order_num: '4' }];
    await expect(put(t.engine, 'levels', counted)).rejects.toThrow('is not kept for defective stock');
  });

  test('a level says when it was made and when it last changed', async () => {
    await within((change) => moveStock(change, [{ item: 8, warehouse: 2, set: { stock_num: '1' } }], why), T0 + 1);
    await within((change) => moveStock(change, [{ item: 8, warehouse: 2, set: { stock_num: '1' } }], why), T0 + 2);
    await within((change) => moveStock(change, [{ item: 8, warehouse: 2, add: { stock_num: '1' } }], why), T0 + 3);
    const times = 'select created_at as made, modified_at as changed from levels where item_id = 8 and warehouse_id = 2';
    expect(await sql(t.database, times)).toEqual([{ made: T0 + 1, changed: T0 + 3 }]);
  });

  test('S3 movements of one level at once: none is lost', async () => {
    await setStock(t.engine, 'A9', '0');
    const both = (by: string) => move([1, 2].map((warehouse) => ({ item: 9, warehouse, add: { stock_num: by } })));
    await Promise.all(Array.from({ length: 20 }, (_, i) => both(String(i))));
    expect(await levelsOf(9)).toEqual([1, 2].map((warehouse) => ({ warehouse, stock: '190' })));
    expect((await show(t.engine, 9))?.quantity).toBe('380');
  });

  test('any order of sets and adds leaves what a ledger of them says', async () => {
    const step = fc.record({
      item: fc.constantFrom(10, 11),
      defective: fc.boolean(),
      how: fc.constantFrom('set', 'add'),
      tenths: fc.integer({ min: -50, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 6 }), async (transactions) => {
        const ledger = new Map<string, number>();
        const reset = [10, 11].flatMap((item) =>
          [false, true].map((defective) => ({ item, warehouse: 1, defective, set: { stock_num: '0' } })),
        );
        await move(reset);
        for (const steps of transactions) {
          const movements = steps.map(({ item, defective, how, tenths }) => ({
            ...{ item, warehouse: 1, defective },
            [how]: { stock_num: String(tenths / 10) },
          }));
          const after = new Map(ledger);
          let isRefused = false;
          for (const { item, defective, how, tenths } of steps) {
            const key = `${item} ${defective}`;
            const is = tenths + (how === 'add' ? (after.get(key) ?? 0) : 0);
            if (is < 0) isRefused = true;
            after.set(key, is);
          }
          if (isRefused) await expect(move(movements)).rejects.toThrow('less than nothing');
          else {
            await move(movements);
            for (const [key, value] of after) ledger.set(key, value);
          }
        }
        for (const item of [10, 11]) {
          for (const [defective, table] of [
            [false, 'levels'],
            [true, 'defective_levels'],
          ] as const) {
            expect(await levelsOf(item, table)).toEqual([{ warehouse: 1, stock: String((ledger.get(`${item} ${defective}`) ?? 0) / 10) }]);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
