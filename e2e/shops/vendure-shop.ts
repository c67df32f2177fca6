import { fileURLToPath } from 'node:url';
import { type ShopProgram, startShop } from './program.ts';

/** A line of an order, as Vendure's admin API tells it. */
export interface OrderLine {
  id: string;
  sku: string;
  quantity: number;
}

/** A real Vendure with goods, a way to pay and a way to ship; everything through its own APIs. */
export interface TestVendure {
  port: number;
  adminUrl: string;
  /** Asks the admin API as the superadmin. @throws Error with what it said, for an ErrorResult too */
  admin<Data>(query: string, variables?: object): Promise<Data>;
  /** New goods that the shop sells, with this much on hand. @returns the id of the variant */
  sell(sku: string, onHand: number): Promise<string>;
  /** What the admin API says of each SKU, in all stock locations; a duplicate is told twice. */
  stockOf(sku: string): Promise<{ stockOnHand: number; stockAllocated: number }[]>;
  /** Buys as a customer does, to the payment. @returns the order's code and its lines, in the order asked for */
  buy(goods: { sku: string; pieces: number }[]): Promise<{ code: string; id: string; lines: OrderLine[] }>;
  /** Like {@link buy}, and stops before the payment. */
  leaveUnpaid(goods: { sku: string; pieces: number }[]): Promise<{ code: string }>;
  order(code: string): Promise<TestOrder>;
  /** A key whose role may do just this. */
  apiKey(permissions: string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface TestOrder {
  id: string;
  state: string;
  lines: OrderLine[];
  fulfillments: { id: string; state: string; method: string; trackingCode: string; lines: { orderLineId: string; quantity: number }[] }[];
}

const folder = fileURLToPath(new URL('./vendure/', import.meta.url));

/** Starts one with an empty database in memory and sets it up. */
export async function startVendure(): Promise<TestVendure> {
  const program: ShopProgram = await startShop(folder, [process.execPath, 'server.mjs'], { VENDURE_DISABLE_TELEMETRY: 'true' });
  const base = `http://127.0.0.1:${program.port}`;
  const variants = new Map<string, string>();
  let token = '';

  async function ask<Data>(api: 'admin-api' | 'shop-api', query: string, variables: object, session: { token: string }): Promise<Data> {
    const response = await fetch(`${base}/${api}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(session.token ? { authorization: `Bearer ${session.token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    session.token = response.headers.get('vendure-auth-token') ?? session.token;
    const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: { message: string }[] };
    if (errors) throw new Error(`${query.slice(0, 60)}: ${errors.map(({ message }) => message).join('; ')}`);
    for (const [name, result] of Object.entries(data)) {
      const { errorCode, message } = (result ?? {}) as { errorCode?: string; message?: string };
      if (errorCode) throw new Error(`${name}: ${errorCode} ${message}`);
    }
    return data as Data;
  }

  async function admin<Data>(query: string, variables: object = {}): Promise<Data> {
    const session = { token };
    const data = await ask<Data>('admin-api', query, variables, session);
    ({ token } = session);
    return data;
  }

  const create = async (mutation: string, type: string, input: object | object[]) => {
    const answer = await admin<Record<string, { id: string } | { id: string }[]>>(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Node { id } } }`,
      { input },
    );
    return ([answer[mutation]].flat()[0] as { id: string }).id;
  };
  const named = (name: string, more: object = {}) => ({ translations: [{ languageCode: 'en', name, ...more }] });

  async function setUp(): Promise<void> {
    await admin(`mutation { login(username: "superadmin", password: "superadmin") { ... on ErrorResult { errorCode message } } }`);
    const country = await create('createCountry', 'CreateCountryInput', { code: 'CN', enabled: true, ...named('China') });
    const zone = await create('createZone', 'CreateZoneInput', { name: 'everywhere', memberIds: [country] });
    const category = await create('createTaxCategory', 'CreateTaxCategoryInput', { name: 'standard', isDefault: true });
    await create('createTaxRate', 'CreateTaxRateInput', { name: 'none', enabled: true, value: 0, categoryId: category, zoneId: zone });
    const { activeChannel } = await admin<{ activeChannel: { id: string } }>('{ activeChannel { id } }');
    await admin('mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { ... on ErrorResult { errorCode message } } }', {
      input: { id: activeChannel.id, defaultTaxZoneId: zone, defaultShippingZoneId: zone, pricesIncludeTax: true },
    });
    await create('createShippingMethod', 'CreateShippingMethodInput', {
      code: 'standard',
      fulfillmentHandler: 'manual-fulfillment',
      checker: { code: 'default-shipping-eligibility-checker', arguments: [{ name: 'orderMinimum', value: '0' }] },
      calculator: {
        code: 'default-shipping-calculator',
        arguments: [
          { name: 'rate', value: '0' },
          { name: 'includesTax', value: 'auto' },
          { name: 'taxRate', value: '0' },
        ],
      },
      ...named('Standard', { description: '' }),
    });
    await create('createPaymentMethod', 'CreatePaymentMethodInput', {
      code: 'dummy',
      enabled: true,
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
      ...named('Dummy', { description: '' }),
    });
  }

  async function fillCart(goods: { sku: string; pieces: number }[]) {
    const session = { token: '' };
    const shop = <Data>(query: string, variables: object = {}) => ask<Data>('shop-api', query, variables, session);
    const failed = '... on ErrorResult { errorCode message }';
    let code = '';
    for (const { sku, pieces } of goods) {
      const { addItemToOrder: order } = await shop<{ addItemToOrder: { code: string } }>(
        `mutation ($id: ID!, $pieces: Int!) { addItemToOrder(productVariantId: $id, quantity: $pieces) { ... on Order { code } ${failed} } }`,
        { id: variants.get(sku), pieces },
      );
      ({ code } = order);
    }
    await shop(`mutation ($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { ${failed} } }`, {
      input: { emailAddress: `${code.toLowerCase()}@example.com`, firstName: 'Test', lastName: 'Buyer' },
    });
    await shop(`mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ${failed} } }`, {
      input: { fullName: 'Test Buyer', streetLine1: '1 Nanjing Road', city: 'Shanghai', countryCode: 'CN' },
    });
    const { eligibleShippingMethods } = await shop<{ eligibleShippingMethods: { id: string }[] }>('{ eligibleShippingMethods { id } }');
    await shop(`mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ${failed} } }`, {
      ids: [eligibleShippingMethods[0]?.id],
    });
    await shop(`mutation { transitionOrderToState(state: "ArrangingPayment") { ${failed} } }`);
    const pay = () => shop(`mutation { addPaymentToOrder(input: { method: "dummy", metadata: {} }) { ${failed} } }`);
    return { code, pay };
  }

  async function order(code: string): Promise<TestOrder> {
    const { orders } = await admin<{
      orders: { items: (Omit<TestOrder, 'lines'> & { lines: { id: string; quantity: number; productVariant: { sku: string } }[] })[] };
    }>(
      `query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items {
        id state lines { id quantity productVariant { sku } } fulfillments { id state method trackingCode lines { orderLineId quantity } }
      } } }`,
      { code },
    );
    const [found] = orders.items;
    if (!found) throw new Error(`Vendure has no order ${code}`);
    return { ...found, lines: found.lines.map(({ id, quantity, productVariant: { sku } }) => ({ id, quantity, sku })) };
  }

  try {
    await setUp();
  } catch (cause) {
    await program.stop();
    throw cause;
  }
  return {
    port: program.port,
    adminUrl: `${base}/admin-api`,
    admin,
    async sell(sku, stockOnHand) {
      const slug = sku.toLowerCase();
      const product = await create('createProduct', 'CreateProductInput', { enabled: true, ...named(sku, { slug, description: '' }) });
      const goods = { productId: product, sku, price: 1000, stockOnHand, trackInventory: 'TRUE', optionIds: [], ...named(sku) };
      const id = await create('createProductVariants', '[CreateProductVariantInput!]', [goods]);
      variants.set(sku, id);
      return id;
    },
    async stockOf(sku) {
      const { productVariants } = await admin<{
        productVariants: { items: { stockLevels: { stockOnHand: number; stockAllocated: number }[] }[] };
      }>(
        `query ($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } } }) { items {
          stockLevels { stockOnHand stockAllocated } } } }`,
        { sku },
      );
      return productVariants.items.flatMap(({ stockLevels }) => stockLevels);
    },
    async buy(goods) {
      const { code, pay } = await fillCart(goods);
      await pay();
      const { id, lines } = await order(code);
      return { code, id, lines: goods.map(({ sku }) => lines.find((line) => line.sku === sku) as OrderLine) };
    },
    async leaveUnpaid(goods) {
      const { code } = await fillCart(goods);
      return { code };
    },
    order,
    async apiKey(permissions) {
      const { activeChannel } = await admin<{ activeChannel: { id: string } }>('{ activeChannel { id } }');
      const code = `bridge-${permissions.length}`;
      const role = await create('createRole', 'CreateRoleInput', { code, description: '', permissions, channelIds: [activeChannel.id] });
      const { createApiKey } = await admin<{ createApiKey: { apiKey: string } }>(
        'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }',
        { input: { roleIds: [role], ...named('bridge') } },
      );
      return createApiKey.apiKey;
    },
    stop: () => program.stop(),
  };
}
