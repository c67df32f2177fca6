/** The bridge's Medusa adapter against a real Medusa on a real PostgreSQL, whose orders come through its own store API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Shop, ShopDownError } from '../../packages/bridge/src/shop.ts';
import { type MedusaSettings, medusa } from '../../packages/bridge/src/shops/medusa.ts';
import { shipment, shopPromises, stock } from '../../packages/bridge/test/shop-promises.ts';
import { startMedusa, type TestMedusa } from './medusa-shop.ts';
import { type Wire, wireTo } from './wire.ts';

const carrier = { code: 'SF', name: '顺丰速运', trackingUrl: 'https://track.example/?no=1' };
const never = new AbortController().signal;

let shop: TestMedusa;
let wire: Wire;

beforeAll(async () => {
  shop = await startMedusa();
  wire = await wireTo(shop.port);
  for (const sku of ['A-1', 'A-2']) await shop.sell(sku, 100_000);
  for (const sku of ['0042', 'T-2']) await shop.sell(sku);
});

afterAll(async () => {
  await wire?.close();
  await shop?.stop();
});

const open = async (given: Partial<MedusaSettings> = {}): Promise<Shop> =>
  medusa.open(medusa.settings.parse({ url: `http://127.0.0.1:${wire.port}`, apiKey: shop.apiKey, ...given }), {
    folder: '.',
    environment: {},
    log: () => {},
  });

const oneEach = [
  { sku: 'A-1', pieces: 1 },
  { sku: 'A-2', pieces: 1 },
];

const kept = (order: Awaited<ReturnType<TestMedusa['order']>>) =>
  order.fulfillments.filter(({ canceled_at: canceled }) => canceled === null);

shopPromises('Medusa', async () => ({
  open,
  skus: ['0042', 'T-2'],
  carrier,
  withstandsTwoAtOnce: false, // it books both, and lists a line twice afterwards
  async placeOrder() {
    const { id, items } = await shop.buy(oneEach);
    return { tid: id, oids: items.map((item) => item.id) as [string, string] };
  },
  async shown(sku) {
    const [level = { stocked: 0, reserved: 0 }, ...more] = await shop.stockOf(sku);
    if (more.length > 0) throw new Error(`Medusa has ${sku} at ${more.length + 1} locations`);
    return String(level.stocked - level.reserved);
  },
  async parcels(tid) {
    return kept(await shop.order(tid)).map(({ labels, items }) => ({
      trackingNumber: labels[0]?.tracking_number ?? 'no label',
      oids: items.map((item) => item.line_item_id).sort(),
    }));
  },
  async takeDown() {
    await wire.cut();
    return () => wire.mend();
  },
  close: async () => {},
}));

describe('Medusa: stock', () => {
  test.each([
    { quantityIs: 'sellable', stocked: 12 },
    { quantityIs: 'onHand', stocked: 10 },
  ] as const)('a quantity of 10 while 2 are reserved, as $quantityIs: $stocked stocked', async ({ quantityIs, stocked }) => {
    const sku = `reserved-${quantityIs}`;
    await shop.sell(sku, 5);
    await shop.buy([{ sku, pieces: 2 }]);
    const adapter = await open({ quantityIs });
    expect(await adapter.applyStock([stock(sku, '10')], never)).toMatchObject([{ outcome: 'applied', quantity: '10' }]);
    expect(await shop.stockOf(sku)).toEqual([{ stocked, reserved: 2 }]);
  });

  test('what is sellable stays the same when stock comes before the parcel, or after', async () => {
    const adapter = await open();
    for (const [sku, isFirst] of [
      ['stock-first', true],
      ['parcel-first', false],
    ] as const) {
      await shop.sell(sku, 10);
      const { id } = await shop.buy([{ sku, pieces: 2 }]);
      const setStock = () => adapter.applyStock([stock(sku, '8')], never);
      if (isFirst) await setStock();
      expect(await adapter.applyShipments([shipment(id, carrier)], never)).toMatchObject([{ outcome: 'applied' }]);
      if (!isFirst) await setStock();
      expect(await shop.stockOf(sku), sku).toEqual([{ stocked: 8, reserved: 0 }]);
    }
  });
});

describe('Medusa: stock beside parcels', () => {
  test('set while a parcel leaves, it is what the ERP says when both are done', async () => {
    const adapter = await open();
    await shop.sell('both', 1000);
    const seen: string[] = [];
    for (let round = 1; round <= 12; round += 1) {
      const { id } = await shop.buy([{ sku: 'both', pieces: 3 }]);
      const quantity = String(500 - round);
      const parcel = adapter.applyShipments([shipment(id, carrier)], never);
      // A little later each time, so that it comes between other two steps of the parcel.
      await new Promise((done) => setTimeout(done, round * 15));
      const [[set], [left]] = await Promise.all([adapter.applyStock([stock('both', quantity)], never), parcel]);
      expect([set?.outcome, left?.outcome]).toEqual(['applied', 'applied']);
      const [level] = await shop.stockOf('both');
      seen.push(`asked for ${quantity}: ${level?.stocked} stocked, ${level?.reserved} reserved`);
    }
    expect(seen).toEqual(seen.map((_, at) => `asked for ${499 - at}: ${499 - at} stocked, 0 reserved`));
  });
});

describe('Medusa: parcels', () => {
  test('split by sub-order: partly shipped, then shipped, each with its number, carrier and address to follow it', async () => {
    const { id, items } = await shop.buy([
      { sku: 'A-1', pieces: 2 },
      { sku: 'A-2', pieces: 1 },
    ]);
    const adapter = await open();
    const parcels = items.map((item) => shipment(id, carrier, { lines: { oids: [item.id] } }));
    const states = [];
    for (const parcel of parcels) {
      expect(await adapter.applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied', already: false }]);
      states.push((await shop.order(id)).fulfillment_status);
    }
    expect(states).toEqual(['partially_shipped', 'shipped']);
    const { fulfillments } = await shop.order(id);
    for (const [at, { key, trackingNumber }] of parcels.entries()) {
      const found = fulfillments.find(({ items: [content] }) => content?.line_item_id === items[at]?.id);
      expect(found).toMatchObject({
        shipped_at: expect.any(String),
        items: [{ quantity: 2 - at }],
        labels: [{ tracking_number: trackingNumber, tracking_url: carrier.trackingUrl }],
        metadata: { tongbu_carrier: '顺丰速运', tongbu_shipment: key },
      });
    }
  });

  test('split by quantity: two numbers for one sub-order; a third finds nothing left', async () => {
    const { id, items } = await shop.buy([{ sku: 'A-1', pieces: 3 }]);
    const adapter = await open();
    const ship = (count: string) =>
      adapter.applyShipments([shipment(id, carrier, { lines: { oids: [items[0]?.id as string] }, count })], never);
    expect(await ship('1')).toMatchObject([{ outcome: 'applied' }]);
    expect(await ship('2')).toMatchObject([{ outcome: 'applied' }]);
    expect(await ship('1')).toMatchObject([{ outcome: 'failed' }]);
    expect(kept(await shop.order(id))).toHaveLength(2);
  });

  test.each(['/fulfillments ', '/shipments '])(
    'an answer to a POST to …%s that gets lost: the next attempt finds the parcel and makes no second',
    async (path) => {
      const { id } = await shop.buy(oneEach);
      const adapter = await open();
      const parcel = shipment(id, carrier);
      const before = wire.lost;
      wire.loseAnswerTo(path);
      await expect(adapter.applyShipments([parcel], never)).rejects.toThrow(ShopDownError);
      expect(wire.lost).toBe(before + 1);
      await expect.poll(async () => (await shop.order(id)).fulfillments.length).toBe(1);
      expect(await adapter.applyShipments([{ ...parcel, again: true }], never)).toMatchObject([{ outcome: 'applied', already: true }]);
      expect((await shop.order(id)).fulfillments).toMatchObject([{ labels: [{ tracking_number: parcel.trackingNumber }] }]);
    },
  );

  test('a fulfillment cancelled in the shop does not count: the parcel is made again', async () => {
    const { id, items } = await shop.buy(oneEach);
    const made = await shop.admin<{ order: { fulfillments: { id: string }[] } }>(`orders/${id}/fulfillments?fields=*fulfillments`, {
      items: items.map((item) => ({ id: item.id, quantity: 1 })),
      metadata: { tongbu_tracking_number: 'SF-1' },
    });
    await shop.admin(`orders/${id}/fulfillments/${made.order.fulfillments[0]?.id}/cancel`, {});
    const parcel = shipment(id, carrier, { trackingNumber: 'SF-1' });
    expect(await (await open()).applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied', already: false }]);
    expect(kept(await shop.order(id))).toHaveLength(1);
  });

  test('an order that was cancelled is a failure with a reason', async () => {
    const { id } = await shop.buy(oneEach);
    await shop.admin(`orders/${id}/cancel`, {});
    expect(await (await open()).applyShipments([shipment(id, carrier)], never)).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('cancelled') },
    ]);
  });

  test('orders by the number customers see, sub-orders by SKU or by metadata', async () => {
    const { id, display_id: shown } = await shop.buy([
      { sku: 'A-1', pieces: 1, metadata: { oid: 'X-1' } },
      { sku: 'A-2', pieces: 1, metadata: { oid: 'X-2' } },
    ]);
    const bySku = await open({ tid: 'display_id', oid: '{order.display_id}-{line.sku}' });
    const byMetadata = await open({ oid: '{line.metadata.oid}' });
    const first = shipment(String(shown), carrier, { lines: { oids: [`${shown}-A-1`] } });
    expect(await bySku.applyShipments([first], never)).toMatchObject([{ outcome: 'applied' }]);
    expect(await byMetadata.applyShipments([shipment(id, carrier, { lines: { oids: ['X-2'] } })], never)).toMatchObject([
      { outcome: 'applied' },
    ]);
    expect((await shop.order(id)).fulfillment_status).toBe('shipped');
  });

  test('a kit of two parts is so many pieces as were bought', async () => {
    for (const sku of ['bolt', 'nut']) await shop.sell(sku, 100);
    const parts = await shop.admin<{ inventory_items: { id: string }[] }>('inventory-items?sku[]=bolt&sku[]=nut&fields=id');
    const inventory_items = parts.inventory_items.map((item) => ({ inventory_item_id: item.id, required_quantity: 4 }));
    await shop.sell('kit', undefined, { inventory_items });
    const { id, items } = await shop.buy([{ sku: 'kit', pieces: 3 }]);
    const adapter = await open();
    const some = shipment(id, carrier, { lines: { oids: [items[0]?.id as string] }, count: '2' });
    expect(await adapter.applyShipments([some], never)).toMatchObject([{ outcome: 'applied', already: false }]);
    expect(await adapter.applyShipments([some], never)).toMatchObject([{ outcome: 'applied', already: true }]);
    expect(await adapter.applyShipments([{ ...some, count: '1', key: 'k', trackingNumber: 'SF-2' }], never)).toMatchObject([
      { outcome: 'applied' },
    ]);
    expect((await shop.order(id)).fulfillment_status).toBe('shipped');
    expect(await shop.stockOf('bolt')).toEqual([{ stocked: 88, reserved: 0 }]);
  });
});

describe('Medusa: settings', () => {
  const findings = async (given: Partial<MedusaSettings>) => (await open(given)).check({ stock: [], shipments: [] }, never);

  test('a check of what works says so; of a wrong key, address or location what to do', async () => {
    expect(await findings({})).toMatchObject([{ level: 'ok' }]);
    expect(await findings({ apiKey: 'sk_wrong' })).toMatchObject([{ level: 'error', text: expect.stringMatching(/refuses the API key/) }]);
    expect(await findings({ url: `http://127.0.0.1:${wire.port}/nowhere` })).toMatchObject([
      { level: 'error', text: expect.stringMatching(/admin API/) },
    ]);
    expect(await findings({ stockLocation: 'Beijing' })).toMatchObject([
      { level: 'error', text: expect.stringMatching(/called Beijing.*Shanghai/) },
    ]);
  });

  test('a wrong key ends the bridge instead of waiting for ever', async () => {
    const adapter = await open({ apiKey: 'sk_wrong' });
    await expect(adapter.applyStock([stock('T-2', '1')], never)).rejects.toMatchObject({ name: 'ShopDownError', isFinal: true });
  });

  test('with two locations one has to be named', async () => {
    await shop.addLocation('Suzhou');
    expect(await findings({})).toMatchObject([{ level: 'error', text: expect.stringMatching(/2 stock locations.*Shanghai.*Suzhou/) }]);
    expect(await findings({ stockLocation: 'Shanghai' })).toMatchObject([{ level: 'ok' }]);
  });
});
