/** A record of a parcel and the one that took its place, told from the order's records alone, whatever the clock said (L1). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { report, SELLER, seed, ship, T0 } from './shop.ts';

describe.each(databases)('records in place of others on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
  });
  afterAll(() => t.close());

  const by = { seller: SELLER, actor: 'operator', now: T0 };
  /** Of each number: before, after. */
  const chain = async (...numbers: number[]) => {
    const told: [number | null, number | null][] = [];
    for (const shipment of numbers) {
      const shown = await t.engine.showShipment({ seller: SELLER, shipment, now: T0 });
      told.push([shown?.replaces?.shipment ?? null, shown?.replacedBy?.shipment ?? null]);
    }
    return told;
  };

  test('queued again together in one millisecond, each is told with its own; so is what is queued again twice', async () => {
    await ship(t.engine, 'T1', 'a', 'N1');
    await ship(t.engine, 'T1', 'b', 'N2');
    for (const shipment of [1, 2]) await report(t.engine, 'fail', shipment);
    await t.engine.actOnShipments({ ...by, action: 'requeue', which: { shipments: [2, 1] }, limit: 10, dryRun: false });
    await report(t.engine, 'fail', 3);
    expect(await t.engine.requeueShipment({ ...by, shipment: 3 })).toBe(5);
    expect(await chain(1, 2, 3, 4, 5)).toEqual([
      [null, 3],
      [null, 4],
      [1, 5],
      [2, null],
      [3, null],
    ]);
  });

  test('a correction is told with both numbers, how the new one stands, and what the shop said of the old one', async () => {
    await ship(t.engine, 'T2', 'b, a', 'N1');
    const said = { shipment: 6, outcome: 'retry' as const, message: '单号有误' };
    const caller = { seller: SELLER, key: null, actor: 'flagship:demo' };
    await t.engine.acknowledgeShipments({ caller, items: [said], signedAt: T0, now: T0 });
    await ship(t.engine, 'T2', 'a,b', 'N9');
    await report(t.engine, 'success', 7);
    const shown = (shipment: number) => t.engine.showShipment({ seller: SELLER, shipment, now: T0 });
    expect((await shown(6))?.replacedBy).toEqual({ shipment: 7, trackingNumber: 'N9', state: 'done', message: '' });
    expect((await shown(7))?.replaces).toEqual({ shipment: 6, trackingNumber: 'N1', state: 'replaced', message: '单号有误' });
  });

  test('a record that was confirmed or cancelled was not replaced by what was shipped after it', async () => {
    await ship(t.engine, 'T2', 'a,b', 'N10'); // 7 is done
    await t.engine.cancelShipment({ ...by, shipment: 8 });
    await ship(t.engine, 'T2', 'a,b', 'N11');
    expect(await chain(7, 8, 9)).toEqual([
      [6, null],
      [null, null],
      [null, null],
    ]);
  });
});
