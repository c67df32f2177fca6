/** A shop in memory, as small as one can be and still be wronged: what an adapter's tests look into. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShipmentToApply, StockToApply } from '../src/shop.ts';
import { isGenuine, readSecret } from '../src/standard-webhooks.ts';

/** A result as the webhook and the command write it. */
export type Result = Record<string, unknown> & { key: string; result: string };

export class TinyShop {
  readonly listings = new Map<string, { quantity: string; version: number }>();
  readonly orders = new Map<string, string[]>();
  /** As they were made. */
  readonly parcels: { id: string; key: string; tid: string; trackingNumber: string; oids: string[] }[] = [];
  /** Every quantity that was set, in order. */
  readonly history: { sku: string; quantity: string; version: number }[] = [];
  /** A naive shop makes a parcel for whoever asks, unless it is told that it may be there already. */
  isNaive = false;

  setStock({ key, sku, quantity, version }: StockToApply, isReal = true): Result {
    const listing = this.listings.get(sku);
    if (!listing) return { key, result: 'unknown', what: 'listing', subject: sku, message: `no SKU ${sku}` };
    if (isReal) {
      Object.assign(listing, { quantity, version });
      this.history.push({ sku, quantity, version });
    }
    return { key, result: 'applied', id: `L-${sku}`, quantity };
  }

  ship({ key, tid, lines, trackingNumber, again, count }: ShipmentToApply, isReal = true): Result {
    const all = this.orders.get(tid);
    if (!all) return { key, result: 'unknown', what: 'order', subject: tid, message: `no order ${tid}` };
    const oids = [...(lines === 'whole order' ? all : lines.oids)].sort();
    const stranger = oids.find((oid) => !all.includes(oid));
    if (stranger) return { key, result: 'unknown', what: 'sub-order', subject: stranger, message: `order ${tid} has no line ${stranger}` };
    if (!this.isNaive || again) {
      const left = this.parcels.filter((each) => each.tid === tid && each.oids.some((oid) => oids.includes(oid)));
      const same = left.find((each) => each.trackingNumber === trackingNumber);
      if (same) return { key, result: 'applied', id: same.id, already: true };
      if (left[0] && count === null)
        return { key, result: 'failed', message: `order ${tid} has left under number ${left[0].trackingNumber}` };
    }
    const id = `P${this.parcels.length + 1}`;
    if (isReal) this.parcels.push({ id, key, tid, trackingNumber, oids });
    return { key, result: 'applied', id, already: false };
  }
}

/** A delivery as it came. */
export interface Delivery {
  id: string;
  type: string;
  body: string;
  records: { key: string }[];
}

/** What a receiver may do instead of answering. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang up' | 'silence' | undefined;

/** A shop behind a webhook, on a real socket. */
export interface Receiver {
  shop: TinyShop;
  url: string;
  port: number;
  deliveries: Delivery[];
  /** Called with each delivery before anything is done; what it gives is sent instead. */
  before?: (delivery: Delivery) => Answer | Promise<Answer>;
  /** Called when everything is done, before the answer is sent. */
  after?: (delivery: Delivery, results: Result[]) => Answer | Promise<Answer>;
  stop(): Promise<void>;
  /** Listens again where it listened. */
  start(): Promise<void>;
}

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four+').toString('base64')}`;

/** Starts a receiver that knows one secret. */
export async function startReceiver(shop = new TinyShop(), secret = SECRET): Promise<Receiver> {
  const key = readSecret(secret) as Buffer;
  const receiver = { shop, deliveries: [] as Delivery[] } as unknown as Receiver;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    const header = (name: string) => [request.headers[name]].flat()[0];
    const send = (answer: Exclude<Answer, undefined>) => {
      if (answer === 'silence') return;
      if (answer === 'hang up') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body ?? '');
    };
    if (!isGenuine(key, header, body, Date.now())) return send({ status: 401 });
    const { type, data } = JSON.parse(body) as { type: string; data: { changes?: StockToApply[]; shipments?: ShipmentToApply[] } };
    const delivery = { id: header('webhook-id') ?? '', type, body, records: [...(data.changes ?? []), ...(data.shipments ?? [])] };
    receiver.deliveries.push(delivery);
    const instead = await receiver.before?.(delivery);
    if (instead) return send(instead);
    const isReal = type !== 'bridge.check';
    const results = [
      ...(data.changes ?? []).map((each) => shop.setStock(each, isReal)),
      ...(data.shipments ?? []).map((each) => shop.ship(each, isReal)),
    ];
    send((await receiver.after?.(delivery, results)) ?? { status: 200, body: JSON.stringify({ results }) });
  };
  let server = createServer();
  receiver.start = () =>
    new Promise((done) => {
      server = createServer((request, response) => void handle(request, response));
      server.listen(receiver.port ?? 0, '127.0.0.1', () => {
        receiver.port = (server.address() as AddressInfo).port;
        receiver.url = `http://127.0.0.1:${receiver.port}/hook`;
        done();
      });
    });
  receiver.stop = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  await receiver.start();
  return receiver;
}
