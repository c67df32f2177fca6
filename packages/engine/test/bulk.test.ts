/** Actions on many records: counted first, step by step, each in one transaction, and honest about what was left as it is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListingAction, ListingStep } from '../src/pool/act-on-listings.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, journalOf, MINUTE, put, report, SELLER, say, seedListings, setStock, ship, sql, T0, waiting } from './shop.ts';

const NOW = T0 + 5 * MINUTE;
const by = { seller: SELLER, actor: 'operator:li', now: NOW, until: null, limit: 200, dryRun: false };
const failed = { filter: { state: 'failed', shopNo: null, search: null } as const, cursor: null, seenAt: null };

describe.each(databases)('many at once on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 12);
    await seedListings(t.engine, 3, 'other');
  });
  afterAll(() => t.close());

  const versionOf = async (listing: number) => (await t.engine.showListing({ seller: SELLER, listing, now: NOW }))?.version;
  /** What is counted as waiting, and what waits. */
  async function counted(): Promise<void> {
    const [shop] = await t.engine.pendingByShop({ seller: SELLER, now: NOW });
    const [rows] = await sql<{ n: number }>(
      t.database,
      `select count(*) as n from listings where seller = 'demo' and version > acknowledged`,
    );
    expect(shop?.listings).toBe(Number(rows?.n));
  }
  const named = (...listings: number[]) => ({ listings: listings.map((listing) => ({ listing, version: null })) });

  test('a dry run tells what would be done, and does nothing', async () => {
    for (const listing of [1, 2, 3]) await say(t.engine, 'fail', listing, 2, { at: NOW });
    const before = await journalOf(t.engine);
    const told = await t.engine.actOnListings({ ...by, action: 'requeue', which: failed, dryRun: true });
    expect(told).toEqual({ touched: 3, skipped: [], next: null });
    expect(await journalOf(t.engine)).toEqual(before);
  });

  test('queued again, in steps: each gets one new version, and none of it is met again', async () => {
    const step = { ...by, action: 'requeue', limit: 2 } as const;
    const first = await t.engine.actOnListings({ ...step, which: failed });
    expect([first.touched, first.skipped, typeof first.next]).toEqual([2, [], 'string']);
    const second = await t.engine.actOnListings({ ...step, which: { ...failed, cursor: first.next } });
    expect(second).toEqual({ touched: 1, skipped: [], next: null });
    expect(await Promise.all([1, 2, 3, 4].map(versionOf))).toEqual([3, 3, 3, 2]);
    expect((await journalOf(t.engine)).slice(-3)).toMatchObject(
      [1, 2, 3].map((subject) => ({ subject, event: 'changed', effect: 'forced', actor: 'operator:li', version: 3 })),
    );
    expect((await t.engine.actOnListings({ ...step, which: failed })).touched).toBe(0);
    await counted();
  });

  test('cancelled as they were seen: what has changed since, is done or is none says so and stays', async () => {
    await say(t.engine, 'success', 5, 2);
    await setStock(t.engine, 'A6', '7', NOW);
    const which = {
      listings: [
        { listing: 4, version: 2 },
        { listing: 5, version: 2 },
        { listing: 6, version: 2 },
        { listing: 999, version: 1 },
      ],
    };
    const told = await t.engine.actOnListings({ ...by, action: 'cancel', which });
    expect(told.touched).toBe(1);
    expect(told.skipped.sort((a, b) => a.record - b.record)).toEqual([
      { record: 5, why: 'not waiting' },
      { record: 6, why: 'changed since' },
      { record: 999, why: 'unknown' },
    ]);
    expect(await t.engine.showListing({ seller: SELLER, listing: 4, now: NOW })).toMatchObject({ pending: false, standing: 'cancelled' });
    expect(await t.engine.showListing({ seller: SELLER, listing: 6, now: NOW })).toMatchObject({ pending: true });
    await counted();
  });

  test('cancelled by a filter: nothing that has changed after the count', async () => {
    await setStock(t.engine, 'A7', '8', NOW + 1);
    const which = { filter: { state: 'pending', shopNo: 'S1', search: null } as const, cursor: null, seenAt: NOW };
    const would = await t.engine.actOnListings({ ...by, action: 'cancel', which, dryRun: true, now: NOW + 2 });
    const did = await t.engine.actOnListings({ ...by, action: 'cancel', which, now: NOW + 2 });
    expect(did).toEqual(would);
    expect(did.skipped).toEqual([{ record: 7, why: 'changed since' }]);
    expect(await waiting(t.engine, NOW + 2)).toEqual([7]);
    await counted();
  });

  test('suspended, and once more: the second time each is as it is; who did it stands in the journal', async () => {
    const until = NOW + 60 * MINUTE;
    const step: ListingStep = { ...by, action: 'suspend', until, which: named(7, 8) };
    expect(await t.engine.actOnListings(step)).toMatchObject({ touched: 2, skipped: [] });
    expect(await waiting(t.engine, NOW)).toEqual([]);
    expect(await t.engine.actOnListings(step)).toMatchObject({
      touched: 0,
      skipped: [
        { record: 7, why: 'as it is' },
        { record: 8, why: 'as it is' },
      ],
    });
    const rows = (await journalOf(t.engine)).slice(-2);
    expect(rows).toMatchObject([7, 8].map((subject) => ({ subject, event: 'suspend', effect: 'suspended', actor: 'operator:li' })));
    await t.engine.actOnListings({ ...step, until: 0 });
    expect(await waiting(t.engine, NOW)).toEqual([7]);
    expect((await journalOf(t.engine)).at(-1)).toMatchObject({ event: 'suspend', effect: 'resumed' });
  });

  test.each<[ListingAction]>([['requeue'], ['cancel']])('%s leaves what is not synced', async (action) => {
    await t.engine.unbindListing({ seller: SELLER, listing: 9, actor: 'operator', now: T0 });
    await t.engine.cancelStock({ caller, listing: 9, version: 3, signedAt: NOW, now: NOW });
    const { touched, skipped } = await t.engine.actOnListings({ ...by, action, which: named(9) });
    expect([touched, skipped]).toEqual([0, [{ record: 9, why: action === 'requeue' ? 'not synced' : 'not waiting' }]]);
  });

  test('a seller who is none, and a cursor of something else, are refused; another seller’s listings stay as they are', async () => {
    expect(await codeOf(t.engine.actOnListings({ ...by, seller: 'nobody', action: 'requeue', which: failed }))).toBe('unknown');
    expect(await codeOf(t.engine.actOnListings({ ...by, action: 'requeue', which: { ...failed, cursor: 'x' } }))).toBe('input');
    expect((await journalOf(t.engine, 'other')).every(({ actor }) => actor === 'import')).toBe(true);
  });

  test('shipments: failed ones under new numbers, none twice; what waits elsewhere, is settled or is none says so', async () => {
    const orders = ['P1', 'P2', 'P3', 'P4'];
    for (const [place, tid] of orders.entries()) await ship(t.engine, tid, tid === 'P4' ? 'a' : '', `Z${place}`);
    for (const shipment of [1, 2, 4]) await report(t.engine, 'fail', shipment);
    await put(t.engine, 'shipments', [{ shop_no: 'S1', tid: 'P4', oids: 'a,b', logistics_no: 'Z9', logistics_code: 'SF' }]);
    const filter = { state: 'failed', shopNo: null, tid: null, trackingNumber: null } as const;
    const step = { ...by, action: 'requeue', which: { filter, cursor: null } } as const;
    const would = await t.engine.actOnShipments({ ...step, dryRun: true });
    const did = await t.engine.actOnShipments(step);
    expect(did).toEqual(would);
    expect(did).toEqual({ touched: 2, skipped: [{ record: 4, why: 'waits elsewhere' }], next: null });
    const { rows } = await t.engine.listShipments({ seller: SELLER, ...filter, state: 'all', cursor: null, limit: 20, now: NOW });
    expect(rows.map(({ shipment, tid, state }) => [shipment, tid, state])).toEqual([
      [7, 'P2', 'pending'],
      [6, 'P1', 'pending'],
      [5, 'P4', 'pending'],
      [4, 'P4', 'failed'],
      [3, 'P3', 'pending'],
      [2, 'P2', 'replaced'],
      [1, 'P1', 'replaced'],
    ]);
    await report(t.engine, 'success', 3);
    const named = { shipments: [3, 1, 6, 4, 999] };
    const cancel = { ...by, action: 'cancel', which: named } as const;
    const expected = {
      touched: 2,
      skipped: [
        { record: 1, why: 'settled' },
        { record: 3, why: 'settled' },
        { record: 999, why: 'unknown' },
      ],
      next: null,
    };
    expect(await t.engine.actOnShipments({ ...cancel, dryRun: true })).toEqual(expected);
    expect(await t.engine.actOnShipments(cancel)).toEqual(expected);
    const cancelled = (await journalOf(t.engine)).slice(-2);
    expect(cancelled).toMatchObject([4, 6].map((subject) => ({ subject, event: 'cancel', effect: 'cancelled', actor: 'operator:li' })));
    const [shop] = await t.engine.pendingByShop({ seller: SELLER, now: NOW });
    expect(shop?.shipments).toBe(2);
    expect(await t.engine.actOnShipments({ ...by, action: 'requeue', which: { shipments: [7] } })).toMatchObject({
      skipped: [{ record: 7, why: 'not failed' }],
    });
  });

  test.each(['listings', 'shipments'] as const)(
    'an export of the %s that a filter finds has the cells of the whole export',
    async (kind) => {
      const whole = await t.engine.exportRows({ seller: SELLER, kind, after: null, limit: 1000 });
      const filter = { state: 'all', shopNo: null, search: null, tid: null, trackingNumber: null } as const;
      const rows: typeof whole.rows = [];
      for (let cursor: string | null = null, turn = 0; turn === 0 || cursor !== null; turn++) {
        const page: Awaited<ReturnType<TestEngine['engine']['exportFound']>> = await t.engine.exportFound({
          ...{ seller: SELLER, what: { kind, filter }, cursor, limit: 3, now: NOW },
        });
        expect(page.columns).toEqual(whole.columns);
        rows.push(...page.rows);
        cursor = page.next;
      }
      const inOrder = (some: typeof rows) => some.sort((a, b) => Number(a[0]) - Number(b[0]));
      expect(inOrder(rows)).toEqual(inOrder(whole.rows));
    },
  );
});
