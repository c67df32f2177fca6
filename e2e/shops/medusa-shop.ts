import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import startPostgres from '../../test/postgres-server.ts';
import { startShop } from './program.ts';

/** A real Medusa with goods, a way to pay and a way to ship; everything through its own APIs. */
export interface TestMedusa {
  port: number;
  /** A secret API key. */
  apiKey: string;
  /** Asks the admin API; with a body it is a POST. @throws Error with what it said */
  admin<Data>(path: string, body?: object): Promise<Data>;
  /** New goods that the shop sells; without `onHand` they are stocked nowhere yet. */
  sell(sku: string, onHand?: number, more?: object): Promise<void>;
  /** Another stock location, with no goods in it. */
  addLocation(name: string): Promise<void>;
  /** What the admin API says an item has, at each location. */
  stockOf(sku: string): Promise<{ stocked: number; reserved: number }[]>;
  /** Buys as a customer does, to the payment. @returns the order and its lines, in the order asked for */
  buy(goods: { sku: string; pieces: number; metadata?: object }[]): Promise<TestOrder>;
  order(id: string): Promise<TestOrder>;
  stop(): Promise<void>;
}

export interface TestOrder {
  id: string;
  display_id: number;
  fulfillment_status: string;
  items: { id: string; variant_sku: string; quantity: number }[];
  fulfillments: TestFulfillment[];
}

export interface TestFulfillment {
  id: string;
  shipped_at: string | null;
  canceled_at: string | null;
  metadata: Record<string, string> | null;
  labels: { tracking_number: string; tracking_url: string }[];
  items: { line_item_id: string; quantity: number }[];
}

const folder = fileURLToPath(new URL('./medusa/', import.meta.url));
const ORDER = 'fields=id,display_id,fulfillment_status,*items,*fulfillments,*fulfillments.items,*fulfillments.labels';

/** Starts one on a PostgreSQL of its own, and sets it up. */
export async function startMedusa(): Promise<TestMedusa> {
  let databaseUrl = '';
  const provide = (_: string, url: string) => {
    databaseUrl = url;
  };
  const stopPostgres = await startPostgres({ provide } as unknown as TestProject);
  const program = await startShop(folder, [process.execPath, 'server.js'], {
    DATABASE_URL: databaseUrl,
    MEDUSA_DISABLE_TELEMETRY: '1',
  }).catch(async (cause) => {
    await stopPostgres();
    throw cause;
  });
  const base = `http://127.0.0.1:${program.port}`;
  const variants = new Map<string, string>();
  const sold = { salesChannel: '', location: '', profile: '', region: '', publishable: '', secret: '' };

  async function ask<Data>(path: string, headers: Record<string, string>, body?: object): Promise<Data> {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, { ...sent, headers: { 'content-type': 'application/json', ...headers } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as Data;
  }

  const admin = <Data>(path: string, body?: object) =>
    ask<Data>(`/admin/${path}`, { authorization: `Basic ${Buffer.from(`${sold.secret}:`).toString('base64')}` }, body);
  const store = <Data>(path: string, body?: object) => ask<Data>(`/store/${path}`, { 'x-publishable-api-key': sold.publishable }, body);

  async function setUp(): Promise<void> {
    const { token } = await ask<{ token: string }>('/auth/user/emailpass', {}, { email: 'admin@example.com', password: 'supersecret' });
    const key = async (title: string, type: string) => {
      const asUser = { authorization: `Bearer ${token}` };
      return (await ask<{ api_key: { id: string; token: string } }>('/admin/api-keys', asUser, { title, type })).api_key;
    };
    sold.secret = (await key('bridge', 'secret')).token;
    const publishable = await key('store', 'publishable');
    sold.publishable = publishable.token;
    sold.salesChannel = (await admin<{ sales_channel: { id: string } }>('sales-channels', { name: 'web' })).sales_channel.id;
    await admin(`api-keys/${publishable.id}/sales-channels`, { add: [sold.salesChannel] });
    sold.location = (await admin<{ stock_location: { id: string } }>('stock-locations', { name: 'Shanghai' })).stock_location.id;
    const location = `stock-locations/${sold.location}`;
    await admin(`${location}/sales-channels`, { add: [sold.salesChannel] });
    await admin(`${location}/fulfillment-providers`, { add: ['manual_manual'] });
    const { stock_location: withSets } = await admin<{ stock_location: { fulfillment_sets: { id: string }[] } }>(
      `${location}/fulfillment-sets?fields=*fulfillment_sets`,
      { name: 'parcels', type: 'shipping' },
    );
    const { fulfillment_set: withZones } = await admin<{ fulfillment_set: { service_zones: { id: string }[] } }>(
      `fulfillment-sets/${withSets.fulfillment_sets[0]?.id}/service-zones`,
      { name: 'China', geo_zones: [{ type: 'country', country_code: 'cn' }] },
    );
    sold.profile = (
      await admin<{ shipping_profile: { id: string } }>('shipping-profiles', { name: 'parcels', type: 'parcels' })
    ).shipping_profile.id;
    sold.region = (
      await admin<{ region: { id: string } }>('regions', {
        ...{ name: 'China', currency_code: 'cny', countries: ['cn'], payment_providers: ['pp_system_default'] },
      })
    ).region.id;
    await admin('shipping-options', {
      ...{ name: 'Standard', price_type: 'flat', provider_id: 'manual_manual', prices: [{ currency_code: 'cny', amount: 0 }] },
      ...{ service_zone_id: withZones.service_zones[0]?.id, shipping_profile_id: sold.profile },
      type: { label: 'Standard', description: 'Standard', code: 'standard' },
      rules: [
        { attribute: 'enabled_in_store', operator: 'eq', value: 'true' },
        { attribute: 'is_return', operator: 'eq', value: 'false' },
      ],
    });
  }

  const itemsOf = async (sku: string) => {
    type Items = { id: string; location_levels: { stocked_quantity: number; reserved_quantity: number }[] }[];
    const path = `inventory-items?sku=${encodeURIComponent(sku)}&fields=id,*location_levels`;
    return (await admin<{ inventory_items: Items }>(path)).inventory_items;
  };

  async function order(id: string): Promise<TestOrder> {
    return (await admin<{ order: TestOrder }>(`orders/${id}?${ORDER}`)).order;
  }

  try {
    await setUp();
  } catch (cause) {
    await program.stop();
    await stopPostgres();
    throw cause;
  }
  return {
    port: program.port,
    apiKey: sold.secret,
    admin,
    order,
    async sell(sku, onHand, more = {}) {
      const variant = {
        title: sku,
        sku,
        manage_inventory: true,
        options: { size: 'one' },
        prices: [{ currency_code: 'cny', amount: 10 }],
        ...more,
      };
      const { product } = await admin<{ product: { variants: { id: string }[] } }>('products', {
        ...{ title: sku, status: 'published', shipping_profile_id: sold.profile, sales_channels: [{ id: sold.salesChannel }] },
        ...{ options: [{ title: 'size', values: ['one'] }], variants: [variant] },
      });
      variants.set(sku, product.variants[0]?.id as string);
      const [item] = await itemsOf(sku);
      if (onHand === undefined || !item) return;
      await admin(`inventory-items/${item.id}/location-levels`, { location_id: sold.location, stocked_quantity: onHand });
    },
    async addLocation(name) {
      await admin('stock-locations', { name });
    },
    async stockOf(sku) {
      const items = await itemsOf(sku);
      return items.flatMap(({ location_levels: levels }) =>
        levels.map(({ stocked_quantity: stocked, reserved_quantity: reserved }) => ({ stocked, reserved })),
      );
    },
    async buy(goods) {
      const address = {
        first_name: 'Test',
        last_name: 'Buyer',
        address_1: '1 Nanjing Road',
        city: 'Shanghai',
        country_code: 'cn',
        postal_code: '200000',
      };
      const email = 'buyer@example.com';
      const { cart } = await store<{ cart: { id: string } }>('carts', { region_id: sold.region, email, shipping_address: address });
      for (const { sku, pieces, metadata } of goods) {
        await store(`carts/${cart.id}/line-items`, { variant_id: variants.get(sku), quantity: pieces, ...(metadata ? { metadata } : {}) });
      }
      const { shipping_options: options } = await store<{ shipping_options: { id: string }[] }>(`shipping-options?cart_id=${cart.id}`);
      await store(`carts/${cart.id}/shipping-methods`, { option_id: options[0]?.id });
      const { payment_collection: payment } = await store<{ payment_collection: { id: string } }>('payment-collections', {
        cart_id: cart.id,
      });
      await store(`payment-collections/${payment.id}/payment-sessions`, { provider_id: 'pp_system_default' });
      const done = await store<{ type: string; order: { id: string } }>(`carts/${cart.id}/complete`, {});
      if (done.type !== 'order') throw new Error(`Medusa made no order: ${JSON.stringify(done).slice(0, 300)}`);
      const placed = await order(done.order.id);
      return {
        ...placed,
        items: goods.map(({ sku }) => placed.items.find((item) => item.variant_sku === sku) as TestOrder['items'][number]),
      };
    },
    async stop() {
      await program.stop();
      await stopPostgres();
    },
  };
}
