/** What holds for both pools: B2, B3, B4, B14. */
import type { StockAcknowledgement } from '@tongbu/model';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { runs } from './seed.ts';
import { ANY, caller, MINUTE, put, report, say, seedListings, ship, shipmentsWaiting, sql, T0, waiting } from './shop.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe.each(databases)('both pools on $name', ({ name, open }) => {
  const numRuns = name === 'SQLite' ? 100 : 8;
  let t: TestEngine;
  let seller: string;
  let sellers = 0;
  beforeAll(async () => {
    t = await open();
  });
  afterAll(() => t.close());
  const fresh = async (listings: number) => {
    seller = `seller-${++sellers}`;
    await seedListings(t.engine, listings, seller);
  };
  const as = () => ({ ...caller, seller });
  const mine = (columns: string, table: string) =>
    sql(t.database, `select ${columns} from ${table} where seller = :seller order by 1`, { seller });

  describe('B2 an acknowledgement replayed, delayed or reordered', () => {
    const FINAL = 'listing_id, version, acknowledged, quantity';

    const batch = fc.array(
      fc.record({
        listing: fc.integer({ min: 1, max: 3 }),
        outcome: fc.constantFrom('success' as const, 'success' as const, 'fail' as const),
        version: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const noise = fc.array(fc.record({ place: fc.nat(), at: fc.nat({ max: 100 }) }), { maxLength: 12 });
    const tell = (said: { listing: number; outcome: 'success' | 'fail'; version: number }, order: number, at: number) => {
      const items: StockAcknowledgement[] = [{ ...said, quantity: null, message: '' }];
      return t.engine.acknowledgeStock({ caller: as(), items, signedAt: T0 + order * 1000, now: T0 + at * MINUTE });
    };

    test('B2 of stock leaves the same final state as one', async () => {
      await fc.assert(
        fc.asyncProperty(batch, noise, async (said, noise) => {
          await fresh(3);
          for (const one of said) await tell(one, 0, 0);
          const once = await mine(FINAL, 'listings');
          await fresh(3);
          const delivered = [...said.map((one, order) => ({ one, order, at: 0 }))];
          for (const { place, at } of noise) {
            const order = place % said.length;
            delivered.splice(place % (delivered.length + 1), 0, { one: said[order] as (typeof said)[number], order, at });
          }
          for (const { one, order, at } of delivered) await tell(one, order, at);
          expect(await mine(FINAL, 'listings')).toEqual(once);
          const [count] = await sql<{ pending: number }>(
            t.database,
            "select pending from pool_counts where seller = :seller and pool = 'stock'",
            { seller },
          );
          expect(count?.pending).toBe(
            (once as { version: number; acknowledged: number }[]).filter((l) => l.version > l.acknowledged).length,
          );
        }),
        runs(numRuns),
      );
    });

    test('B2 of a shipment settles it as one does, and never unsettles it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('success' as const, 'retry' as const, 'fail' as const), { minLength: 1, maxLength: 5 }),
          fc.array(fc.nat(), { maxLength: 8 }),
          async (outcomes, repeats) => {
            await fresh(1);
            await ship(t.engine, 'T', '', 'X', T0, 'S1', seller);
            const order = [...outcomes.keys()];
            for (const place of repeats) order.splice(place % (order.length + 1), 0, place % outcomes.length);
            for (const i of order) {
              const outcome = outcomes[i] as 'success';
              await report(t.engine, outcome, 1, { as: as(), at: T0, signedAt: T0 + i * 1000 });
            }
            const expected = outcomes.includes('success') ? 'done' : outcomes.includes('fail') ? 'failed' : 'pending';
            expect(await mine('state', 'shipments')).toEqual([{ state: expected }]);
          },
        ),
        runs(numRuns),
      );
    });
  });

  describe('with records of its own', () => {
    beforeEach(() => fresh(25));
    const item = (listing: number | null, version: number | null, more = {}): StockAcknowledgement => ({
      listing,
      version,
      outcome: 'success',
      quantity: null,
      message: '',
      ...more,
    });

    test('B3 elements of a batch are decided one by one, and answered in the order of the request', async () => {
      const items = [
        item(3, 2),
        item(99, 1),
        item(0, 1),
        item(1, 9),
        item(null, null, { refused: 'no number' }),
        item(3, 2),
        item(2, 2, { outcome: 'fail' }),
        item(1, 2),
      ];
      const results = await t.engine.acknowledgeStock({ caller: as(), items, signedAt: T0, now: T0 });
      const effects = ['cleared', 'unknown', 'unknown', 'never issued', 'refused', 'repeated', 'delayed', 'cleared'];
      expect(results.map(({ effect }) => effect)).toEqual(effects);
      expect((await waiting(t.engine, T0, as())).slice(0, 3)).toEqual([4, 5, 6]);
    });

    test('B3 elements that name the same record are decided in their order', async () => {
      const items = [item(1, 1), item(2, 2), item(1, 2), item(1, 1), item(1, 2, { outcome: 'fail' })];
      const results = await t.engine.acknowledgeStock({ caller: as(), items, signedAt: T0, now: T0 });
      expect(results.map(({ effect }) => effect)).toEqual(['superseded', 'cleared', 'cleared', 'repeated', 'repeated']);
    });

    test('B3 of shipments one bad element neither blocks nor undoes another', async () => {
      for (const tid of ['A', 'B']) await ship(t.engine, tid, '', 'X', T0, 'S1', seller);
      const items = [
        { shipment: 2, outcome: 'success' as const, message: '' },
        { shipment: 77, outcome: 'success' as const, message: '' },
        { shipment: 0, outcome: 'success' as const, message: '' },
        { shipment: null, outcome: 'fail' as const, message: '', refused: 'no number' },
        { shipment: 1, outcome: 'fail' as const, message: '' },
      ];
      const effects = await t.engine.acknowledgeShipments({ caller: as(), items, signedAt: T0, now: T0 });
      expect(effects).toEqual(['done', 'unknown', 'unknown', 'refused', 'failed']);
    });

    test('B4 a pass with a cursor meets each record due at its start exactly once, and ends', async () => {
      await put(
        t.engine,
        'listings',
        ['A1', 'A2', 'A3'].map((spec_no) => ({ shop_no: 'S2', goods_id: spec_no, spec_no })),
        T0,
        seller,
      );
      const due = await waiting(t.engine, T0, as());
      expect(due.length).toBe(28);
      const met: number[] = [];
      let pages = 0;
      for (let after = 0; ; pages++) {
        const page = await t.engine.waitingListings({ caller: as(), after, limit: 4, now: T0 });
        if (page.length === 0) break;
        met.push(...page);
        after = page.at(-1) as number;
        const [first] = page as [number];
        await say(t.engine, 'success', first, first > 25 ? 1 : 2, { as: as() });
        // changes go on all the while
        await put(t.engine, 'levels', [{ spec_no: `A${(pages % 3) + 1}`, warehouse_no: 'W1', stock_num: `${pages}` }], T0, seller);
      }
      expect(met).toEqual(due);
      expect(pages).toBe(7);
    });

    test('B4 pulling changes nothing: what waits is offered again until it is acknowledged', async () => {
      const pull = () => t.engine.pullStock({ caller: as(), shopNo: 'S1', after: 0, limit: 100, now: T0 });
      const before = [await mine('*', 'listings'), await mine('*', 'pool_counts')];
      expect(await pull()).toEqual(await pull());
      expect([await mine('*', 'listings'), await mine('*', 'pool_counts')]).toEqual(before);
    });

    test.each([1, 3, 7, 10, 25, 40])('B4 pulls of %i wrap, so that all that is due is offered within ⌈n/k⌉ of them', async (limit) => {
      const parcels = Array.from({ length: 25 }, (_, i) => ({ shop_no: i % 2 ? 'S1' : 'S2', tid: `T${i}`, logistics_no: 'X' }));
      await put(t.engine, 'shipments', parcels, T0, seller);
      for (const start of [0, 13, 24, 25, 99]) {
        let stock = start;
        let parcel = start;
        const offered = { stock: new Set<number>(), parcel: new Set<number>() };
        for (let pull = 0; pull < Math.ceil(25 / limit); pull++) {
          const listings = await t.engine.pullStock({ caller: as(), shopNo: 'S1', after: stock, limit, now: T0 });
          const page = await t.engine.pullShipments({ caller: as(), filter: ANY, after: parcel, limit, now: T0 });
          expect(page?.total).toBe(25);
          for (const { listing } of listings ?? []) offered.stock.add(listing);
          for (const { shipment } of page?.shipments ?? []) offered.parcel.add(shipment);
          expect(listings?.length).toBe(Math.min(limit, 25));
          stock = listings?.at(-1)?.listing as number;
          parcel = page?.shipments.at(-1)?.shipment as number;
        }
        expect([offered.stock.size, offered.parcel.size]).toEqual([25, 25]);
      }
    });

    test('B14 a delay written by a clock that ran far ahead hides nothing, and clears nothing', async () => {
      await ship(t.engine, 'T1', '', 'X', T0, 'S1', seller);
      await say(t.engine, 'fail', 1, 2, { at: T0 + DAY, as: as() });
      await report(t.engine, 'retry', 1, { at: T0 + DAY, as: as() });
      expect(await waiting(t.engine, T0, as())).toContain(1);
      expect(await shipmentsWaiting(t.engine, T0, as())).toEqual([1]);
      const page = await t.engine.pullShipments({ caller: as(), filter: ANY, after: 0, limit: 9, now: T0 });
      expect(page?.total).toBe(1);
      const shops = await t.engine.pendingByShop({ seller, now: T0 });
      expect(shops[0]).toMatchObject({ listings: 25, listingsDelayed: 0, shipments: 1, shipmentsDelayed: 0 });
      expect(await waiting(t.engine, T0 + DAY, as())).not.toContain(1); // the clock is right again: an ordinary delay
      expect(await waiting(t.engine, T0 + DAY + MINUTE, as())).toContain(1);
    });

    test('B14 whatever the clock says, a jump by itself changes no record', async () => {
      const before = await mine('*', 'listings');
      for (const now of [0, T0 - 3650 * DAY, T0 + 3650 * DAY]) {
        expect((await waiting(t.engine, now, as())).length).toBe(25);
        await t.engine.pullStock({ caller: as(), shopNo: 'S1', after: 0, limit: 9, now });
        await t.engine.stepFanOuts({ seller, now });
      }
      expect(await mine('*', 'listings')).toEqual(before);
    });
  });
});
