/** The journal says everything that happened, and nothing twice (promises B5, B6). */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { type ReplayedListing, type ReplayedShipment, replay } from './replay.ts';
import { runs } from './seed.ts';
import { caller, codeOf, journalOf, MINUTE, put, SELLER, seedListings, setStock, ship, sql, T0 } from './shop.ts';

describe.each(databases)('the journal on $name', ({ name, open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 4);
  });
  afterAll(() => t.close());

  /** The journal rows that something adds. */
  const added = async (act: () => Promise<unknown>) => {
    const before = (await journalOf(t.engine)).length;
    await act();
    return (await journalOf(t.engine)).slice(before);
  };
  const acknowledge = (items: object[], actor = caller.actor) =>
    t.engine.acknowledgeStock({
      caller: { ...caller, actor },
      items: items.map((item) => ({ listing: 1, outcome: 'success', version: null, quantity: null, message: '', ...item }) as never),
      signedAt: T0 - 7000,
      now: T0,
    });

  test('B6 every element of an acknowledgement has exactly one row, what it changed or not', async () => {
    const items = [
      { listing: 4, version: 2, quantity: '10', message: 'ok' },
      { listing: 4, version: 2 },
      { listing: 3, version: 1 },
      { listing: 3, outcome: 'fail', version: 2, message: '商城忙' },
      { listing: 2, version: 9 },
      { listing: 2 },
      { listing: 99, version: 1 },
      { listing: null, refused: 'rec_id "x" is no number' },
    ];
    const rows = await added(() => acknowledge(items));
    const told = rows.map(({ subject, event, version, effect }) => `${subject} ${event} ${version} ${effect}`);
    expect(told.sort()).toEqual(
      [
        '4 success 2 cleared',
        '4 success 2 repeated',
        '3 success 1 superseded',
        '3 fail 2 delayed',
        '2 success 9 never issued',
        '2 success null unversioned',
        '99 success 1 unknown',
        'null success null refused',
      ].sort(),
    );
    expect(rows.find(({ effect }) => effect === 'cleared')).toMatchObject({
      at: T0,
      signedAt: T0 - 7000,
      actor: caller.actor,
      pool: 'stock',
      quantity: '10',
      detail: 'ok',
    });
    expect(rows.find(({ effect }) => effect === 'refused')?.detail).toBe('rec_id "x" is no number');
  });

  test('B6 every change, cancellation, shipment, correction and operator act has exactly one row', async () => {
    const events = async (act: () => Promise<unknown>) => (await added(act)).map(({ event, effect }) => `${event} ${effect}`);
    const cancelStock = (listing: number) => t.engine.cancelStock({ caller, listing, version: -1, signedAt: T0, now: T0 });
    const said = (shipment: number, outcome: 'success' | 'retry' | 'fail') =>
      t.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome, message: '' }], signedAt: T0, now: T0 });
    const named = (shipment: number) => ({ seller: SELLER, shipment, actor: 'operator', now: T0 });
    expect(await events(() => setStock(t.engine, 'A4', '77'))).toEqual(['moved import', 'changed level']);
    expect(await events(() => cancelStock(4))).toEqual(['cancel cancelled']);
    expect(await events(() => cancelStock(4))).toEqual(['cancel refused']);
    expect(await events(() => cancelStock(99))).toEqual(['cancel unknown']);
    expect(await events(() => ship(t.engine, 'J1', '', 'X'))).toEqual(['created pending']);
    expect(await events(() => ship(t.engine, 'J1', '', 'X'))).toEqual([]);
    expect(await events(() => ship(t.engine, 'J1', '', 'Y'))).toEqual(['replaced replaced', 'created pending']);
    expect(await events(() => said(1, 'success'))).toEqual(['success settled']);
    expect(await events(() => said(2, 'retry'))).toEqual(['retry delayed']);
    expect(await events(() => said(2, 'retry'))).toEqual(['retry repeated']);
    expect(await events(() => said(2, 'fail'))).toEqual(['fail failed']);
    expect(await events(() => t.engine.requeueShipment(named(2)))).toEqual(['replaced replaced', 'created pending']);
    expect(await events(() => t.engine.requeueShipment(named(2)))).toEqual([]);
    expect(await events(() => t.engine.cancelShipment(named(3)))).toEqual(['cancel cancelled']);
    expect(await events(() => t.engine.cancelShipment(named(3)))).toEqual([]);
    expect(await events(() => said(99, 'success'))).toEqual(['success unknown']);
  });

  test('B6 the row stands in the transaction of its effect: without the one there is not the other', async () => {
    const refuse =
      name === 'SQLite'
        ? "create trigger no_row before insert on journal when new.actor = 'refused' begin select raise(abort, 'no row'); end"
        : "alter table journal add constraint no_row check (actor <> 'refused')";
    await sql(t.database, refuse);
    const before = await sql(t.database, 'select * from listings order by listing_id');
    const rows = await added(async () => {
      expect(await codeOf(acknowledge([{ listing: 1, version: 2 }], 'refused'))).toBe('store');
      const as = { ...caller, actor: 'refused' };
      expect(await codeOf(t.engine.cancelStock({ caller: as, listing: 1, version: 2, signedAt: T0, now: T0 }))).toBe('store');
    });
    expect(rows).toEqual([]);
    expect(await sql(t.database, 'select * from listings order by listing_id')).toEqual(before);
  });

  test('B5 B6 after random work the journal alone rebuilds both pools, and nothing is lost from the counts', async () => {
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 30, maxLength: 60 }), work), runs(name === 'SQLite' ? 40 : 5));
  });

  const act = fc.record({
    what: fc.constantFrom('stock', 'success', 'fail', 'cancel', 'ship', 'report', 'requeue', 'withdraw'),
    one: fc.integer({ min: 1, max: 4 }),
    two: fc.nat({ max: 5 }),
    skew: fc.integer({ min: -120, max: 120 }),
    wait: fc.nat({ max: 40 }),
  });
  let now = T0;
  const work = async (acts: { what: string; one: number; two: number; skew: number; wait: number }[]) => {
    for (const { what, one, two, skew, wait } of acts) {
      now += wait * 10_000;
      const moment = { signedAt: now + skew * 1000, now };
      const [listing] = await sql<{ version: number }>(t.database, 'select version from listings where listing_id = :one', { one });
      const [newest] = await sql<{ last: number }>(t.database, 'select coalesce(max(shipment_id), 1) as last from shipments');
      const shipment = Math.max(1, Number(newest?.last) - two);
      const version = Number(listing?.version) + 1 - two;
      if (what === 'stock') await setStock(t.engine, `A${one}`, String(two), now);
      if (what === 'success' || what === 'fail') {
        const item = { listing: one, outcome: what, version, quantity: two > 2 ? null : '3', message: what } as const;
        await t.engine.acknowledgeStock({ caller, items: [item, item], ...moment });
      }
      if (what === 'cancel') await t.engine.cancelStock({ caller, listing: one, version: two > 3 ? -1 : version, ...moment });
      if (what === 'ship') await ship(t.engine, `R${one}`, two > 3 ? 'a,b' : 'c', `N${two}`, now);
      if (what === 'report') {
        const outcome = (['success', 'retry', 'fail'] as const)[one % 3] as 'success';
        await t.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome, message: `m${two}` }], ...moment });
      }
      if (what === 'requeue') await t.engine.requeueShipment({ seller: SELLER, shipment, actor: 'operator', now });
      if (what === 'withdraw' && two === 0) await t.engine.cancelShipment({ seller: SELLER, shipment, actor: 'operator', now });
    }
    await compare();
  };

  const compare = async () => {
    const pools = replay(await journalOf(t.engine));
    const listings = await sql<ReplayedListing & { id: number }>(
      t.database,
      `select listing_id as id, version, quantity, changed_at as "changedAt", acknowledged, last_quantity as "lastQuantity",
        last_at as "lastAt", retry_at as "retryAt", retry_steps as "retrySteps", failure_signed_at as "failureSignedAt",
        cancel_signed_at as "cancelSignedAt"
       from listings`,
    );
    expect(new Map(listings.map(({ id, ...state }) => [id, state]))).toEqual(pools.listings);
    const shipments = await sql<Record<string, unknown> & { id: number }>(
      t.database,
      `select s.shipment_id as id, s.*, retry_at as "retryAt", retry_steps as "retrySteps", failure_signed_at as "failureSignedAt"
       from shipments s`,
    );
    expect(shipments.length).toBe(pools.shipments.size);
    for (const row of shipments) {
      const { content, ...state } = pools.shipments.get(row.id) as ReplayedShipment;
      expect(row).toMatchObject(state);
      const { tid, oids, part, tracking_number, carrier_code, goods_count, shipped_at } = row;
      expect(content).toMatchObject({ tid, oids, part, tracking_number, carrier_code, goods_count, shipped_at });
    }
    const counted = await sql(
      t.database,
      "select shop_id, pool, part, pending from pool_counts where pending <> 0 and pool <> 'differs' order by pool, shop_id, part",
    );
    const real = await sql(
      t.database,
      `select shop_id, 'shipment' as pool, part, count(*) as pending from shipments where state = 'pending' group by shop_id, part
       union all select shop_id, 'stock', 0, count(*) from listings where version > acknowledged group by shop_id
       order by 2, 1, 3`,
    );
    expect(counted).toEqual(real);
    const [sum] = await sql<Record<string, number>>(
      t.database,
      `select count(*) as created, sum(case when state in ('pending','done','failed','cancelled','replaced') then 1 else 0 end) as kept
       from shipments`,
    );
    expect(sum?.['kept']).toBe(sum?.['created']);
    const created = (await journalOf(t.engine)).filter(({ event }) => event === 'created').length;
    expect(sum?.['created']).toBe(created);
  };

  test('B5 the counts tell what waits, what is delayed and what failed, per shop', async () => {
    await put(t.engine, 'shops', [{ shop_no: 'S9' }]);
    await ship(t.engine, 'P1', '', 'X', now, 'S9');
    await ship(t.engine, 'P2', 'a', 'X', now, 'S9');
    await ship(t.engine, 'P3', '', 'X', now, 'S9');
    const [newest] = await sql<{ last: number }>(t.database, 'select max(shipment_id) as last from shipments');
    const last = Number(newest?.last);
    const items = [
      { shipment: last, outcome: 'fail' as const, message: '' },
      { shipment: last - 1, outcome: 'retry' as const, message: '' },
    ];
    await t.engine.acknowledgeShipments({ caller, items, signedAt: now, now });
    const shops = await t.engine.pendingByShop({ seller: SELLER, now: now + MINUTE - 1 });
    expect(shops.find(({ shopNo }) => shopNo === 'S9')).toMatchObject({
      listings: 0,
      shipments: 2,
      shipmentsDelayed: 1,
      shipmentsFailed: 1,
      oldestAt: now,
    });
  });
});
