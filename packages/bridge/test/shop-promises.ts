/** What every shop adapter keeps, whatever the system behind it. Call it from the adapter's own test file, with a real one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MappedCarrier, ShipmentOutcome, ShipmentToApply, Shop, StockOutcome, StockToApply } from '../src/shop.ts';
import { ShopDownError } from '../src/shop.ts';

/** A shop to try, and a way to look inside that does not go through the adapter. */
export interface ShopOnTrial {
  /** A new adapter on the same shop, as a bridge that starts again has it. */
  open(): Promise<Shop>;
  /** Two SKUs the shop sells; one begins with a zero where the shop allows it. */
  skus: [string, string];
  /** A new order of the shop, paid, with two sub-orders of one piece each. */
  placeOrder(): Promise<{ tid: string; oids: [string, string] }>;
  /** A carrier the shop accepts. */
  carrier: MappedCarrier;
  /** What the shop itself says it shows of a SKU: whole pieces, as text. */
  shown(sku: string): Promise<string>;
  /** The parcels the shop itself has of an order. Sub-orders sorted. */
  parcels(tid: string): Promise<Parcel[]>;
  /** Makes the shop unreachable until the function given back is called; left out where the test cannot. */
  takeDown?(): Promise<() => Promise<void>>;
  /** False where the system behind the adapter cannot tell that a line has been shipped under another number. */
  refusesAnotherNumber?: boolean;
  /** False where the system itself comes to harm by two calls for one line at the same moment; its page says so. */
  withstandsTwoAtOnce?: boolean;
  close(): Promise<void>;
}

export interface Parcel {
  trackingNumber: string;
  oids: string[];
}

/** A change as the bridge hands it over. */
export function stock(sku: string, quantity: string, more: Partial<StockToApply> = {}): StockToApply {
  numbers += 1;
  const listing = more.listing ?? String(1000 + numbers);
  const version = more.version ?? numbers;
  return {
    ...{ key: `demo:flagship:stock:${listing}:${version}`, listing, version, quantity, sku, specNo: sku },
    ...{ shopNo: 'web', goodsId: `g-${sku}`, specId: `s-${sku}`, goodsNo: '', autoDelisting: null, autoListing: null },
    ...more,
  };
}

let numbers = 0;

/** A shipment as the bridge hands it over. */
export function shipment(tid: string, carrier: MappedCarrier, more: Partial<ShipmentToApply> = {}): ShipmentToApply {
  numbers += 1;
  const number = more.shipment ?? String(numbers);
  return {
    ...{ key: `demo:flagship:${number}`, shipment: number, shopNo: 'web', tid, lines: 'whole order', count: null, carrier },
    ...{ trackingNumber: `SF${100000 + numbers}`, shippedAt: null, again: false },
    ...more,
  };
}

const never = new AbortController().signal;

/** The named tests. */
export function shopPromises(name: string, start: () => Promise<ShopOnTrial>): void {
  describe(`what a shop keeps: ${name}`, () => {
    let trial: ShopOnTrial;
    let shop: Shop;

    beforeAll(async () => {
      trial = await start();
      shop = await trial.open();
    }, 300_000);

    afterAll(async () => {
      await shop?.close();
      await trial?.close();
    }, 60_000);

    const setStock = async (...changes: StockToApply[]) => inOrder(changes, await shop.applyStock(changes, never));
    const ship = async (...shipments: ShipmentToApply[]) => inOrder(shipments, await shop.applyShipments(shipments, never));
    const lines = (...oids: string[]) => ({ lines: { oids } });

    test('it says its name without a secret, and how many records it takes at once', () => {
      expect(shop.name).not.toMatch(/secret|password|whsec_|:\/\/[^/]*:[^/]*@/i);
      expect(shop.batch.stock).toBeGreaterThan(0);
      expect(shop.batch.shipments).toBeGreaterThan(0);
    });

    test('stock: the shop shows what was asked for, and says so with its own number', async () => {
      const [first, second] = trial.skus;
      const outcomes = await setStock(stock(first, '7'), stock(second, '12'));
      expect(outcomes).toMatchObject([
        { outcome: 'applied', quantity: '7' },
        { outcome: 'applied', quantity: '12' },
      ]);
      for (const outcome of outcomes) expect(outcome).toHaveProperty('shopId', expect.stringMatching(/./));
      expect([await trial.shown(first), await trial.shown(second)]).toEqual(['7', '12']);
    });

    test('stock: the same again changes nothing, and zero is a quantity', async () => {
      const [sku] = trial.skus;
      const zero = stock(sku, '0');
      expect(await setStock(zero)).toMatchObject([{ outcome: 'applied', quantity: '0' }]);
      expect(await setStock(zero)).toMatchObject([{ outcome: 'applied', quantity: '0' }]);
      expect(await trial.shown(sku)).toBe('0');
    });

    test('stock: a listing the shop does not have is named as unknown and harms no other', async () => {
      const [sku] = trial.skus;
      const outcomes = await setStock(stock('no-such-sku', '3'), stock(sku, '5'));
      expect(outcomes).toMatchObject([{ outcome: 'unknown', what: 'listing' }, { outcome: 'applied' }]);
      expect(reasonOf(outcomes[0])).toContain('no-such-sku');
      expect(await trial.shown(sku)).toBe('5');
    });

    test('shipments: a whole order is one parcel with every sub-order and the number', async () => {
      const { tid, oids } = await trial.placeOrder();
      const parcel = shipment(tid, trial.carrier);
      expect(await ship(parcel)).toMatchObject([{ outcome: 'applied', already: false, shopId: expect.stringMatching(/./) }]);
      expect(await trial.parcels(tid)).toEqual([{ trackingNumber: parcel.trackingNumber, oids: [...oids].sort() }]);
    });

    test('shipments: a parcel is never made twice, by the same bridge or one that starts again', async () => {
      const { tid } = await trial.placeOrder();
      const parcel = shipment(tid, trial.carrier);
      await ship(parcel);
      expect(await ship(parcel)).toMatchObject([{ outcome: 'applied', already: true }]);
      const next = await trial.open();
      const outcomes = await next.applyShipments([{ ...parcel, again: true }], never);
      await next.close();
      expect(outcomes).toMatchObject([{ outcome: 'applied', already: true }]);
      expect(await trial.parcels(tid)).toHaveLength(1);
    });

    test('shipments: two bridges at once make one parcel', async (context) => {
      if (trial.withstandsTwoAtOnce === false) return context.skip('the system behind it cannot');
      const { tid } = await trial.placeOrder();
      const parcel = shipment(tid, trial.carrier);
      const other = await trial.open();
      await Promise.allSettled([shop.applyShipments([parcel], never), other.applyShipments([parcel], never)]);
      await other.close();
      expect(await trial.parcels(tid)).toHaveLength(1);
      expect(await ship(parcel)).toMatchObject([{ outcome: 'applied', already: true }]);
    });

    test('shipments: an order in two parcels, each with its sub-order', async () => {
      const { tid, oids } = await trial.placeOrder();
      const first = shipment(tid, trial.carrier, lines(oids[0]));
      const second = shipment(tid, trial.carrier, lines(oids[1]));
      expect(await ship(first)).toMatchObject([{ outcome: 'applied', already: false }]);
      expect(await ship(second)).toMatchObject([{ outcome: 'applied', already: false }]);
      const found = (await trial.parcels(tid)).sort((a, b) => a.trackingNumber.localeCompare(b.trackingNumber));
      expect(found).toEqual([
        { trackingNumber: first.trackingNumber, oids: [oids[0]] },
        { trackingNumber: second.trackingNumber, oids: [oids[1]] },
      ]);
    });

    test('shipments: an order or sub-order the shop does not have is named as unknown, changes nothing and harms no other', async () => {
      const [known, good] = [await trial.placeOrder(), await trial.placeOrder()];
      const outcomes = await ship(
        shipment('no-such-order', trial.carrier),
        shipment(known.tid, trial.carrier, lines(known.oids[0], 'no-such-line')),
        shipment(good.tid, trial.carrier),
      );
      expect(outcomes).toMatchObject([
        { outcome: 'unknown', what: 'order' },
        { outcome: 'unknown', what: 'sub-order' },
        { outcome: 'applied' },
      ]);
      expect(reasonOf(outcomes[0])).toContain('no-such-order');
      expect(reasonOf(outcomes[1])).toContain('no-such-line');
      expect(await trial.parcels(known.tid)).toEqual([]);
      expect(await trial.parcels(good.tid)).toHaveLength(1);
    });

    test('shipments: lines that have left under another number are a failure with a reason, never a success', async (context) => {
      if (trial.refusesAnotherNumber === false) return context.skip('the system behind it cannot tell');
      const { tid } = await trial.placeOrder();
      const first = shipment(tid, trial.carrier);
      await ship(first);
      const outcomes = await ship(shipment(tid, trial.carrier));
      expect(outcomes).toMatchObject([{ outcome: 'failed' }]);
      expect(reasonOf(outcomes[0])).toMatch(/./);
      expect(await trial.parcels(tid)).toMatchObject([{ trackingNumber: first.trackingNumber }]);
    });

    test('a check names what the shop does not know, and changes nothing', async () => {
      const [sku] = trial.skus;
      const { tid } = await trial.placeOrder();
      const before = await trial.shown(sku);
      const waiting = {
        stock: [stock(sku, '99'), stock('no-such-sku', '3')],
        shipments: [shipment(tid, trial.carrier), shipment('no-such-order', trial.carrier)],
      };
      const findings = await shop.check(waiting, never);
      const told = findings.filter(({ level }) => level !== 'ok').map(({ subject, text }) => `${subject} ${text}`);
      expect(told.some((line) => line.includes('no-such-sku'))).toBe(true);
      expect(told.some((line) => line.includes('no-such-order'))).toBe(true);
      expect(told.filter((line) => line.includes(tid))).toEqual([]);
      expect(await trial.shown(sku)).toBe(before);
      expect(await trial.parcels(tid)).toEqual([]);
    });

    test('a shop that is down throws, and works again when it is back', async (context) => {
      if (!trial.takeDown) return context.skip('the test cannot take it down');
      const [sku] = trial.skus;
      const { tid } = await trial.placeOrder();
      const parcel = shipment(tid, trial.carrier);
      const bringBack = await trial.takeDown();
      try {
        await expect(shop.applyStock([stock(sku, '8')], never)).rejects.toThrow(ShopDownError);
        await expect(shop.applyShipments([parcel], never)).rejects.toThrow(ShopDownError);
      } finally {
        await bringBack();
      }
      expect(await setStock(stock(sku, '9'))).toMatchObject([{ outcome: 'applied' }]);
      expect(await ship({ ...parcel, again: true })).toMatchObject([{ outcome: 'applied' }]);
      expect(await trial.parcels(tid)).toHaveLength(1);
    });

    test('a call that is aborted before it begins confirms nothing', async () => {
      const { tid } = await trial.placeOrder();
      const gone = AbortSignal.abort();
      await expect(shop.applyStock([stock(trial.skus[0], '77')], gone)).rejects.toThrow();
      await expect(shop.applyShipments([shipment(tid, trial.carrier)], gone)).rejects.toThrow();
      expect(await trial.shown(trial.skus[0])).not.toBe('77');
      expect(await trial.parcels(tid)).toEqual([]);
    });
  });
}

/** The outcomes in the order of what was asked; at most one for each, and none for anything else. */
function inOrder<O extends StockOutcome | ShipmentOutcome>(asked: readonly { key: string }[], outcomes: O[]): (O | undefined)[] {
  const keys = asked.map(({ key }) => key);
  expect(new Set(outcomes.map(({ key }) => key)).size).toBe(outcomes.length);
  expect(outcomes.filter(({ key }) => !keys.includes(key))).toEqual([]);
  return keys.map((key) => outcomes.find((outcome) => outcome.key === key));
}

function reasonOf(outcome: StockOutcome | ShipmentOutcome | undefined): string {
  return outcome && 'reason' in outcome ? outcome.reason : '';
}
