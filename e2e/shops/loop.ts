/** A Tongbu, a real shop, and between them `tongbu bridge`, which can be killed at any of its words. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { start } from '../../packages/cli/test/harness.ts';
import { type SandboxAccount, startTongbu, type Tongbu } from '../../packages/server/src/sandbox/index.ts';

export type Edition = keyof SandboxAccount['keys'];

/** A real shop as the whole way sees it: what customers do there, and what its own API tells. */
export interface ShopOnTheWay {
  /** Base address of the shop. */
  url: string;
  /** The `shop:` of a bridge's file, for a shop at this address. */
  settings(url: string): string;
  /** The secrets that {@link settings} names. */
  environment: Record<string, string>;
  /** What its API calls an order of which a part has left, and one that has left as a whole. */
  states: { partly: string; wholly: string };
  sell(sku: string, onHand: number): Promise<unknown>;
  /** Buys a piece of each. @returns the order's number, and its sub-orders in the order asked for */
  buy(skus: readonly string[]): Promise<{ tid: string; oids: string[] }>;
  order(tid: string): Promise<{ state: string; parcels: ParcelSeen[] }>;
  stockOf(sku: string): Promise<{ onHand: number; reserved: number }>;
  stop(): Promise<void>;
}

/** A parcel as the shop's own API tells it. */
export interface ParcelSeen {
  isSent: boolean;
  carrier: string;
  trackingNumber: string;
  oids: string[];
}

/** Where a word is on its way. */
export type When = 'before' | 'after';

/** Called at every word; true: nothing goes through any more. */
type AtWord = (when: When, word: string) => boolean | Promise<boolean>;

/** Passes requests on, and tells when one arrives and when its answer is there. */
async function passOn(to: string, atWord: AtWord): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const { method = 'GET', url: path = '/' } = request;
    const word = `${method} ${path} ${body.toString()}`;
    if (await atWord('before', word)) return void request.socket.destroy();
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const sent = { method, headers: headers as Record<string, string>, ...(method === 'GET' ? {} : { body }) };
    const answer = await fetch(new URL(path, to), sent);
    const text = await answer.text();
    if (await atWord('after', word)) return void request.socket.destroy();
    const session = answer.headers.get('vendure-auth-token');
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...(session ? { 'vendure-auth-token': session } : {}) })
      .end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** A word in which the bridge says that a parcel is in the shop. */
const ACKNOWLEDGES_PARCEL = /LogisticsSync\.update|logistics_sync_ack/;

/** A Tongbu and a bridge of its own. */
export interface Loop {
  tongbu: Tongbu;
  /**
   * One pass over what waits, by a process of its own.
   *
   * @param when kills it where a word that contains `text` arrives, or when that is carried out and not yet answered
   * @returns whether it was killed
   */
  pass(when?: When, text?: string): Promise<boolean>;
  /** Calls back before each word that says that a parcel is in the shop. */
  beforeParcelIsAcknowledged?: () => Promise<void>;
  stop(): Promise<void>;
}

export async function startLoop(shop: ShopOnTheWay, edition: Edition, folder: string): Promise<Loop> {
  const tongbu = await startTongbu();
  let kill: { when: When; text: string; child: { kill(signal: 'SIGKILL'): unknown } } | undefined;
  let isDead = false;
  const atWord: AtWord = async (when, word) => {
    if (isDead) return true;
    if (when === 'before' && ACKNOWLEDGES_PARCEL.test(word)) await loop.beforeParcelIsAcknowledged?.();
    if (kill?.when === when && word.includes(kill.text)) {
      kill.child.kill('SIGKILL');
      isDead = true;
    }
    return isDead;
  };
  const [erp, near] = [await passOn(tongbu.url, atWord), await passOn(shop.url, atWord)];
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
shop: ${shop.settings(near.url)}
mapping: { carriers: { SF: { code: sf, name: 顺丰速运 } } }
unknown: { listing: keep, order: keep, carrier: keep }
journal: ${config}.journal
`,
  );
  const env = { ERP_SECRET: tongbu.keys[edition].secret, ...shop.environment };
  const loop: Loop = {
    tongbu,
    async pass(when, text = '') {
      isDead = false;
      const child = start(['bridge', '--config', config, '--once', '--log-level', 'warn'], { env });
      kill = when && { when, text, child };
      const { code, stderr } = await child.ended;
      kill = undefined;
      if (!isDead) expect([code, stderr.match(/"level":(50|60)/g)], stderr).toEqual([0, null]);
      const wasKilled = isDead;
      isDead = false;
      return wasKilled;
    },
    async stop() {
      for (const { server } of [erp, near]) {
        server.closeAllConnections();
        server.close();
      }
      await tongbu.stop();
    },
  };
  return loop;
}

/** Pushes an order of the shop to the ERP, with the shop's own numbers; a piece of each SKU. */
export async function pushOrder(
  { engine, seller, shopNo, clock }: Tongbu,
  { tid, oids }: { tid: string; oids: string[] },
  skus: readonly string[],
): Promise<void> {
  const now = clock.now();
  const subOrders = skus.map((sku, place) => ({
    ...{ oid: oids[place] as string, state: 'toShip' as const, refund: 'none' as const, kind: 0 },
    ...{ goodsId: sku.replace('SKU-', 'G'), specId: sku.replace('SKU-', 'S'), specNo: sku, goodsName: sku, count: '1', price: '10' },
    ...{ adjustAmount: '0', discount: '0', shareDiscount: '0', remark: '', specName: '', goodsNo: '' },
  }));
  const order = {
    ...{ tid, state: 'toShip' as const, payment: 'paid' as const, deliveryTerm: 1, tradeAt: now, paidAt: now, endedAt: null },
    receiver: { name: '示例', mobile: '13800000000', telno: '', area: '上海 上海市 黄浦区', address: '南京路 1 号', zip: '' },
    ...{ buyerNick: '', receivable: String(10 * skus.length), postage: '0', codAmount: '0', warehouseNo: '', carrierType: -1 },
    ...{ buyerMessage: '', remark: '', sealed: false, subOrders },
  };
  const caller = { seller, key: null, actor: 'test' };
  const options = { whole: true, checkAmounts: true, request: null, signedAt: null };
  await engine.importRows({ seller, kind: 'shops', records: [{ shop_no: shopNo, is_split_shipping: '1' }], now, partial: false });
  expect(await engine.pushOrders({ caller, shopNo, orders: [order], ...options, now })).toHaveLength(1);
}

/** A parcel leaves the warehouse: a sub-order, or with null what is left of the order. */
export async function ship({ engine, seller, clock }: Tongbu, tid: string, oid: string | null, number: string): Promise<void> {
  const lines = oid === null ? null : [{ oid }];
  await engine.shipOrder({ seller, actor: 'test', now: clock.now(), tid, lines, carrier: 'SF', numbers: [number] });
}

/** What still waits in the ERP. */
export async function waiting({ engine, seller, clock }: Tongbu) {
  const [pending] = await engine.pendingByShop({ seller, now: clock.now() });
  return { listings: pending?.listings, shipments: pending?.shipments, failed: pending?.shipmentsFailed };
}
