/** The webhook: signed as Standard Webhooks 1.0.0 says, a 200 that is no confirmation, addresses that must not be called. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isInside } from '../src/guarded-request.ts';
import type { Shop, ShopContext } from '../src/shop.ts';
import { webhook } from '../src/shops/webhook.ts';
import { isGenuine, readSecret, signedHeaders } from '../src/standard-webhooks.ts';
import { shipment, shopPromises, stock } from './shop-promises.ts';
import { type Receiver, SECRET, startReceiver } from './tiny-shop.ts';

export const context: ShopContext = { log: () => {}, environment: process.env, folder: '/tmp' };
const never = new AbortController().signal;

function open(url: string, more: object = {}): Promise<Shop> {
  const settings = webhook.settings.parse({ url, secrets: [SECRET], http: true, allow: ['127.0.0.1'], ...more });
  return webhook.open(settings, context);
}

let orders = 0;

shopPromises('webhook', async () => {
  const receiver = await startReceiver();
  for (const sku of ['007', 'B']) receiver.shop.listings.set(sku, { quantity: '1', version: 0 });
  return {
    open: () => open(receiver.url),
    skus: ['007', 'B'],
    carrier: { code: 'sf', name: '顺丰', trackingUrl: null },
    async placeOrder() {
      orders += 1;
      const oids: [string, string] = [`O${orders}-1`, `O${orders}-2`];
      receiver.shop.orders.set(`O${orders}`, oids);
      return { tid: `O${orders}`, oids };
    },
    shown: async (sku) => receiver.shop.listings.get(sku)?.quantity ?? '',
    parcels: async (tid) =>
      receiver.shop.parcels.filter((each) => each.tid === tid).map(({ trackingNumber, oids }) => ({ trackingNumber, oids })),
    async takeDown() {
      await receiver.stop();
      return () => receiver.start();
    },
    close: () => receiver.stop(),
  };
});

describe('webhook', () => {
  let receiver: Receiver;
  let shop: Shop;
  beforeAll(async () => {
    receiver = await startReceiver();
    receiver.shop.listings.set('A', { quantity: '0', version: 0 });
    shop = await open(receiver.url);
  });
  beforeEach(() => {
    receiver.deliveries.length = 0;
    delete receiver.before;
    delete receiver.after;
  });
  afterAll(async () => {
    await shop.close();
    await receiver.stop();
  });

  test('the signature is that of Standard Webhooks: its published example', () => {
    const secret = readSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') as Buffer;
    const headers = signedHeaders([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}', 1_614_265_330_000);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });

  test.each([
    ['as it was sent', {}, '{}', 0, true],
    ['four minutes late', {}, '{}', 240_000, true],
    ['six minutes late', {}, '{}', 360_000, false],
    ['six minutes early', {}, '{}', -360_000, false],
    ['with another body', {}, '{} ', 0, false],
    ['with another id', { 'webhook-id': 'msg_2' }, '{}', 0, false],
    ['with an empty signature', { 'webhook-signature': 'v1,' }, '{}', 0, false],
  ])('a delivery %s is genuine or not', (_, altered, body, later, expected) => {
    const secret = readSecret(SECRET) as Buffer;
    const headers: Record<string, string> = { ...signedHeaders([secret], 'msg_1', '{}', 1_700_000_000_000), ...altered };
    expect(isGenuine(secret, (name) => headers[name], body, 1_700_000_000_000 + later)).toBe(expected);
  });

  test('while a secret is rotated, receivers of the old and of the new one accept the delivery', async () => {
    const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const rotating = await open(receiver.url, { secrets: [next, SECRET] });
    const said = await rotating.applyStock([stock('A', '3')], never).catch((error: Error) => error);
    expect(said).toMatchObject([{ outcome: 'applied' }]);
    await rotating.close();
    const wrong = await open(receiver.url, { secrets: [next] });
    await expect(wrong.applyStock([stock('A', '4')], never)).rejects.toThrow('refuses the signature');
    await wrong.close();
  });

  test('the id of a delivery is the same on every attempt with the same records, and another with others', async () => {
    const change = stock('A', '5');
    await shop.applyStock([change], never);
    await shop.applyStock([change], never);
    await shop.applyStock([stock('A', '6')], never);
    const [first, second, third] = receiver.deliveries.map(({ id }) => id);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(receiver.deliveries[0]?.body.length).toBeLessThan(20_000);
  });

  test.each<[string, string | undefined, string]>([
    ['empty', '', 'no outcome'],
    ['without results', '{"ok":true}', 'no outcome'],
    ['with results for nothing', '{"results":[]}', 'no outcome'],
    ['with a result for another record', '{"results":[{"key":"other","result":"applied"}]}', 'no outcome'],
    ['"ignored"', '{"results":[{"key":"KEY","result":"ignored"}]}', 'failed'],
    ['"success", a word it does not have', '{"results":[{"key":"KEY","result":"success"}]}', 'failed'],
    ['"later"', '{"results":[{"key":"KEY","result":"later","message":"busy"}]}', 'later'],
    ['the quantity as a number', '{"results":[{"key":"KEY","result":"applied","quantity":7}]}', 'applied'],
  ])('a 200 is no confirmation by itself: an answer %s', async (_, body, expected) => {
    const change = stock('A', '7');
    receiver.after = () => ({ status: 200, body: (body ?? '').replace('KEY', change.key) });
    const [outcome] = await shop.applyStock([change], never);
    expect(outcome?.outcome ?? 'no outcome').toBe(expected);
  });

  test('emptyMeansApplied, and only it, takes an empty 2xx for "all applied"', async () => {
    const lenient = await open(receiver.url, { emptyMeansApplied: true });
    receiver.after = () => ({ status: 204 });
    expect(await lenient.applyStock([stock('A', '8'), stock('A', '8')], never)).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied' },
    ]);
    expect(await shop.applyStock([stock('A', '8')], never)).toEqual([]);
    await lenient.close();
  });

  test.each<[string, object, object]>([
    ['busy, with a wish', { status: 429, headers: { 'retry-after': '7' } }, { retryAfterMs: 7000, isFinal: false }],
    ['busy, without', { status: 503 }, { retryAfterMs: undefined, isFinal: false }],
    ['broken', { status: 500 }, { isFinal: false }],
    ['gone for good', { status: 410 }, { isFinal: true }],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, { isFinal: false }],
    ['a page of HTML', { status: 200, body: '<html>' }, { isFinal: false }],
  ])('an answer that is %s confirms nothing and says how to go on', async (_, answer, expected) => {
    receiver.before = () => answer as never;
    await expect(shop.applyStock([stock('A', '1')], never)).rejects.toMatchObject({ name: 'ShopDownError', ...expected });
    expect(receiver.deliveries).toHaveLength(1);
  });

  test('a receiver that hangs up or keeps silent is down; the time-out holds', async () => {
    const hasty = await open(receiver.url, { timeout: 1 });
    for (const answer of ['hang up', 'silence'] as const) {
      receiver.before = () => answer;
      await expect(hasty.applyStock([stock('A', '1')], never)).rejects.toThrow('cannot be reached');
    }
    await hasty.close();
  });

  test('an abort ends a delivery in hand at once', async () => {
    receiver.before = () => 'silence';
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const began = performance.now();
    await expect(shop.applyShipments([shipment('O', { code: 'sf', name: '', trackingUrl: null })], stop.signal)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('the guard against addresses that must not be called', () => {
  test.each([
    ...[
      'http://127.0.0.1/',
      'http://127.1/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0177.0.0.1/',
      'http://0/',
      'http://localhost/',
    ],
    ...['http://10.1.2.3/', 'http://172.16.0.1/', 'http://192.168.1.1/', 'http://169.254.169.254/latest/meta-data/', 'http://100.64.0.1/'],
    ...[
      'http://[::1]/',
      'http://[::]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://[fe80::1]/',
      'http://[fc00::1]/',
      'http://[fd12::1]/',
    ],
    ...[
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
      'http://[2001:0:7f00:1::]/',
      'http://[ff02::1]/',
      'http://224.0.0.1/',
      'http://255.255.255.255/',
    ],
    ...['http://127.0.0.1./', 'http://user:pass@127.0.0.1/', 'http://１２７.０.０.１/', 'http://198.18.0.1/', 'http://0.0.0.0:80/'],
  ])('%s is refused for good, and nothing is sent', async (url) => {
    const shop = await open(url, { allow: ['some-other-host', '203.0.113.7'], timeout: 2 });
    await expect(shop.applyStock([stock('A', '1')], never)).rejects.toMatchObject({
      isFinal: true,
      message: expect.stringContaining('shop.allow'),
    });
    await shop.close();
  });

  test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is public', (address) => {
    expect(isInside(address)).toBe(false);
  });

  test.each(['127.0.0.1', 'localhost', '127.0.0.0/8'])('what is named may be called: %s', async (name) => {
    const receiver = await startReceiver();
    receiver.shop.listings.set('A', { quantity: '0', version: 0 });
    const url = name === 'localhost' ? receiver.url.replace('127.0.0.1', 'localhost') : receiver.url;
    const shop = await open(url, { allow: [name] });
    expect(await shop.applyStock([stock('A', '2')], never)).toMatchObject([{ outcome: 'applied' }]);
    await shop.close();
    await receiver.stop();
  });

  test('a redirect to an address inside is not followed', async () => {
    let calls = 0;
    const inside = createServer((_, response) => {
      calls += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((done) => inside.once('listening', done));
    const receiver = await startReceiver();
    receiver.before = () => ({ status: 302, headers: { location: `http://127.0.0.1:${(inside.address() as AddressInfo).port}/` } });
    const shop = await open(receiver.url);
    await expect(shop.applyStock([stock('A', '1')], never)).rejects.toThrow('not followed');
    expect(calls).toBe(0);
    await shop.close();
    await receiver.stop();
    inside.close();
  });

  test('http needs its own word, and a secret its form', () => {
    const parse = (more: object) => webhook.settings.safeParse({ url: 'http://shop.example/', secrets: [SECRET], ...more });
    expect(parse({}).error?.issues[0]?.message).toContain('http: true');
    expect(parse({ http: true }).success).toBe(true);
    expect(parse({ http: true, secrets: ['geheim'] }).error?.issues[0]?.message).toContain('whsec_');
    expect(parse({ http: true, secrets: [] }).success).toBe(false);
  });
});
