/** A shop's connector as the rigs need it: signs, keeps its connections, and tells an answer from its absence. */
import { Agent, request as httpRequest } from 'node:http';
import { type Account, enterpriseRequest, flagshipRequest, type SignedRequest } from '@tongbu/client';
import { KEYS, SHOP } from './seed.ts';

/** What came back, whatever it says. */
export interface Answer {
  /** HTTP status. */
  http: number;
  /** The edition's own `status` or `code`; 0 is success, NaN where the body has none. */
  code: number;
  /** The body as it came, and read; undefined where it is no JSON object. */
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever members its interface has
  body: any;
  /** When its last byte was read here: `process.hrtime.bigint()`, CLOCK_MONOTONIC on Linux. */
  at: bigint;
}

/** Nothing came back: no connection, or it ended before a whole answer. The call may have been done. */
export class NoAnswer extends Error {
  constructor(cause: Error) {
    super(`no answer: ${cause.message}`, { cause });
    this.name = 'NoAnswer';
  }
}

/** A listing that waits, and a shipment that waits, in the words of the model. */
export interface PulledListing {
  listing: number;
  version: number;
  quantity: string;
}
export interface PulledShipment {
  shipment: number;
  tid: string;
}

/** What an acknowledgement names; the quantity may be left out. */
export type Acknowledged = Pick<PulledListing, 'listing' | 'version'> & { quantity?: string };

/** The verbs of both editions, alike. */
export interface Edition {
  /** Up to `limit` listings that wait; the flagship edition asks for ids after `position` (0 by default), then for their quantities. */
  pullStock(limit: number, position?: number): Promise<PulledListing[]>;
  /** Success for each; the flagship edition takes exactly one. */
  acknowledgeStock(listings: Acknowledged[]): Promise<Answer>;
  pullShipments(limit: number): Promise<PulledShipment[]>;
  /** Success for each. */
  acknowledgeShipments(shipments: number[]): Promise<Answer>;
  /** Any interface: the flagship edition takes a JSON array of arguments, the enterprise edition form fields. */
  call(name: string, input: unknown, page?: { size: number; page?: number; total?: boolean }): Promise<Answer>;
}

/** A refusal where a rig counts on an answer. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(name: string, answer: Answer) {
    super(`${name}: refused with HTTP ${answer.http}, code ${answer.code}: ${answer.text.slice(0, 300)}`);
    this.name = 'Refused';
    this.answer = answer;
  }
}

/** A shop in front of a server. */
export interface Shop {
  flagship: Edition;
  enterprise: Edition;
  /** Sends what is signed already, or what never will be. @throws NoAnswer */
  send(signed: Pick<SignedRequest, 'url' | 'headers' | 'body'>): Promise<Answer>;
  /** Closes its connections; what is in flight ends in {@link NoAnswer}. */
  close(): void;
}

/** How a shop calls, beside where. */
export interface ShopOptions {
  /** Connections at once, kept open; 32 by default. */
  connections?: number;
  /** Whose credentials; those of `seed.ts` by default. */
  keys?: Record<'flagship' | 'enterprise', Omit<Account, 'url'>>;
  /** The shop's clock, epoch milliseconds; `Date.now` by default. */
  now?: () => number;
  /** How long an answer may take, in milliseconds; 30,000 by default. Then it is {@link NoAnswer}. */
  timeoutMs?: number;
}

/**
 * Opens a shop that calls the server at `url` (`http://127.0.0.1:<port>`); a few thousand calls a second.
 *
 * Every verb throws {@link NoAnswer} where none came; pulls throw {@link Refused} where the answer is not a success.
 */
export function openShop(url: string, options: ShopOptions = {}): Shop {
  const { connections = 32, keys = KEYS, now = Date.now, timeoutMs = 30_000 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });
  const send: Shop['send'] = (signed) => sendOver(agent, signed, timeoutMs);
  return {
    send,
    close: () => agent.destroy(),
    flagship: flagshipShop((name, input, page) =>
      send(flagshipRequest({ url, ...keys.flagship }, name, JSON.stringify(input), now(), page)),
    ),
    enterprise: enterpriseShop((name, input) =>
      send(enterpriseRequest({ url, ...keys.enterprise }, name, input as Record<string, string>, now())),
    ),
  };
}

function sendOver(agent: Agent, { url, headers, body }: Pick<SignedRequest, 'url' | 'headers' | 'body'>, timeout: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(new NoAnswer(cause));
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = httpRequest(url, { agent, method: 'POST', headers: { ...headers, ...length }, timeout }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', fail);
      response.on('aborted', () => fail(new Error('the connection ended within the answer')));
      response.on('end', () => resolve(answerOf(response.statusCode ?? 0, Buffer.concat(parts).toString())));
    });
    sent.on('timeout', () => sent.destroy(new Error(`nothing came for ${timeout} ms`)));
    sent.on('error', fail);
    sent.end(body);
  });
}

function answerOf(http: number, text: string): Answer {
  const at = process.hrtime.bigint();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const object = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
  return { http, code: Number(object?.['status'] ?? object?.['code']), text, body: object, at };
}

/** An answer that is a success, or {@link Refused}. */
export function granted(name: string, answer: Answer): Answer {
  if (answer.http !== 200 || answer.code !== 0) throw new Refused(name, answer);
  return answer;
}

function flagshipShop(call: Edition['call']): Edition {
  return {
    call,
    async pullStock(limit, position = 0) {
      const ids = granted('getSelfWaitSyncIdListOpen', await call('sales.StockSync.getSelfWaitSyncIdListOpen', [limit, position]));
      const asked = (ids.body.data.id_list as number[]).slice(0, limit).map((id) => ({ api_goods_id: id, force_sync: false }));
      const rows = granted('batchCalcStock', await call('sales.StockSync.batchCalcStock', [asked])).body.data.success_date;
      return rows.map((row: Record<string, number>) => ({
        listing: Number(row['rec_id']),
        version: Number(row['stock_change_count']),
        quantity: String(row['syn_stock']),
      }));
    },
    acknowledgeStock([only, ...more]) {
      if (!only || more.length > 0) throw new RangeError('the flagship edition acknowledges one listing a call');
      return call('sales.StockSync.syncSuccess', [only.listing, { syn_stock: only.quantity, stock_change_count: only.version }]);
    },
    async pullShipments(limit) {
      const answer = await call('sales.LogisticsSync.getSyncListExt', [{ shop_no: SHOP, is_own_platform: true }], { size: limit });
      const rows = granted('getSyncListExt', answer).body.data;
      return rows.map((row: Record<string, string>) => ({ shipment: Number(row['sync_id']), tid: row['tid'] }));
    },
    acknowledgeShipments: (shipments) => call('sales.LogisticsSync.update', [shipments.map((sync_id) => ({ sync_id, status: 0 }))]),
  };
}

function enterpriseShop(call: Edition['call']): Edition {
  return {
    call,
    async pullStock(limit) {
      const answer = granted('stock query', await call('api_goods_stock_change_query', { shop_no: SHOP, limit: String(limit) }));
      return answer.body.stock_change_list.map((row: Record<string, string>) => ({
        listing: Number(row['rec_id']),
        version: Number(row['stock_change_count']),
        quantity: row['sync_stock'],
      }));
    },
    acknowledgeStock(listings) {
      const list = listings.map(({ listing, version, quantity }) => ({
        rec_id: listing,
        sync_stock: quantity,
        stock_change_count: version,
      }));
      return call('api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(list) });
    },
    async pullShipments(limit) {
      const answer = granted('shipment query', await call('logistics_sync_query', { shop_no: SHOP, limit: String(limit) }));
      return answer.body.trades.map((row: Record<string, string>) => ({ shipment: Number(row['rec_id']), tid: row['tid'] }));
    },
    acknowledgeShipments(shipments) {
      return call('logistics_sync_ack', { logistics_list: JSON.stringify(shipments.map((rec_id) => ({ rec_id, status: 0 }))) });
    },
  };
}
