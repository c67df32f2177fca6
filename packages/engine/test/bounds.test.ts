/** However much there is, one call does a bounded part of it (promise B12): searches in parts, pushes in slices, new codes in steps. */
import type { PushedListing } from '@tongbu/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type JournalPool, journal, LOOKED_THROUGH } from '../src/journal/journal.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, put, SELLER, seed, seedListings, show, sql, T0 } from './shop.ts';
import { watched } from './watch.ts';

describe.each(databases)('bounds on $name', ({ open }) => {
  let t: TestEngine;
  let commits: number;
  let failsAt: number;
  beforeEach(async () => {
    commits = 0;
    failsAt = Number.POSITIVE_INFINITY;
    t = await open((database) => {
      const through = watched(database, () => {});
      return {
        ...through,
        write: async (work, options) => {
          if (++commits >= failsAt) throw new Error('cut off');
          return through.write(work, options);
        },
      };
    });
    await seed(t.engine);
  });
  afterEach(() => t.close());

  describe('searching the journal', () => {
    const search = async (pool: JournalPool | null, subject: number | null, limit = 100, after = 0) => {
      const found: number[] = [];
      const looked: number[] = [];
      for (let before: number | null = null; ; ) {
        const part = await t.engine.searchJournal({ seller: SELLER, pool, subject, before, after, limit });
        found.push(...part.rows.map(({ seq }) => seq));
        looked.push(part.rows.length);
        if (part.ended) return { found, looked };
        before = part.before;
      }
    };
    const wanted = (where: string) => sql<{ seq: number }>(t.database, `select seq from journal where ${where} order by seq desc`);

    test('finds all rows of a record, newest first, in parts of at most so many rows', async () => {
      const occasion = { seller: SELLER, at: T0, actor: 'operator', pool: 'order', signedAt: null } as const;
      const rows = Array.from({ length: LOOKED_THROUGH + 50 }, (_, i) => ({
        event: 'push',
        subject: i % 5000 === 7 ? 7 : 8,
        effect: 'unchanged',
      }));
      await t.database.write((session) => journal(session, occasion, rows));
      const seven = (await wanted('subject = 7')).map(({ seq }) => seq);
      expect(seven.length).toBe(5);
      const { found, looked } = await search('order', 7);
      expect(found).toEqual(seven);
      expect(looked.length).toBe(2); // what one call looks through ends before the journal does
      expect((await search('order', 7, 2)).found).toEqual(seven);
      expect((await search(null, 7)).found).toEqual(seven);
      expect((await search('stock', 7)).found).toEqual([]);
      expect((await search('order', 7, 100, seven[2])).found).toEqual(seven.slice(0, 2));
      expect((await search(null, null, 5000)).found.length).toBe(rows.length);
    });

    test('a seller that does not exist is told', async () => {
      const asked = { pool: null, subject: null, before: null, after: 0, limit: 5 };
      expect(await codeOf(t.engine.searchJournal({ ...asked, seller: 'none' }))).toBe('unknown');
    });
  });

  describe('pushing listings', () => {
    const listing = (n: number): PushedListing => ({
      ...{ goodsId: `P${n}`, specId: '', goodsNo: '', specNo: '', goodsName: '', specName: '', status: 'onSale' },
      ...{ pictureUrl: null, price: null, stock: null },
    });
    const MANY = 1201;
    const listings = Array.from({ length: MANY }, (_, n) => listing(n));
    const push = (signature: string) =>
      t.engine.pushListings({
        ...{ caller, shopNo: 'S1', listings, request: { signature, expiresAt: T0 + 120_000 }, signedAt: T0, now: T0 },
      });

    test('goes in transactions of at most 500, with one result each, in their order', async () => {
      const before = commits;
      const results = await push('x');
      expect(commits - before).toBe(3);
      expect(results).toEqual(listings.map((_, n) => ({ listing: n + 1, effect: 'created' })));
      const again = await push('x');
      expect(again).toEqual(results); // the same request gets the first answer
      expect((await push('y'))?.every(({ effect }) => effect === 'unchanged')).toBe(true);
    });

    test('B2 one that was cut off goes on where it stopped, and the answer is that of the whole', async () => {
      failsAt = commits + 3;
      await expect(push('x')).rejects.toThrow('cut off');
      failsAt = Number.POSITIVE_INFINITY;
      expect(await sql(t.database, 'select count(*) as n from listings')).toEqual([{ n: 1000 }]);
      expect(await push('x')).toEqual(listings.map((_, n) => ({ listing: n + 1, effect: 'created' })));
      const pushed = await sql(
        t.database,
        "select effect, count(*) as n from journal where event = 'push' group by effect order by effect",
      );
      expect(pushed).toEqual([
        { effect: 'created', n: MANY },
        { effect: 'repeated', n: 2 },
      ]);
    });
  });

  describe('an item that very many listings wait for', () => {
    const MANY = 520;
    const waitFor = async (spec_no: string, goods_no = '') => {
      const rows = Array.from({ length: MANY }, (_, i) => ({ shop_no: 'S1', goods_id: `${goods_no}${spec_no}-${i}`, goods_no, spec_no }));
      await put(t.engine, 'listings', rows);
    };
    const bound = async () => (await sql(t.database, 'select 1 as one from listings where rule_id is not null')).length;
    const add = (kind: string, row: Record<string, string>) =>
      t.engine.importRows({ seller: SELLER, kind, records: [row], now: T0, partial: false });
    const step = () => t.engine.stepFanOuts({ seller: SELLER, now: T0 });

    test.each([
      ['an item', 'B', '', 'items', { spec_no: 'B' }],
      ['an item by goods and specification code', 'B', 'G', 'items', { spec_no: 'GB' }],
      ['a suite', 'SET', '', 'suites', { suite_no: 'SET', spec_no: 'A1', count: '2' }],
    ])('S3 %s: binds them in steps of at most 500, which survive a kill', async (_, specNo, goodsNo, kind, row) => {
      await put(t.engine, 'items', [{ spec_no: 'A1' }]);
      await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '8' }]);
      await waitFor(specNo, goodsNo);
      await add(kind, row);
      expect(await bound()).toBe(0);
      expect(await step()).toEqual({ done: 500, left: 1 });
      expect(await bound()).toBe(500);
      await t.restart();
      expect(await step()).toEqual({ done: MANY - 500, left: 0 });
      expect(await bound()).toBe(MANY);
      expect(await show(t.engine, MANY)).toEqual({ version: 1, quantity: kind === 'suites' ? '4' : '0' });
    });

    test('up to 500 are bound in the transaction that adds the item, others beside it too', async () => {
      await waitFor('B');
      await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'one', spec_no: 'C' }]);
      const records = [{ spec_no: 'B' }, { spec_no: 'C' }];
      await t.engine.importRows({ seller: SELLER, kind: 'items', records, now: T0, partial: false });
      expect(await bound()).toBe(1);
      await put(t.engine, 'items', []);
      expect(await bound()).toBe(MANY + 1);
    });

    test('a listing bound by hand meanwhile stays so', async () => {
      await put(t.engine, 'items', [{ spec_no: 'A1' }]);
      await waitFor('B');
      await add('items', { spec_no: 'B' });
      const named = { seller: SELLER, actor: 'operator', now: T0 };
      await t.engine.unbindListing({ ...named, listing: 1 });
      await t.engine.bindListing({ ...named, listing: 2, code: 'A1' });
      while ((await step()).left > 0);
      expect(await sql(t.database, 'select item_id from listings where listing_id <= 3 order by listing_id')).toEqual([
        { item_id: null },
        { item_id: 1 },
        { item_id: 2 },
      ]);
    });
  });

  test('a movement deep in the journal of an item is found by its index, not by walking those before it', async () => {
    await seedListings(t.engine, 0, 'deep');
    await put(t.engine, 'items', [{ spec_no: 'A1' }]);
    for (let n = 1; n <= 5; n++) await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: String(n) }]);
    const page = (before: number | null) => t.engine.journalOfItem({ seller: SELLER, specNo: 'A1', before, limit: 2 });
    const first = await page(null);
    const second = await page(first.at(-1)?.seq as number);
    expect([...first, ...second].map(({ after }) => after.stock_num)).toEqual(['5', '4', '3', '2']);
  });
});
