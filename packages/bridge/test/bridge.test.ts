/** What the bridge promises, on both editions, against the real server and a shop on real sockets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BridgeOptions } from '../src/bridge.ts';
import type { Meters } from '../src/meters.ts';
import { EDITIONS, type Rig, startRig, until } from './rig.ts';
import type { Delivery, Result } from './tiny-shop.ts';

const answer = (results: Result[]) => ({ status: 200, body: JSON.stringify({ results }) });
const isAbout = (delivery: Delivery, sku: string) => delivery.body.includes(`"sku":"${sku}"`);
const isStock = ({ type }: Delivery) => type === 'stock.set';
const isShipment = ({ type }: Delivery) => type === 'shipment.created';

describe.each(EDITIONS)('%s', (edition) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig(edition);
  });
  afterEach(() => rig.close());

  const shown = (sku: string) => rig.receiver.shop.listings.get(sku)?.quantity;
  const counts = (meters: Meters, pool: 'stock' | 'shipments') => meters.standing(pool, Date.now());
  const allButOne = { stock: 1, shipments: 0 };

  test('what waits reaches the shop, and what the shop confirmed is acknowledged', async () => {
    const [whole] = await rig.ship('whole');
    const [split] = await rig.ship('split');
    const meters = await rig.once();
    expect(await rig.waiting()).toMatchObject({ stock: 0, shipments: 0 });
    // Three orders' worth has left: the quantities are the ERP's, not those of the beginning.
    expect([shown('SKU-10'), shown('SKU-1')]).toEqual(['100', '98']);
    const parcels = rig.receiver.shop.parcels.map(({ tid, oids }) => [tid, oids]);
    expect(parcels).toEqual([
      [whole, [`${whole}-1`, `${whole}-2`]],
      [split, [`${split}-1`]],
      [split, [`${split}-2`]],
    ]);
    expect(counts(meters, 'stock')).toMatchObject({ pulled: 10, applied: 10, acknowledged: 10, heldBack: 0, behindMs: 0 });
    expect(counts(meters, 'shipments')).toMatchObject({ pulled: 3, applied: 3, acknowledged: 3, heldBack: 0, behindMs: 0 });
    expect(rig.receiver.deliveries.filter(isStock)).toHaveLength(1);
    // Two parcels of one order are never in the shop's hands at once.
    const orders = rig.receiver.deliveries.filter(isShipment).map(({ body }) => body.match(/"tid":"[^"]+"/g) ?? []);
    expect(orders.filter((tids) => new Set(tids).size < tids.length)).toEqual([]);
  });

  test.each<[string, (results: Result[]) => object]>([
    ['a 200 without a word on any record', () => ({ status: 200, body: '{}' })],
    ['a 200 with words on other records', () => answer([{ key: 'else', result: 'applied' }])],
    ['a success by another name', (all) => answer(all.map((each) => ({ ...each, result: 'ok' })))],
    ['a 202', () => ({ status: 202, body: '' })],
    ['"later"', (all) => answer(all.map(({ key }) => ({ key, result: 'later', message: 'stocktaking' })))],
  ])('nothing is acknowledged as done that the shop did not confirm: %s', async (_, reply) => {
    await rig.ship('whole');
    rig.receiver.after = (_, results) => reply(results) as never;
    const meters = await rig.once();
    expect(await rig.waiting()).toMatchObject({ stock: 10 });
    expect((await rig.waiting()).shipments + (await rig.waiting()).shipmentsFailed).toBe(1);
    expect(counts(meters, 'stock')).toMatchObject({ applied: 0, acknowledged: 0 });
    expect(counts(meters, 'shipments')).toMatchObject({ applied: 0, acknowledged: 0 });
    expect(counts(meters, 'stock').behindMs).toBeGreaterThan(0);
  });

  test('a shop that shows another quantity than was asked for has not done it', async () => {
    rig.receiver.after = (delivery, results) =>
      isStock(delivery) ? answer(results.map((each) => (each['id'] === 'L-SKU-4' ? { ...each, quantity: '99' } : each))) : undefined;
    await rig.once();
    expect(await rig.waiting()).toMatchObject(allButOne);
    expect(rig.lines.join('\n')).toContain('the shop shows 99 of SKU-4 instead of 100');
  });

  test('what the shop confirmed is acknowledged although the ERP was away in between, and the shop is not asked again', async () => {
    await rig.ship('whole');
    const acknowledges = { flagship: /syncSuccess|LogisticsSync\.update/, enterprise: /_ack\.php/ }[edition];
    let isAway = true;
    const fetchHere: typeof fetch = async (input, init) => {
      if (isAway && acknowledges.test(String(input))) throw new TypeError('the ERP is away');
      return fetch(input, init);
    };
    await expect(rig.once({ fetch: fetchHere })).rejects.toThrow('cannot be reached');
    expect(await rig.waiting()).toMatchObject({ stock: 10, shipments: 1 });
    const before = rig.receiver.deliveries.length;
    expect(rig.receiver.shop.parcels).toHaveLength(1);
    isAway = false;
    await rig.once({ fetch: fetchHere });
    expect(await rig.waiting()).toMatchObject({ stock: 0, shipments: 0 });
    expect(rig.receiver.deliveries).toHaveLength(before);
  }, 120_000);

  describe('an unknown listing', () => {
    beforeEach(() => void rig.receiver.shop.listings.delete('SKU-3'));

    test('by default is told as a failure with the reason, stays waiting, and is a gap', async () => {
      const meters = await rig.once();
      expect(await rig.waiting()).toMatchObject({ ...allButOne, stockDelayed: edition === 'flagship' ? 1 : 0 });
      expect(counts(meters, 'stock')).toMatchObject({ applied: 9, acknowledged: 9, unknown: 1, heldBack: 1 });
      expect(meters.gaps()).toEqual([{ what: 'listing', subject: 'SKU-3', reason: 'no SKU SKU-3' }]);
      expect(rig.lines.filter((line) => line.startsWith('warn') && line.includes('no SKU SKU-3'))).toHaveLength(1);
    });

    test('with "keep" is not mentioned to the ERP at all', async () => {
      await rig.once({ policies: { listing: 'keep', order: 'keep', carrier: 'keep' } });
      expect(await rig.waiting()).toMatchObject({ ...allButOne, stockDelayed: 0 });
    });

    test('that is ignored by name leaves the pool, counted and shown as ignored, until it changes again', async () => {
      const more: Partial<BridgeOptions> = { ignored: { listings: ['SKU-3'], orders: [], carriers: [] } };
      const meters = await rig.once(more);
      expect(await rig.waiting()).toMatchObject({ stock: 0 });
      expect(counts(meters, 'stock')).toMatchObject({ applied: 9, ignored: 1, acknowledged: 10 });
      expect(rig.lines.join('\n')).toContain('ignored on purpose: "SKU-3" is named in the configuration');
      expect(rig.receiver.deliveries.some((each) => isAbout(each, 'SKU-3'))).toBe(false);
      const journal = await rig.tongbu.engine.readJournal({ seller: rig.tongbu.seller, before: null, limit: 100 });
      const last = journal.find(({ pool, subject }) => pool === 'stock' && subject === 3);
      expect(last?.event).toBe(edition === 'flagship' ? 'cancel' : 'success');
      await rig.tongbu.move('SKU-3', 42);
      expect(await rig.waiting()).toMatchObject({ stock: 1 });
    });

    test('is applied once the shop has it, and no gap is left', async () => {
      const bridge = rig.run({ policies: { listing: 'keep', order: 'keep', carrier: 'keep' } });
      await until(() => bridge.meters.gaps().length === 1);
      rig.receiver.shop.listings.set('SKU-3', { quantity: '?', version: 0 });
      await until(async () => (await rig.waiting()).stock === 0);
      await until(() => bridge.meters.gaps().length === 0);
      await bridge.stop();
    });
  });

  describe('an unknown order or carrier', () => {
    test('is kept, with an alarm, and goes through when the shop knows it', async () => {
      const [tid] = await rig.ship('whole');
      rig.receiver.shop.orders.clear();
      const bridge = rig.run();
      await until(() => bridge.meters.gaps().length === 1);
      expect(bridge.meters.gaps()).toMatchObject([{ what: 'order', subject: tid }]);
      expect(await rig.waiting()).toMatchObject({ shipments: 1, shipmentsFailed: 0 });
      rig.receiver.shop.orders.set(tid as string, [`${tid}-1`, `${tid}-2`]);
      await until(async () => (await rig.waiting()).shipments === 0);
      await bridge.stop();
      expect(rig.receiver.shop.parcels).toHaveLength(1);
    });

    test('with "fail" is given up with the reason', async () => {
      await rig.ship('whole');
      rig.receiver.shop.orders.clear();
      const meters = await rig.once({ policies: { listing: 'fail', order: 'fail', carrier: 'fail' } });
      expect(await rig.waiting()).toMatchObject({ shipments: 0, shipmentsFailed: 1 });
      expect(meters.gaps()).toHaveLength(1);
    });

    test('a carrier that is not mapped never reaches the shop, and is named as a gap', async () => {
      await rig.ship('whole');
      const mapping = { goods: new Map(), carriers: new Map(), shops: new Map() };
      const meters = await rig.once({ mapping });
      expect(rig.receiver.deliveries.filter(isShipment)).toEqual([]);
      expect(await rig.waiting()).toMatchObject({ shipments: 1 });
      expect(meters.gaps()).toMatchObject([{ what: 'carrier', subject: 'SF', reason: expect.stringContaining('mapping.carriers') }]);
      await rig.once({ mapping, ignored: { listings: [], orders: [], carriers: ['SF'] } });
      expect(await rig.waiting()).toMatchObject({ shipments: 0, shipmentsFailed: 0 });
      expect(rig.receiver.shop.parcels).toEqual([]);
    });

    test('a sub-order the shop does not have ships nothing of that parcel', async () => {
      const [tid] = await rig.ship('split');
      rig.receiver.shop.orders.set(tid as string, [`${tid}-1`]);
      const meters = await rig.once();
      expect(rig.receiver.shop.parcels.map(({ oids }) => oids)).toEqual([[`${tid}-1`]]);
      expect(await rig.waiting()).toMatchObject({ shipments: 1 });
      expect(meters.gaps()).toMatchObject([{ what: 'sub-order', subject: `${tid}-2` }]);
    });
  });

  test('one poisonous record stops nothing else: the shop fails on whatever holds it', async () => {
    rig.receiver.before = (delivery) => (isAbout(delivery, 'SKU-1') ? { status: 500 } : undefined);
    const bridge = rig.run();
    await until(async () => (await rig.waiting()).stock === 1);
    await until(() => counts(bridge.meters, 'stock').heldBack === 1);
    // What changes later goes through beside it.
    await rig.tongbu.move('SKU-7', 7);
    await until(() => shown('SKU-7') === '7');
    delete rig.receiver.before;
    await until(async () => (await rig.waiting()).stock === 0);
    await bridge.stop();
  });

  test('three poisonous records at the head of the pool stop nothing else either', async () => {
    rig.receiver.before = (delivery) => (['SKU-1', 'SKU-2', 'SKU-3'].some((sku) => isAbout(delivery, sku)) ? { status: 500 } : undefined);
    const bridge = rig.run();
    await until(async () => (await rig.waiting()).stock === 3);
    await bridge.stop();
  });

  test('a shop that is down is waited for with growing pauses, and loses nothing; newer stock overtakes older', async () => {
    await rig.ship('whole');
    await rig.receiver.stop();
    const bridge = rig.run();
    await until(() => counts(bridge.meters, 'stock').pauses >= 4);
    const pauses = rig.lines.flatMap((line) => /stock: the shop.*again in ([\d.]+) s/.exec(line)?.[1] ?? []).map(Number);
    expect(pauses.at(-1)).toBeGreaterThan(pauses[0] as number);
    for (const stock of [50, 51, 52]) await rig.tongbu.move('SKU-5', stock);
    expect(await rig.waiting()).toMatchObject({ stock: 10, shipments: 1 });
    await rig.receiver.start();
    await until(async () => (await rig.waiting()).stock + (await rig.waiting()).shipments === 0);
    await bridge.stop();
    expect(rig.receiver.shop.history.filter(({ sku }) => sku === 'SKU-5').map(({ quantity }) => quantity)).toEqual(['52']);
    expect(rig.receiver.shop.parcels).toHaveLength(1);
    expect(rig.lines.some((line) => line.endsWith('works again'))).toBe(true);
  });

  test('a listing is never worked on twice at once, and an older quantity never comes after a newer one', async () => {
    const inHand = new Set<string>();
    const twice: string[] = [];
    rig.receiver.before = async (delivery) => {
      const skus = [...delivery.body.matchAll(/"sku":"([^"]+)"/g)].map(([, sku]) => sku as string);
      twice.push(...skus.filter((sku) => inHand.has(sku)));
      for (const sku of skus) inHand.add(sku);
      await new Promise((done) => setTimeout(done, 15));
      for (const sku of skus) inHand.delete(sku);
      return undefined;
    };
    const bridge = rig.run({ stock: { everyMs: 1, page: 10 } });
    for (let n = 1; n <= 60; n += 1) await rig.tongbu.move(`SKU-${(n % 3) + 1}`, 200 + n);
    await until(async () => (await rig.waiting()).stock === 0);
    await bridge.stop();
    expect(twice).toEqual([]);
    for (const sku of ['SKU-1', 'SKU-2', 'SKU-3']) {
      const versions = rig.receiver.shop.history.filter((each) => each.sku === sku).map(({ version }) => version);
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
    }
    expect([shown('SKU-1'), shown('SKU-2'), shown('SKU-3')]).toEqual(['260', '258', '259']);
  });

  test('a newer version of a listing that came to nothing is tried at once', async () => {
    rig.receiver.after = (delivery, results) =>
      isStock(delivery) && results.length > 0
        ? answer(results.map(({ key }) => ({ key, result: 'failed', message: 'locked' })))
        : undefined;
    const bridge = rig.run({ minuteMs: 3_600_000, policies: { listing: 'keep', order: 'keep', carrier: 'keep' } });
    await until(() => counts(bridge.meters, 'stock').heldBack === 10);
    delete rig.receiver.after;
    await rig.tongbu.move('SKU-2', 22);
    await until(() => shown('SKU-2') === '22' && counts(bridge.meters, 'stock').heldBack === 9);
    expect(await rig.waiting()).toMatchObject({ stock: 9 });
    await bridge.stop();
  });

  test('told to stop, it ends within seconds: what is in hand is finished and acknowledged, nothing new is begun', async () => {
    let isIn = false;
    rig.receiver.before = async () => {
      isIn = true;
      await new Promise((done) => setTimeout(done, 300));
      return undefined;
    };
    const bridge = rig.run({ shipments: null });
    await until(() => isIn);
    const began = performance.now();
    await bridge.stop();
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(rig.receiver.deliveries).toHaveLength(1);
    expect(await rig.waiting()).toMatchObject({ stock: 0 });
  });

  test('told to stop while the shop keeps silent, it gives up after its grace; the next bridge asks the shop what became of the parcel', async () => {
    const [tid] = await rig.ship('whole');
    rig.receiver.shop.isNaive = true;
    rig.receiver.after = () => 'silence';
    const bridge = rig.run({ stock: null, graceMs: 200 });
    await until(() => rig.receiver.shop.parcels.length === 1);
    const began = performance.now();
    await bridge.stop();
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(await rig.waiting()).toMatchObject({ shipments: 1 });
    delete rig.receiver.after;
    await rig.once();
    expect(rig.receiver.shop.parcels.filter((each) => each.tid === tid)).toHaveLength(1);
    expect(await rig.waiting()).toMatchObject({ shipments: 0 });
  });

  test('two bridges that share a pool each have their part, and together all of it', async () => {
    const first = rig.run({ share: { this: 1, of: 2 }, journal: `${rig.folder}/first` });
    await until(() => counts(first.meters, 'stock').passes > 2);
    const ofFirst = rig.receiver.shop.history.length;
    expect(ofFirst).toBeGreaterThan(0);
    expect(ofFirst).toBeLessThan(10);
    expect((await rig.waiting()).stock).toBe(10 - ofFirst);
    const second = rig.run({ share: { this: 2, of: 2 }, journal: `${rig.folder}/second` });
    await until(async () => (await rig.waiting()).stock === 0);
    await Promise.all([first.stop(), second.stop()]);
    expect(rig.receiver.shop.history).toHaveLength(10);
  });

  test('two bridges that know nothing of each other do no harm', async () => {
    for (let n = 0; n < 6; n += 1) await rig.ship(n % 2 ? 'split' : 'whole');
    const both = [1, 2].map((n) => rig.run({ journal: `${rig.folder}/journal-${n}` }));
    await until(async () => (await rig.waiting()).stock + (await rig.waiting()).shipments === 0);
    await Promise.all(both.map((bridge) => bridge.stop()));
    expect(rig.receiver.shop.parcels).toHaveLength(9);
    expect(shown('SKU-9')).toBe('100');
  });

  test('a second bridge on the same journal is refused, and the first goes on', async () => {
    const first = rig.run();
    await until(() => counts(first.meters, 'stock').passes > 0);
    await expect(rig.once()).rejects.toThrow('another bridge works with the journal');
    await rig.tongbu.move('SKU-1', 11);
    await until(() => shown('SKU-1') === '11');
    await first.stop();
  });

  test('a receiver that wants no deliveries any more (410) ends the bridge', async () => {
    rig.receiver.before = () => ({ status: 410 });
    await expect(rig.run().ended).rejects.toThrow('wants no deliveries any more');
    expect(await rig.waiting()).toMatchObject({ stock: 10 });
  });

  test('a wish to be left alone is granted', async () => {
    const at: number[] = [];
    rig.receiver.before = () => (at.push(performance.now()) === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined);
    const bridge = rig.run({ shipments: null });
    await until(() => at.length > 1);
    expect((at[1] as number) - (at[0] as number)).toBeGreaterThan(990);
    await bridge.stop();
  });
});
