import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, journalOf, MINUTE, put, SELLER, say, seedListings, setStock, show, sql, T0, waiting } from './shop.ts';

describe.each(databases)('stock on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 20);
  });
  afterAll(() => t.close());

  /** The row of a listing as it is stored, to prove that nothing changed. */
  const stored = async (listing: number) => (await sql(t.database, 'select * from listings where listing_id = :listing', { listing }))[0];
  const cancel = (listing: number, version: number, signedAt: number, now = signedAt) =>
    t.engine.cancelStock({ caller, listing, version, signedAt, now });

  test('S1 a listing is pending exactly while its version is greater than the last acknowledged one', async () => {
    expect(await waiting(t.engine)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect(await say(t.engine, 'success', 1, 2)).toBe('cleared');
    expect(await waiting(t.engine)).not.toContain(1);
    await setStock(t.engine, 'A1', '11');
    expect(await waiting(t.engine)).toContain(1);
  });

  test('S1 versions only grow, whatever is said of them', async () => {
    const before = (await show(t.engine, 1))?.version as number;
    for (const version of [0, 1, before, before + 5, -1]) await say(t.engine, 'success', 1, version);
    expect((await show(t.engine, 1))?.version).toBe(before);
    await setStock(t.engine, 'A1', '12');
    expect((await show(t.engine, 1))?.version).toBe(before + 1);
  });

  test('S2 a newer change survives the acknowledgement of an older one, which is kept as superseded', async () => {
    await setStock(t.engine, 'A2', '7', T0 + 1);
    expect(await say(t.engine, 'success', 2, 2, { quantity: '10' })).toBe('superseded');
    expect(await waiting(t.engine)).toContain(2);
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '7' });
    expect(await stored(2)).toMatchObject({ acknowledged: 2, last_quantity: '10', last_at: T0 });
    expect(await say(t.engine, 'success', 2, 3)).toBe('cleared');
    expect(await waiting(t.engine)).not.toContain(2);
  });

  test('S2 an older version is never acknowledged after a newer one', async () => {
    await setStock(t.engine, 'A3', '7');
    expect(await say(t.engine, 'success', 3, 3, { quantity: '7' })).toBe('cleared');
    const before = await stored(3);
    expect(await say(t.engine, 'success', 3, 2, { quantity: '10' })).toBe('repeated');
    expect(await stored(3)).toEqual(before);
  });

  test('S2 a version never issued changes nothing', async () => {
    const before = await stored(4);
    for (const version of [3, 99, 2 ** 31 - 1, 0, -1]) expect(await say(t.engine, 'success', 4, version)).toBe('never issued');
    for (const version of [3, 0, -1]) expect(await say(t.engine, 'fail', 4, version)).toBe('never issued');
    expect(await stored(4)).toEqual(before);
  });

  test('S2 a success that names no version acknowledges nothing', async () => {
    const before = await stored(4);
    expect(await say(t.engine, 'success', 4, null)).toBe('unversioned');
    expect(await say(t.engine, 'fail', 4, null)).toBe('unversioned');
    expect(await stored(4)).toEqual(before);
  });

  test('S5 a failure never clears: it delays by 1, 2, 5, 15, 30, 60 and again 60 minutes', async () => {
    let now = T0;
    for (const minutes of [1, 2, 5, 15, 30, 60, 60]) {
      expect(await say(t.engine, 'fail', 5, 2, { at: now })).toBe('delayed');
      const end = now + minutes * MINUTE;
      expect(await waiting(t.engine, end - 1)).not.toContain(5);
      expect(await waiting(t.engine, end)).toContain(5);
      now = end;
    }
  });

  test('S5 a failure signed before the delay ends is a repeat and changes nothing', async () => {
    expect(await say(t.engine, 'fail', 6, 2)).toBe('delayed');
    const before = await stored(6);
    expect(await say(t.engine, 'fail', 6, 2, { at: T0 + MINUTE - 1 })).toBe('repeated');
    expect(await say(t.engine, 'fail', 6, 2, { at: T0 + 9 * MINUTE, signedAt: T0 + MINUTE - 1000 })).toBe('repeated');
    expect(await stored(6)).toEqual(before);
    expect(await say(t.engine, 'fail', 6, 2, { at: T0 + MINUTE })).toBe('delayed');
    expect(await stored(6)).toMatchObject({ retry_steps: 2, retry_at: T0 + 3 * MINUTE });
  });

  test("S5 a failure replayed byte for byte is a repeat, also where the client's clock is 120 s ahead", async () => {
    const signedAt = T0 + 120_000; // later than the end of the delay it causes
    expect(await say(t.engine, 'fail', 7, 2, { signedAt })).toBe('delayed');
    const before = await stored(7);
    for (const at of [T0, T0 + MINUTE, T0 + 2 * MINUTE, T0 + 60 * MINUTE]) {
      expect(await say(t.engine, 'fail', 7, 2, { at, signedAt })).toBe('repeated');
    }
    expect(await stored(7)).toEqual(before);
  });

  test('S5 failures that arrive in another order count no more often', async () => {
    expect(await say(t.engine, 'fail', 8, 2, { at: T0 + 2000, signedAt: T0 + 2000 })).toBe('delayed');
    const before = await stored(8);
    expect(await say(t.engine, 'fail', 8, 2, { at: T0 + 3000, signedAt: T0 + 1000 })).toBe('repeated');
    expect(await stored(8)).toEqual(before);
  });

  test('S5 a newer change ends the delay and the steps', async () => {
    await say(t.engine, 'fail', 9, 2);
    await say(t.engine, 'fail', 9, 2, { at: T0 + MINUTE });
    await setStock(t.engine, 'A9', '1', T0 + MINUTE + 1000);
    expect(await waiting(t.engine, T0 + MINUTE + 1000)).toContain(9);
    const at = T0 + 2 * MINUTE;
    expect(await say(t.engine, 'fail', 9, 3, { at })).toBe('delayed');
    expect(await stored(9)).toMatchObject({ retry_steps: 1, retry_at: at + MINUTE });
  });

  test('S5 a failure that names any version but the current one delays nothing', async () => {
    await setStock(t.engine, 'A10', '1');
    const before = await stored(10);
    expect(await say(t.engine, 'fail', 10, 2)).toBe('stale');
    expect(await say(t.engine, 'fail', 10, 4)).toBe('never issued');
    expect(await stored(10)).toEqual(before);
  });

  test('S5 a failure after a success of the same version does not reopen it', async () => {
    await say(t.engine, 'success', 11, 2);
    const before = await stored(11);
    expect(await say(t.engine, 'fail', 11, 2, { at: T0 + MINUTE })).toBe('repeated');
    expect(await stored(11)).toEqual(before);
    expect(await waiting(t.engine, T0 + 90 * MINUTE)).not.toContain(11);
  });

  test('S5 a success is accepted while the delay of a failure runs, and ends it', async () => {
    await say(t.engine, 'fail', 12, 2);
    expect(await say(t.engine, 'success', 12, 2, { at: T0 + 1000 })).toBe('cleared');
    expect(await stored(12)).toMatchObject({ acknowledged: 2, retry_at: 0, retry_steps: 0, reason: '' });
  });

  test('S6 a cancellation clears the version it names only while that one is current', async () => {
    await setStock(t.engine, 'A13', '1');
    const before = await stored(13);
    for (const version of [2, 4, 0, -2]) expect(await cancel(13, version, T0)).toBe('refused');
    expect(await stored(13)).toEqual({ ...before, cancel_signed_at: T0 });
    expect(await cancel(13, 3, T0)).toBe('cancelled');
    expect(await waiting(t.engine)).not.toContain(13);
    expect(await stored(13)).toMatchObject({ last_quantity: null, last_at: null, shown: '0' });
    expect(await cancel(13, 3, T0)).toBe('refused'); // not waiting any more
  });

  test('S6 a cancellation of -1 clears the current version if it was made by the end of the second of signing', async () => {
    await setStock(t.engine, 'A14', '1', T0 + 1999);
    expect(await cancel(14, -1, T0 + 500, T0 + 5000)).toBe('refused');
    expect(await cancel(14, -1, T0 + 1000, T0 + 5000)).toBe('cancelled');
    await setStock(t.engine, 'A14', '2', T0 + 2000);
    expect(await cancel(14, -1, T0 + 1000, T0 + 5000)).toBe('refused');
    expect(await waiting(t.engine, T0 + 5000)).toContain(14);
  });

  test('S6 a replayed cancellation of -1 cancels nothing newer', async () => {
    const signedAt = T0 + 10_000;
    expect(await cancel(15, -1, signedAt)).toBe('cancelled');
    await setStock(t.engine, 'A15', '3', T0 + 11_000);
    const before = await stored(15);
    for (const now of [T0 + 11_000, T0 + 100_000]) expect(await cancel(15, -1, signedAt, now)).toBe('refused');
    expect(await stored(15)).toEqual(before);
  });

  test('S6 a cancellation of -1 sent again cancels nothing newer, though the client is 100 s ahead', async () => {
    const ahead = T0 + 100_000;
    expect(await cancel(10, -1, ahead, T0)).toBe('cancelled');
    expect(await cancel(10, -1, ahead, T0)).toBe('refused'); // nothing waits; remembered all the same
    await setStock(t.engine, 'A10', '3', T0 + 30_000);
    expect(await cancel(10, -1, ahead, T0 + 60_000)).toBe('refused');
    expect(await waiting(t.engine, T0 + 60_000)).toContain(10);
    expect(await cancel(10, -1, ahead + 1000, T0 + 61_000)).toBe('cancelled');
  });

  test('S6 a cancelled listing comes back with its next change', async () => {
    await cancel(16, 2, T0);
    await setStock(t.engine, 'A16', '3');
    expect(await waiting(t.engine)).toContain(16);
  });

  test('B5 what is cleared or cancelled is counted no more among what waits, and a change is counted once', async () => {
    const counted = async () => {
      const shops = await t.engine.pendingByShop({ seller: SELLER, now: T0 });
      return shops.find(({ shopNo }) => shopNo === 'S1')?.listings as number;
    };
    await setStock(t.engine, 'A16', '4');
    await setStock(t.engine, 'A4', '4');
    const all = await counted();
    const version = async (listing: number) => (await show(t.engine, listing))?.version as number;
    await cancel(16, await version(16), T0);
    expect(await counted()).toBe(all - 1);
    await say(t.engine, 'success', 4, await version(4));
    await say(t.engine, 'success', 4, await version(4));
    expect(await counted()).toBe(all - 2);
    for (const stock of ['5', '6']) await setStock(t.engine, 'A16', stock);
    expect(await counted()).toBe(all - 1);
  });

  test('S7 the right version with another quantity is accepted, and marked', async () => {
    const said = (listing: number, quantity: string | null) =>
      t.engine.acknowledgeStock({
        caller,
        items: [{ listing, outcome: 'success', version: 2, quantity, message: '' }],
        signedAt: T0,
        now: T0,
      });
    expect(await said(17, '9')).toEqual([{ effect: 'cleared', quantityDiffers: true }]);
    expect(await said(18, '10')).toEqual([{ effect: 'cleared', quantityDiffers: false }]);
    expect(await said(19, null)).toEqual([{ effect: 'cleared', quantityDiffers: false }]);
    expect(await stored(19)).toMatchObject({ last_quantity: '10', shown: '10' }); // no quantity named: the one offered
    const [shop] = await t.engine.pendingByShop({ seller: SELLER, now: T0 });
    expect(shop?.quantityDiffers).toBe(1);
    expect(await stored(17)).toMatchObject({ last_quantity: '9', shown: '9' });
    const rows = (await journalOf(t.engine)).filter(({ subject, event }) => subject === 17 && event === 'success');
    expect(rows.map(({ effect }) => effect)).toEqual(['cleared, quantity differs']);
  });

  test('S1 what is not bound, deleted, switched off or in a disabled shop is not offered, and is not lost', async () => {
    const listing = { shop_no: 'S1', goods_id: 'G-A20', spec_no: 'A20' };
    const offered = async () => (await waiting(t.engine)).includes(20);
    for (const change of [{ status: '0' }, { is_disable_syn: '1' }, { spec_no: 'nothing' }]) {
      await put(t.engine, 'listings', [{ ...listing, ...change }]);
      expect(await offered()).toBe(false);
      await put(t.engine, 'listings', [listing]);
      expect(await offered()).toBe(true);
    }
    await put(t.engine, 'shops', [{ shop_no: 'S1', is_disabled: '1' }]);
    expect(await waiting(t.engine)).toEqual([]);
    await put(t.engine, 'shops', [{ shop_no: 'S1' }]);
    expect(await offered()).toBe(true);
  });
});
