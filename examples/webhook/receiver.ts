/**
 * A receiver of the bridge's webhook, whole: node receiver.ts (Node 22.18 or later; no package needed).
 *
 *   SECRET=whsec_…  the secret the bridge signs with      PORT=8099      HOST=127.0.0.1
 *   SHOP=shop.json  stands for your database: replace `setStock` and `ship`, keep the rest. The one beside this file knows the sandbox's goods
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';

interface Stock {
  key: string;
  sku: string;
  quantity: string;
  version: number;
}
interface Parcel {
  key: string;
  tid: string;
  lines: 'whole order' | { oids: string[] };
  count: string | null;
  trackingNumber: string;
  carrier: { code: string };
}
interface Shop {
  products: Record<string, { quantity: string; version: number }>;
  orders: Record<string, string[]>;
  parcels: { id: string; key: string; tid: string; trackingNumber: string; carrier: string; oids: string[] }[];
  /** What was answered to the last deliveries that were done in full, by their `webhook-id`. */
  done?: Record<string, object[]>;
}

/** How many deliveries are remembered. */
const REMEMBERED = 1000;

const secret = Buffer.from((process.env['SECRET'] ?? '').replace(/^whsec_/, ''), 'base64');
const file = process.env['SHOP'] ?? 'shop.json';
if (secret.length < 24) throw new Error('SECRET must be whsec_ and the base64 of at least 24 bytes');
if (!existsSync(file)) throw new Error(`SHOP: there is no ${file}; begin with a copy of the shop.json beside this program`);

/** Sets an absolute quantity. What was set for a newer version stays: an older one may arrive late. */
function setStock(shop: Shop, { key, sku, quantity, version }: Stock) {
  const product = shop.products[sku];
  if (!product) return { key, result: 'unknown', what: 'listing', subject: sku, message: `no product ${sku}` };
  if (version < product.version) return { key, result: 'failed', message: `version ${product.version} of ${sku} is newer` };
  Object.assign(product, { quantity, version });
  return { key, result: 'applied', id: sku, quantity: product.quantity };
}

/** Makes a parcel, unless it is there: the same number for the same lines is the same parcel, however often it is told. */
function ship(shop: Shop, { key, tid, lines, count, trackingNumber, carrier }: Parcel) {
  const all = shop.orders[tid];
  if (!all) return { key, result: 'unknown', what: 'order', subject: tid, message: `no order ${tid}` };
  const oids = lines === 'whole order' ? all : lines.oids;
  const stranger = oids.find((oid) => !all.includes(oid));
  if (stranger !== undefined)
    return { key, result: 'unknown', what: 'sub-order', subject: stranger, message: `order ${tid} has no line ${stranger}` };
  const left = shop.parcels.filter((parcel) => parcel.tid === tid && parcel.oids.some((oid) => oids.includes(oid)));
  const same = left.find((parcel) => parcel.trackingNumber === trackingNumber);
  if (same) return { key, result: 'applied', id: same.id, already: true };
  // `count` is set where the ERP splits a line by quantity: then it leaves under several numbers.
  if (left[0] && count === null) return { key, result: 'failed', message: `order ${tid} has left under number ${left[0].trackingNumber}` };
  const id = `parcel-${shop.parcels.length + 1}`;
  shop.parcels.push({ id, key, tid, trackingNumber, carrier: carrier.code, oids });
  return { key, result: 'applied', id, already: false };
}

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, no older or newer than five minutes. */
function isGenuine(headers: IncomingHttpHeaders, body: string): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(headers[name] ?? ''));
  if (!/^\d+$/.test(timestamp ?? '') || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const wanted = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest();
  return (signatures ?? '').split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return each.startsWith('v1,') && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** Each record by itself: one that makes the shop stumble takes no other with it. */
function applied<Item extends { key: string }>(shop: Shop, items: Item[] | undefined, apply: (shop: Shop, item: Item) => object): object[] {
  return (items ?? []).map((item) => {
    try {
      return apply(shop, item);
    } catch (error) {
      return { key: item.key, result: 'failed', message: `the shop stumbled: ${(error as Error).message}` };
    }
  });
}

/** Does what a delivery says, and keeps it; what was done in full before is only answered again. */
function take(id: string, body: string): object[] {
  const { type, data } = JSON.parse(body) as { type: string; data: { changes?: Stock[]; shipments?: Parcel[] } };
  const shop = JSON.parse(readFileSync(file, 'utf8')) as Shop;
  const before = shop.done?.[id];
  if (before) return before.map((each) => ('already' in each ? { ...each, already: true } : each));
  const results = [...applied(shop, data.changes, setStock), ...applied(shop, data.shipments, ship)];
  // A check wants to know what would happen: nothing of it is kept.
  if (type === 'bridge.check') return results;
  // The id is the same whenever the same records come. One of them that was refused may be possible by then: only what was done is remembered.
  const isDone = results.every((each) => 'result' in each && each.result === 'applied');
  if (isDone) shop.done = Object.fromEntries([...Object.entries(shop.done ?? {}).slice(1 - REMEMBERED), [id, results]]);
  writeFileSync(`${file}.next`, JSON.stringify(shop));
  renameSync(`${file}.next`, file);
  return results;
}

createServer(async (request, response) => {
  try {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('utf8');
    if (request.method !== 'POST' || !isGenuine(request.headers, body)) return response.writeHead(401).end();
    const results = take(String(request.headers['webhook-id']), body);
    // Only now, when all is kept. A record without a result is not confirmed, and comes again.
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
  } catch (error) {
    console.error(error);
    return response.writeHead(500).end(); // nothing is confirmed, and everything comes again
  }
}).listen(Number(process.env['PORT'] ?? 8099), process.env['HOST'] ?? '127.0.0.1', () => console.log('listening'));
