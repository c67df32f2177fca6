/** The bridge's Vendure adapter against a real Vendure, whose orders come through its own shop API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Shop, ShopDownError } from '../../packages/bridge/src/shop.ts';
import { type VendureSettings, vendure } from '../../packages/bridge/src/shops/vendure.ts';
import { shipment, shopPromises, stock } from '../../packages/bridge/test/shop-promises.ts';
import { startVendure, type TestVendure } from './vendure-shop.ts';
import { type Wire, wireTo } from './wire.ts';

const carrier = { code: 'SF', name: '顺丰速运', trackingUrl: null };
const credentials = { username: 'superadmin', password: 'superadmin' };
const never = new AbortController().signal;

let shop: TestVendure;
let wire: Wire;

beforeAll(async () => {
  shop = await startVendure();
  wire = await wireTo(shop.port);
  for (const sku of ['A-1', 'A-2']) await shop.sell(sku, 100_000);
  for (const sku of ['0042', 'T-2']) await shop.sell(sku, 0);
});

afterAll(async () => {
  await wire?.close();
  await shop?.stop();
});

const open = async (given: Partial<VendureSettings> = {}): Promise<Shop> =>
  vendure.open(vendure.settings.parse({ url: `http://127.0.0.1:${wire.port}/admin-api`, ...credentials, ...given }), {
    folder: '.',
    environment: {},
    log: () => {},
  });

const oneEach = [
  { sku: 'A-1', pieces: 1 },
  { sku: 'A-2', pieces: 1 },
];

shopPromises('Vendure', async () => ({
  open,
  skus: ['0042', 'T-2'],
  carrier,
  async placeOrder() {
    const { code, lines } = await shop.buy(oneEach);
    return { tid: code, oids: lines.map(({ id }) => id) as [string, string] };
  },
  async shown(sku) {
    const [level, ...more] = await shop.stockOf(sku);
    if (!level || more.length > 0) throw new Error(`Vendure has ${sku} ${more.length + 1} times`);
    return String(level.stockOnHand - level.stockAllocated);
  },
  async parcels(tid) {
    const { fulfillments } = await shop.order(tid);
    return fulfillments.map(({ trackingCode, lines }) => ({
      trackingNumber: trackingCode,
      oids: lines.map((line) => line.orderLineId).sort(),
    }));
  },
  async takeDown() {
    await wire.cut();
    return () => wire.mend();
  },
  close: async () => {},
}));

describe('Vendure: stock', () => {
  test.each([
    { quantityIs: 'sellable', onHand: 12, shown: 10 },
    { quantityIs: 'onHand', onHand: 10, shown: 8 },
  ] as const)('a quantity of 10 while 2 are allocated, as $quantityIs: $onHand on hand', async ({ quantityIs, onHand, shown }) => {
    const sku = `allocated-${quantityIs}`;
    await shop.sell(sku, 5);
    await shop.buy([{ sku, pieces: 2 }]);
    const adapter = await open({ quantityIs });
    expect(await adapter.applyStock([stock(sku, '10')], never)).toMatchObject([{ outcome: 'applied', quantity: '10' }]);
    const [level] = await shop.stockOf(sku);
    expect(level).toEqual({ stockOnHand: onHand, stockAllocated: 2 });
    expect(onHand - 2).toBe(shown);
  });

  test('what is sellable stays the same when stock comes before the parcel, or after', async () => {
    const adapter = await open();
    for (const [sku, isFirst] of [
      ['stock-first', true],
      ['parcel-first', false],
    ] as const) {
      await shop.sell(sku, 10);
      const { code } = await shop.buy([{ sku, pieces: 2 }]);
      const setStock = () => adapter.applyStock([stock(sku, '8')], never);
      if (isFirst) await setStock();
      expect(await adapter.applyShipments([shipment(code, carrier)], never)).toMatchObject([{ outcome: 'applied' }]);
      if (!isFirst) await setStock();
      expect(await shop.stockOf(sku), sku).toEqual([{ stockOnHand: 8, stockAllocated: 0 }]);
    }
  });

  test('orders that arrive while stock is set never leave more for sale than the quantity', async () => {
    const sku = 'busy';
    await shop.sell(sku, 1000);
    const adapter = await open();
    const buying = (async () => {
      for (let bought = 0; bought < 5; bought += 1) await shop.buy([{ sku, pieces: 1 }]);
    })();
    for (let round = 0; round < 15; round += 1) {
      const [outcome] = await adapter.applyStock([stock(sku, '50')], never);
      expect(outcome).toMatchObject({ outcome: 'applied', quantity: '50' });
      const [level = { stockOnHand: 0, stockAllocated: 0 }] = await shop.stockOf(sku);
      expect(level.stockOnHand - level.stockAllocated).toBeLessThanOrEqual(50);
    }
    await buying;
    await adapter.applyStock([stock(sku, '50')], never);
    expect(await shop.stockOf(sku)).toEqual([{ stockOnHand: 55, stockAllocated: 5 }]);
  });

  test('a SKU that two variants have is a gap in the mapping; neither is touched, its neighbour is set', async () => {
    await shop.sell('twice', 3);
    await shop.sell('twice', 4);
    const adapter = await open();
    const outcomes = await adapter.applyStock([stock('twice', '9'), stock('T-2', '9')], never);
    expect(outcomes).toMatchObject([
      { outcome: 'unknown', what: 'listing', subject: 'twice', reason: expect.stringContaining('2 product variants') },
      { outcome: 'applied' },
    ]);
    expect((await shop.stockOf('twice')).map(({ stockOnHand }) => stockOnHand)).toEqual([3, 4]);
  });

  test('two listings of one variant are each confirmed, the later one last', async () => {
    const adapter = await open();
    const outcomes = await adapter.applyStock([stock('T-2', '3'), stock('T-2', '4')], never);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });
});

describe('Vendure: parcels', () => {
  test('split by sub-order: PartiallyShipped, then Shipped, each with its carrier and number', async () => {
    const { code, lines } = await shop.buy([
      { sku: 'A-1', pieces: 2 },
      { sku: 'A-2', pieces: 1 },
    ]);
    const adapter = await open();
    const [first, second] = lines.map(({ id }) => shipment(code, carrier, { lines: { oids: [id] } })) as [
      ReturnType<typeof shipment>,
      ReturnType<typeof shipment>,
    ];
    expect(await adapter.applyShipments([first], never)).toMatchObject([{ outcome: 'applied', already: false }]);
    expect((await shop.order(code)).state).toBe('PartiallyShipped');
    expect(await adapter.applyShipments([second], never)).toMatchObject([{ outcome: 'applied', already: false }]);
    const { state, fulfillments } = await shop.order(code);
    expect(state).toBe('Shipped');
    expect(fulfillments.sort((a, b) => Number(a.id) - Number(b.id))).toMatchObject([
      { state: 'Shipped', method: '顺丰速运', trackingCode: first.trackingNumber, lines: [{ orderLineId: lines[0]?.id, quantity: 2 }] },
      { state: 'Shipped', method: '顺丰速运', trackingCode: second.trackingNumber, lines: [{ orderLineId: lines[1]?.id, quantity: 1 }] },
    ]);
  });

  test('split by quantity: two numbers for one sub-order; a third finds nothing left', async () => {
    const { code, lines } = await shop.buy([{ sku: 'A-1', pieces: 3 }]);
    const oids = [lines[0]?.id as string];
    const adapter = await open();
    const ship = (count: string) => adapter.applyShipments([shipment(code, carrier, { lines: { oids }, count })], never);
    expect(await ship('1')).toMatchObject([{ outcome: 'applied' }]);
    expect((await shop.order(code)).state).toBe('PartiallyShipped');
    expect(await ship('2')).toMatchObject([{ outcome: 'applied' }]);
    expect((await shop.order(code)).state).toBe('Shipped');
    expect(await ship('1')).toMatchObject([{ outcome: 'failed' }]);
    expect((await shop.order(code)).fulfillments).toHaveLength(2);
  });

  test.each(['addFulfillmentToOrder', 'transitionFulfillmentToState'])(
    'an answer to %s that gets lost: the next attempt finds the parcel and makes no second',
    async (mutation) => {
      const { code } = await shop.buy(oneEach);
      const adapter = await open();
      const parcel = shipment(code, carrier);
      await adapter.check({ stock: [], shipments: [] }, never); // logs in
      const before = wire.lost;
      wire.loseAnswerTo(mutation);
      await expect(adapter.applyShipments([parcel], never)).rejects.toThrow(ShopDownError);
      expect(wire.lost).toBe(before + 1);
      expect(await adapter.applyShipments([{ ...parcel, again: true }], never)).toMatchObject([{ outcome: 'applied', already: true }]);
      const { state, fulfillments } = await shop.order(code);
      expect([state, fulfillments.length]).toEqual(['Shipped', 1]);
    },
  );

  test('two bridges at once, with one of three pieces: Vendure may let both, one parcel stays', async () => {
    const bridges = [await open(), await open()];
    for (let round = 0; round < 10; round += 1) {
      const { code, lines } = await shop.buy([{ sku: 'A-1', pieces: 3 }]);
      const parcel = shipment(code, carrier, { lines: { oids: [lines[0]?.id as string] }, count: '1' });
      await Promise.allSettled(bridges.map((bridge) => bridge.applyShipments([parcel], never)));
      expect(await bridges[0]?.applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied', already: true }]);
      const left = (await shop.order(code)).fulfillments.filter(({ state }) => state !== 'Cancelled');
      expect(left).toMatchObject([{ state: 'Shipped', lines: [{ quantity: 1 }] }]);
    }
  });

  test('stock on hand that is too low waits for stock, then ships', async () => {
    const sku = 'too-low';
    await shop.sell(sku, 5);
    const { code } = await shop.buy([{ sku, pieces: 2 }]);
    const adapter = await open({ quantityIs: 'onHand' });
    await adapter.applyStock([stock(sku, '0')], never);
    const parcel = shipment(code, carrier);
    expect(await adapter.applyShipments([parcel], never)).toMatchObject([
      { outcome: 'later', reason: expect.stringContaining('INSUFFICIENT_STOCK') },
    ]);
    await adapter.applyStock([stock(sku, '2')], never);
    expect(await adapter.applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied', already: false }]);
  });

  test('the reason of a refusal names both numbers and the line', async () => {
    const { code, lines } = await shop.buy(oneEach);
    const adapter = await open();
    await adapter.applyShipments([shipment(code, carrier, { trackingNumber: 'SF-OLD' })], never);
    const [outcome] = await adapter.applyShipments([shipment(code, carrier, { trackingNumber: 'SF-NEW' })], never);
    expect(outcome).toMatchObject({ outcome: 'failed' });
    for (const named of [code, lines[0]?.id, 'A-1', 'SF-OLD', 'SF-NEW']) expect((outcome as { reason: string }).reason).toContain(named);
  });

  test('an order that is not paid waits', async () => {
    const { code } = await shop.leaveUnpaid(oneEach);
    const [outcome] = await (await open()).applyShipments([shipment(code, carrier)], never);
    expect(outcome).toMatchObject({ outcome: 'later', reason: expect.stringContaining(code) });
    expect((await shop.order(code)).fulfillments).toEqual([]);
  });

  test('a line cancelled in the shop is not shipped; the rest of a whole order is', async () => {
    const { code, id, lines } = await shop.buy(oneEach);
    const [cancelled, kept] = lines.map((line) => line.id) as [string, string];
    await shop.admin('mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { ... on ErrorResult { errorCode message } } }', {
      input: { orderId: id, lines: [{ orderLineId: cancelled, quantity: 1 }], cancelShipping: false, reason: 'test' },
    });
    const adapter = await open();
    const alone = await adapter.applyShipments([shipment(code, carrier, { lines: { oids: [cancelled] } })], never);
    expect(alone).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('cancelled') }]);
    expect(await adapter.applyShipments([shipment(code, carrier)], never)).toMatchObject([{ outcome: 'applied' }]);
    expect((await shop.order(code)).fulfillments).toMatchObject([{ lines: [{ orderLineId: kept, quantity: 1 }] }]);
  });

  test('a fulfillment cancelled in the shop does not count: the parcel is made again', async () => {
    const { code } = await shop.buy(oneEach);
    const adapter = await open();
    const parcel = shipment(code, carrier);
    await adapter.applyShipments([parcel], never);
    const [made] = (await shop.order(code)).fulfillments;
    await shop.admin(
      'mutation ($id: ID!) { transitionFulfillmentToState(id: $id, state: "Cancelled") { ... on ErrorResult { message } } }',
      {
        id: made?.id,
      },
    );
    expect(await adapter.applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied', already: false }]);
    expect((await shop.order(code)).fulfillments.map(({ state }) => state).sort()).toEqual(['Cancelled', 'Shipped']);
  });

  test.each([
    ['{line.sku}', ({ sku }: { sku: string }) => sku],
    ['{order.code}-{line.sku}', ({ sku }: { sku: string }, code: string) => `${code}-${sku}`],
  ])('sub-orders named %s', async (oid, nameOf) => {
    const { code, lines } = await shop.buy(oneEach);
    const adapter = await open({ oid });
    const oids = [nameOf(lines[1] as { sku: string }, code)];
    expect(await adapter.applyShipments([shipment(code, carrier, { lines: { oids } })], never)).toMatchObject([{ outcome: 'applied' }]);
    expect((await shop.order(code)).fulfillments).toMatchObject([{ lines: [{ orderLineId: lines[1]?.id }] }]);
  });

  test('orders and sub-orders named by custom fields', async () => {
    const { code, id, lines } = await shop.buy(oneEach);
    await shop.admin('mutation ($input: UpdateOrderInput!) { setOrderCustomFields(input: $input) { id } }', {
      input: { id, customFields: { tid: `MY-${code}` } },
    });
    const adapter = await open({ tid: 'customFields.tid', oid: '{line.customFields.oid}' });
    const parcel = shipment(`MY-${code}`, carrier);
    expect(await adapter.applyShipments([{ ...parcel, lines: { oids: ['MY-1'] } }], never)).toMatchObject([
      { outcome: 'unknown', what: 'sub-order', reason: expect.stringContaining(`line ${lines[0]?.id} without a name`) },
    ]);
    expect(await adapter.applyShipments([parcel], never)).toMatchObject([{ outcome: 'applied' }]);
    expect((await shop.order(code)).state).toBe('Shipped');
  });

  test('a record that makes Vendure fail delays nothing but itself', async () => {
    const { code } = await shop.buy(oneEach);
    const adapter = await open({ tid: 'code' });
    const poison = {
      ...shipment(code, carrier),
      carrier: { ...carrier, name: null as unknown as string, code: null as unknown as string },
    };
    const good = shipment((await shop.buy(oneEach)).code, carrier);
    expect(await adapter.applyShipments([poison, good], never)).toMatchObject([{ outcome: 'later' }, { outcome: 'applied' }]);
  });
});

describe('Vendure: settings', () => {
  const findings = async (given: Partial<VendureSettings>) => (await open(given)).check({ stock: [], shipments: [] }, never);

  test('a check of what works says so', async () => {
    expect(await findings({})).toMatchObject([{ level: 'ok' }]);
  });

  test.each<[string, Partial<VendureSettings>, RegExp]>([
    ['a wrong password', { password: 'wrong' }, /refuses the user superadmin/],
    ['a stock location there is not', { stockLocation: 'Beijing' }, /0 stock locations called Beijing.*Default Stock Location/],
    ['a fulfillment handler there is not', { fulfillmentHandler: 'drone' }, /drone is not among manual-fulfillment/],
    ['an address that is not the admin API', { url: 'http://127.0.0.1:PORT/nowhere' }, /admin API/],
  ])('a check names %s', async (_, given, text) => {
    const url = given.url?.replace('PORT', String(wire.port));
    expect(await findings({ ...given, ...(url ? { url } : {}) })).toMatchObject([{ level: 'error', text: expect.stringMatching(text) }]);
  });

  test('a wrong password ends the bridge instead of waiting for ever', async () => {
    const adapter = await open({ password: 'wrong' });
    await expect(adapter.applyStock([stock('T-2', '1')], never)).rejects.toMatchObject({ name: 'ShopDownError', isFinal: true });
  });

  test('a custom field Vendure does not have ends it too, and is named', async () => {
    const adapter = await open({ oid: '{line.customFields.nowhere}' });
    await expect(adapter.applyShipments([shipment('X', carrier)], never)).rejects.toMatchObject({
      isFinal: true,
      message: expect.stringContaining('nowhere'),
    });
  });

  test('a session that Vendure does not know any more is begun anew', async () => {
    const adapter = await open();
    await adapter.applyStock([stock('T-2', '1')], never);
    wire.replaceOnce('Bearer ', 'Broken ');
    expect(await adapter.applyStock([stock('T-2', '2')], never)).toMatchObject([{ outcome: 'applied' }]);
  });

  test('an API key with a role of just the permissions in the documentation is enough', async () => {
    const apiKey = await shop.apiKey(['ReadCatalog', 'UpdateCatalog', 'ReadStockLocation', 'ReadOrder', 'UpdateOrder']);
    const { username: _, password: __, ...none } = credentials;
    const adapter = await vendure.open(vendure.settings.parse({ url: `http://127.0.0.1:${wire.port}/admin-api`, apiKey, ...none }), {
      folder: '.',
      environment: {},
      log: () => {},
    });
    const { code } = await shop.buy(oneEach);
    expect(await adapter.check({ stock: [], shipments: [] }, never)).toMatchObject([{ level: 'ok' }]);
    expect(await adapter.applyStock([stock('T-2', '6')], never)).toMatchObject([{ outcome: 'applied' }]);
    expect(await adapter.applyShipments([shipment(code, carrier)], never)).toMatchObject([{ outcome: 'applied' }]);
  });

  test.each([
    [{ url: 'http://x/admin-api' }, 'give either apiKey, or username and password'],
    [{ url: 'http://x/admin-api', apiKey: 'k', ...credentials }, 'give either apiKey, or username and password'],
    [{ url: 'shop.example', apiKey: 'k' }, 'Invalid URL'],
    [{ url: 'http://x/admin-api', apiKey: 'k', oid: 'line' }, 'names nothing'],
    [{ url: 'http://x/admin-api', apiKey: 'k', oid: '{line.title}' }, 'there is no {line.title}'],
    [{ url: 'http://x/admin-api', apiKey: 'k', tid: 'customFields.a){' }, 'customFields.<name>'],
    [{ url: 'http://x/admin-api', apiKey: 'k', colour: 'red' }, 'colour'],
  ])('a configuration that cannot work is refused: %j', (given, message) => {
    const { error } = vendure.settings.safeParse(given);
    expect(JSON.stringify(error?.issues)).toContain(message);
  });
});
