/** What operators read: lists a page at a time, one record's story, what is new, exports, and shops that are paused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListingState } from '../src/pool/listing-states.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, journalOf, MINUTE, put, report, SELLER, say, seed, setStock, ship, T0, waiting } from './shop.ts';
import { watched } from './watch.ts';

describe.each(databases)('lists on $name', ({ open }) => {
  let t: TestEngine;
  let reads = 0;
  beforeAll(async () => {
    t = await open((database) => ({
      ...watched(database, () => {}),
      read(work, options) {
        reads++;
        return database.read(work, options);
      },
    }));
    await seed(t.engine);
    await seed(t.engine, 'other');
    const codes = ['A-1', 'A-2', 'A-10', 'B-1', 'B-2'];
    await put(
      t.engine,
      'items',
      codes.map((spec_no) => ({ spec_no })),
    );
    const rows = [...codes, 'none'].map((spec_no, i) => ({ shop_no: i % 2 ? 'S2' : 'S1', goods_id: `G${i + 1}`, spec_no }));
    await put(t.engine, 'listings', [...rows, { shop_no: 'S1', goods_id: 'A-9', spec_no: 'B-2', is_disable_syn: '1' }]);
    await put(t.engine, 'items', [{ spec_no: 'A-1' }], T0, 'other');
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'A-theirs', spec_no: 'A-1' }], T0, 'other');
    await say(t.engine, 'success', 1, 1);
    await say(t.engine, 'fail', 2, 1);
  });
  afterAll(() => t.close());

  /** All pages, as the numbers on each. */
  async function pages(asked: { state?: ListingState; shopNo?: string; search?: string }, limit: number): Promise<number[][]> {
    const { state = 'all', shopNo = null, search = null } = asked;
    const found: number[][] = [];
    for (let cursor: string | null = null, turn = 0; turn === 0 || cursor !== null; turn++) {
      expect(turn).toBeLessThan(20);
      const page: Awaited<ReturnType<TestEngine['engine']['listListings']>> = await t.engine.listListings({
        ...{ seller: SELLER, state, shopNo, search, cursor, limit, now: T0 },
      });
      found.push(page.rows.map(({ listing }) => listing));
      cursor = page.next;
    }
    return found;
  }

  test.each([
    [{}, [1, 2, 3, 4, 5, 6, 7]],
    [{ state: 'pending' }, [3, 5, 7, 2, 4]],
    [{ state: 'failed' }, [2]],
    [{ state: 'held' }, [7]],
    [{ state: 'unbound' }, [6]],
    [{ shopNo: 'S2' }, [2, 4, 6]],
    [{ shopNo: 'S1' }, [7, 1, 3, 5]],
    [{ shopNo: 'none' }, []],
    [{ state: 'pending', shopNo: 'S2' }, [2, 4]],
    [{ search: 'A-' }, [1, 3, 2, 7]],
    [{ search: 'A-1' }, [1, 3]],
    [{ search: 'A-', shopNo: 'S2' }, [2]],
    [{ search: 'A-', state: 'pending' }, [3, 2, 7]],
    [{ search: 'G', shopNo: 'S1' }, [1, 3, 5]],
    [{ search: '%' }, []],
    [{ search: 'nothing' }, []],
  ] as const)('%j gives %j, whole or a page at a time', async (asked, expected) => {
    expect((await pages(asked, 100)).flat()).toEqual(expected);
    for (const limit of [1, 2, 3]) {
      const found = await pages(asked, limit);
      expect(found.flat()).toEqual(expected);
      expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(limit);
    }
  });

  test('a record says what a person asks about it', async () => {
    expect(await t.engine.showListing({ seller: SELLER, listing: 2, now: T0 })).toMatchObject({
      ...{ shopNo: 'S2', specNo: 'A-2', version: 1, acknowledged: 0, pending: true, failures: 1, retryAt: T0 + MINUTE },
    });
    expect(await t.engine.showListing({ seller: SELLER, listing: 2, now: T0 + MINUTE })).toMatchObject({ retryAt: null });
    expect(await t.engine.showListing({ seller: SELLER, listing: 6, now: T0 })).toMatchObject({ bound: false, pending: false });
    expect(await t.engine.showListing({ seller: 'other', listing: 2, now: T0 })).toBeNull();
  });

  test.each(['', 'x', 'W10', 'WzldfQ', Buffer.from('[0,"1"]').toString('base64url'), Buffer.from('[9,1]').toString('base64url')])(
    'a cursor that no page gave is refused: %j',
    async (cursor) => {
      const asked = { seller: SELLER, state: 'all', shopNo: null, search: null, cursor, limit: 5, now: T0 } as const;
      expect(await codeOf(t.engine.listListings(asked))).toBe('input');
    },
  );

  test('shipments: the newest first, by state, shop, order and parcel', async () => {
    for (const [tid, no, shop] of [
      ['T1', 'Z1', 'S1'],
      ['T2', 'Z2', 'S2'],
      ['T3', 'Z2', 'S1'],
      ['T4', 'Z4', 'S2'],
    ] as const)
      await ship(t.engine, tid, '', no, T0, shop);
    await report(t.engine, 'success', 1);
    await report(t.engine, 'fail', 2);
    const numbers = async (asked: object) => {
      const all = { state: 'all', shopNo: null, tid: null, trackingNumber: null, ...asked } as const;
      const found: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<TestEngine['engine']['listShipments']>> = await t.engine.listShipments({
          ...{ seller: SELLER, ...all, cursor, limit: 1, now: T0 },
        });
        found.push(...page.rows.map(({ shipment }) => shipment));
        cursor = page.next;
      } while (cursor !== null);
      return found;
    };
    expect(await numbers({})).toEqual([4, 3, 2, 1]);
    expect(await numbers({ state: 'pending' })).toEqual([4, 3]);
    expect(await numbers({ state: 'pending', shopNo: 'S2' })).toEqual([4]);
    expect(await numbers({ state: 'failed' })).toEqual([2]);
    expect(await numbers({ state: 'failed', shopNo: 'S1' })).toEqual([]);
    expect(await numbers({ state: 'done' })).toEqual([1]);
    expect(await numbers({ trackingNumber: 'Z2' })).toEqual([3, 2]);
    expect(await numbers({ tid: 'T3', state: 'pending' })).toEqual([3]);
    expect(await numbers({ shopNo: 'none' })).toEqual([]);
    expect(await t.engine.showShipment({ seller: SELLER, shipment: 2, now: T0 })).toMatchObject({ tid: 'T2', state: 'failed' });
    expect(await t.engine.showShipment({ seller: 'other', shipment: 2, now: T0 })).toBeNull();
  });

  test('so many rows are looked at in one read and no more, and it goes on from there', async () => {
    const many = Array.from({ length: 1200 }, (_, i) => ({ shop_no: 'S2', goods_id: `M${i}`, spec_no: 'M' }));
    await t.engine.importRows({ seller: SELLER, kind: 'listings', records: many, now: T0, partial: false });
    const asked = { seller: SELLER, state: 'all', shopNo: 'S1', search: 'M', limit: 50, now: T0 } as const;
    reads = 0;
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page: Awaited<ReturnType<typeof t.engine.listListings>> = await t.engine.listListings({ ...asked, cursor });
      expect(page.rows).toEqual([]);
      cursor = page.next;
    }
    expect(reads).toBe(2);
  });

  test('a story tells one record’s rows, oldest first, in parts', async () => {
    await setStock(t.engine, 'B-1', '5');
    await say(t.engine, 'success', 4, 2);
    const wanted = (await journalOf(t.engine)).filter(({ pool, subject }) => pool === 'stock' && subject === 4);
    const told: typeof wanted = [];
    let part = { rows: [] as typeof wanted, last: 0, ended: false };
    for (let turn = 0; !part.ended && turn < 9; turn++) {
      part = await t.engine.readStory({ seller: SELLER, pool: 'stock', subject: 4, after: part.last, limit: 2 });
      told.push(...part.rows);
    }
    expect(told).toEqual(wanted);
    expect(told.map(({ event }) => event)).toEqual(['changed', 'changed', 'success']);
  });

  test('what is new is read after a row, oldest first', async () => {
    const { rows: none, last } = await t.engine.readChanges({ seller: SELLER, after: null, limit: 10 });
    expect(none).toEqual([]);
    await setStock(t.engine, 'B-1', '6');
    await setStock(t.engine, 'B-1', '7');
    const all = (await t.engine.readChanges({ seller: SELLER, after: last, limit: 9 })).rows;
    expect(all.filter(({ pool }) => pool === 'stock')).toMatchObject([
      { subject: 4, quantity: '6' },
      { subject: 4, quantity: '7' },
    ]);
    const one = await t.engine.readChanges({ seller: SELLER, after: last, limit: 1 });
    expect([one.rows, one.last]).toEqual([all.slice(0, 1), all[0]?.seq]);
    expect((await t.engine.readChanges({ seller: SELLER, after: one.last, limit: 9 })).rows).toEqual(all.slice(1));
    expect((await t.engine.readChanges({ seller: 'other', after: last, limit: 9 })).rows).toEqual([]);
  });

  test.each(['listings', 'levels', 'shipments', 'journal'] as const)('an export of %s gives every row once, in parts', async (kind) => {
    const whole = await t.engine.exportRows({ seller: SELLER, kind, after: null, limit: 10_000 });
    expect(whole.next).toBeNull();
    expect(whole.rows.length).toBeGreaterThan(0);
    expect(new Set(whole.rows.map(({ length }) => length))).toEqual(new Set([whole.columns.length]));
    const parts: typeof whole.rows = [];
    let after: number[] | null = null;
    do {
      const part: typeof whole = await t.engine.exportRows({ seller: SELLER, kind, after, limit: kind === 'levels' ? 1 : 700 });
      parts.push(...part.rows);
      after = part.next;
    } while (after !== null);
    expect(parts).toEqual(whole.rows);
  });

  test('exported levels are what an import takes, and importing them changes nothing', async () => {
    await put(t.engine, 'levels', [{ spec_no: 'A-1', warehouse_no: 'W2', stock_num: '3.5', order_num: '1' }]);
    const { columns, rows } = await t.engine.exportRows({ seller: SELLER, kind: 'levels', after: null, limit: 100 });
    const records = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, String(row[i])])));
    expect(records).toContainEqual(expect.objectContaining({ spec_no: 'A-1', warehouse_no: 'W2', stock_num: '3.5', order_num: '1' }));
    expect(await put(t.engine, 'levels', records)).toBe(0);
  });

  test('of a paused shop nothing is offered; what waits still waits when it goes on', async () => {
    const before = await waiting(t.engine);
    expect(await t.engine.pauseShop({ seller: SELLER, shopNo: 'S1', paused: true })).toBe(true);
    expect(await t.engine.pauseShop({ seller: SELLER, shopNo: 'S1', paused: true })).toBe(false);
    expect((await waiting(t.engine)).filter((listing) => listing % 2 === 1 && listing < 8)).toEqual([]);
    expect(await t.engine.pauseShop({ seller: SELLER, shopNo: 'S1', paused: false })).toBe(true);
    expect(await waiting(t.engine)).toEqual(before);
    expect(await codeOf(t.engine.pauseShop({ seller: SELLER, shopNo: 'none', paused: true }))).toBe('unknown');
  });

  test('a key sees the shops it is told to see, from then on', async () => {
    const free = { allow: [], callsPerMinute: null, callsAtOnce: null, now: T0 };
    await t.engine.addKey({ seller: SELLER, edition: 'flagship', appKey: 'rights', secret: 'secret:salt', shops: ['S1'], ...free });
    const which = { seller: SELLER, edition: 'flagship', appKey: 'rights' } as const;
    const shops = async () => (await t.engine.listKeys({ seller: SELLER })).find(({ appKey }) => appKey === 'rights')?.shops;
    for (const wanted of [['S2'], ['S1', 'S2'], [], null, ['S1']]) {
      await t.engine.setKeyShops({ ...which, shops: wanted });
      expect(await shops()).toEqual(wanted);
    }
    expect(await codeOf(t.engine.setKeyShops({ ...which, shops: ['S2', 'none'] }))).toBe('unknown');
    expect(await shops()).toEqual(['S1']);
    const key = (await t.engine.listKeys({ seller: SELLER })).find(({ appKey }) => appKey === 'rights')?.key as number;
    expect((await waiting(t.engine, T0, { ...caller, key })).every((listing) => listing % 2 === 1)).toBe(true);
  });
});
