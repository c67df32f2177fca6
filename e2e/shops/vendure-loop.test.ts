/**
 * The whole way: a customer buys in a real Vendure, the order is pushed to Tongbu, which ships it; `tongbu bridge` tells Vendure and
 * acknowledges. Then the same with kill -9 around each of its words to the shop and to the ERP.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../../packages/cli/test/harness.ts';
import { type SandboxAccount, startTongbu, type Tongbu } from '../../packages/server/src/sandbox/index.ts';
import { startVendure, type TestVendure } from './vendure-shop.ts';

const SKUS = ['SKU-1', 'SKU-2', 'SKU-3'];

let shop: TestVendure;
let folder: string;

beforeAll(async () => {
  shop = await startVendure();
  for (const sku of SKUS) await shop.sell(sku, 1000);
  folder = mkdtempSync(join(tmpdir(), 'tongbu-vendure-'));
});

afterAll(async () => {
  await shop?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Passes requests on, and tells when one arrives and when its answer is there; `true` from that: nothing more goes through. */
async function passOn(to: string, step: (when: 'before' | 'after', what: string) => boolean): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const what = `${request.url} ${body.toString()}`;
    if (step('before', what)) return void request.socket.destroy();
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', to), { method: 'POST', body, headers: headers as Record<string, string> });
    const text = await answer.text();
    if (step('after', what)) return void request.socket.destroy();
    const token = answer.headers.get('vendure-auth-token');
    response.writeHead(answer.status, { 'content-type': 'application/json', ...(token ? { 'vendure-auth-token': token } : {}) }).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

type Edition = keyof SandboxAccount['keys'];

/** A Tongbu and a bridge between it and the shop, which can be killed at a step. */
async function startLoop(edition: Edition) {
  const tongbu = await startTongbu();
  let kill: { when: 'before' | 'after'; text: string; child: { kill(signal: 'SIGKILL'): unknown } } | undefined;
  let isDead = false;
  const step = (when: 'before' | 'after', what: string) => {
    if (kill?.when === when && what.includes(kill.text)) {
      kill.child.kill('SIGKILL');
      isDead = true;
    }
    return isDead;
  };
  const [erp, admin] = [await passOn(tongbu.url, step), await passOn(shop.adminUrl, step)];
  const config = join(folder, `${edition}-${Date.now()}.yaml`);
  writeFileSync(
    config,
    `erp:
  edition: ${edition}
  url: ${erp.url}
  seller: ${tongbu.seller}
  key: ${tongbu.keys[edition].key}
  secret: \${ERP_SECRET}
  shops: [${tongbu.shopNo}]
  limits: off
shop: { kind: vendure, url: '${admin.url}/admin-api', username: superadmin, password: '\${SHOP_PASSWORD}' }
mapping: { carriers: { SF: { code: sf, name: 顺丰速运 } } }
unknown: { listing: keep, order: keep, carrier: keep }
journal: ${config}.journal
`,
  );
  const env = { ERP_SECRET: tongbu.keys[edition].secret, SHOP_PASSWORD: 'superadmin' };
  /** One pass over what waits. @returns whether it was killed */
  async function pass(when?: 'before' | 'after', text = ''): Promise<boolean> {
    isDead = false;
    const child = start(['bridge', '--config', config, '--once', '--log-level', 'warn'], { env });
    kill = when && { when, text, child };
    const { code, stderr } = await child.ended;
    kill = undefined;
    if (!isDead) expect([code, stderr.match(/"level":(50|60)/g)]).toEqual([0, null]);
    const wasKilled = isDead;
    isDead = false;
    return wasKilled;
  }
  async function stop() {
    for (const { server } of [erp, admin]) {
      server.closeAllConnections();
      server.close();
    }
    await tongbu.stop();
  }
  return { tongbu, pass, stop };
}

/** Buys in Vendure, and pushes the order to the ERP with Vendure's own numbers. */
async function buyAndPush({ engine, seller, shopNo, clock }: Tongbu, goods: { sku: string; pieces: number }[]) {
  const { code, lines } = await shop.buy(goods);
  const now = clock.now();
  const none = { adjustAmount: '0', discount: '0', shareDiscount: '0', remark: '', specName: '', goodsNo: '' };
  const subOrders = lines.map(({ id, sku, quantity }) => ({
    ...{
      oid: id,
      state: 'toShip' as const,
      refund: 'none' as const,
      kind: 0,
      goodsId: sku.replace('SKU-', 'G'),
      specId: sku.replace('SKU-', 'S'),
    },
    ...{ specNo: sku, goodsName: sku, count: String(quantity), price: '10', ...none },
  }));
  const pieces = goods.reduce((sum, each) => sum + each.pieces, 0);
  const order = {
    ...{ tid: code, state: 'toShip' as const, payment: 'paid' as const, deliveryTerm: 1, tradeAt: now, paidAt: now, endedAt: null },
    receiver: { name: '示例', mobile: '13800000000', telno: '', area: '上海 上海市 黄浦区', address: '南京路 1 号', zip: '' },
    ...{ buyerNick: '', receivable: String(10 * pieces), postage: '0', codAmount: '0', warehouseNo: '', carrierType: -1 },
    ...{ buyerMessage: '', remark: '', sealed: false, subOrders },
  };
  const caller = { seller, key: null, actor: 'test' };
  const options = { whole: true, checkAmounts: true, request: null, signedAt: null };
  await engine.importRows({ seller, kind: 'shops', records: [{ shop_no: shopNo, is_split_shipping: '1' }], now, partial: false });
  const results = await engine.pushOrders({ caller, shopNo, orders: [order], ...options, now });
  expect(results).toHaveLength(1);
  return { tid: code, oids: lines.map(({ id }) => id) };
}

async function ship({ engine, seller, clock }: Tongbu, tid: string, oid: string | null, number: string) {
  const lines = oid === null ? null : [{ oid }];
  await engine.shipOrder({ seller, actor: 'test', now: clock.now(), tid, lines, carrier: 'SF', numbers: [number] });
}

async function waiting({ engine, seller, clock }: Tongbu) {
  const [pending] = await engine.pendingByShop({ seller, now: clock.now() });
  return { listings: pending?.listings, shipments: pending?.shipments, failed: pending?.shipmentsFailed };
}

describe.each(['flagship', 'enterprise'] as const)('Vendure and Tongbu, %s edition', (edition) => {
  test('stock and parcels go the whole way and are acknowledged', async () => {
    const loop = await startLoop(edition);
    try {
      const { tongbu, pass } = loop;
      const { tid, oids } = await buyAndPush(
        tongbu,
        SKUS.slice(0, 2).map((sku) => ({ sku, pieces: 1 })),
      );
      for (const [at, sku] of SKUS.entries()) await tongbu.move(sku, 100 * (at + 1));
      await ship(tongbu, tid, oids[0] as string, 'SF-1-OF-2');
      await pass();
      const half = await shop.order(tid);
      await ship(tongbu, tid, null, 'SF-2-OF-2');
      await pass();
      await pass(); // the parcels have changed the stock
      const whole = await shop.order(tid);
      expect([half.state, whole.state]).toEqual(['PartiallyShipped', 'Shipped']);
      // Seven more listings wait in the ERP, and Vendure does not sell them: gaps in the mapping, kept as the configuration says.
      expect(await waiting(tongbu)).toEqual({ listings: 7, shipments: 0, failed: 0 });
      const told = [];
      for (const sku of SKUS) {
        const [level = { stockOnHand: Number.NaN, stockAllocated: 0 }] = await shop.stockOf(sku);
        told.push(`${sku}: stockOnHand ${level.stockOnHand}, stockAllocated ${level.stockAllocated}`);
      }
      expect(told).toEqual([99, 199, 300].map((pieces, at) => `${SKUS[at]}: stockOnHand ${pieces}, stockAllocated 0`));
      const parcels = whole.fulfillments
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map(
          ({ state, method, trackingCode, lines }) => `${state} ${method} ${trackingCode} (lines ${lines.map((line) => line.orderLineId)})`,
        );
      expect(parcels).toEqual([`Shipped 顺丰速运 SF-1-OF-2 (lines ${oids[0]})`, `Shipped 顺丰速运 SF-2-OF-2 (lines ${oids[1]})`]);
      console.log(
        [`${edition}: what Vendure's API says afterwards of order ${tid}: ${half.state}, then ${whole.state}`, ...parcels, ...told].join(
          '\n  ',
        ),
      );
    } finally {
      await loop.stop();
    }
  });
});

describe('kill -9 of the bridge', () => {
  test.each([
    ['before', 'addFulfillmentToOrder'],
    ['after', 'addFulfillmentToOrder'],
    ['before', 'transitionFulfillmentToState'],
    ['after', 'transitionFulfillmentToState'],
    ['before', 'LogisticsSync.update'],
    ['after', 'LogisticsSync.update'],
  ] as const)('%s %s: exactly one fulfillment, and it is acknowledged', async (when, text) => {
    const loop = await startLoop('flagship');
    try {
      const { tongbu, pass } = loop;
      const { tid } = await buyAndPush(
        tongbu,
        SKUS.map((sku) => ({ sku, pieces: 1 })),
      );
      await ship(tongbu, tid, null, `SF-${tid}`);
      expect(await pass(when, text)).toBe(true);
      const atDeath = (await shop.order(tid)).fulfillments.map(({ state }) => state);
      expect(await pass()).toBe(false);
      const { state, fulfillments } = await shop.order(tid);
      console.log(`killed ${when} ${text}: Vendure had [${atDeath}], after a new bridge ${state} with ${fulfillments.length} fulfillment`);
      expect([state, fulfillments]).toMatchObject(['Shipped', [{ state: 'Shipped', trackingCode: `SF-${tid}` }]]);
      expect(await waiting(tongbu)).toMatchObject({ shipments: 0, failed: 0 });
    } finally {
      await loop.stop();
    }
  });
});
