/** Requests to the management API of a test server, and a seller for them to work on. */
import type { Role } from '@tongbu/engine';
import type { PushedOrder } from '@tongbu/model';
import type { ServerOptions } from '../../src/index.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { put, seedListings, startTestServer, type TestServer, type TestSetup } from '../harness.ts';

export const ROLES = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[];

/** One request. */
export interface Asked {
  method?: string;
  path: string;
  body?: unknown;
  /** Sent as it is, as `type`. */
  text?: string | Uint8Array;
  type?: string;
  token?: string | null;
  /** Of a person who signed in: their cookie and CSRF token are sent, and no token. */
  as?: SignedIn;
  headers?: Record<string, string>;
}

/** What came back; `json` is null where it was no JSON. */
export interface Got {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  json: any;
}

export interface Manager extends TestServer {
  /** Tokens of each role, of the seller `demo` and of `other`. */
  tokens: Record<'demo' | 'other', Record<Role, string>>;
  /** Asks as the admin of `demo`, unless told otherwise. */
  ask(asked: Asked | string): Promise<Got>;
}

/** What the browser of a person who signed in brings. */
export interface SignedIn {
  cookie: string;
  /** Sent with what is no GET; null for a page that does not know it. */
  csrf: string | null;
}

/** Good for anybody in these tests. */
export const PASSWORD = 'three green lanterns';

/** Adds a person of a role, who chooses {@link PASSWORD}, and signs them in. */
export async function signInAs(server: TestServer, name: string, role: Role, seller = 'demo'): Promise<SignedIn> {
  const now = server.clock.now;
  const { token: link } = await server.engine.invitePerson({ seller, name, role, now });
  const set = await ask(server, '', { method: 'POST', path: '/api/setup', body: { link, password: PASSWORD }, token: null });
  return signedInBy(set);
}

/** The session that an answer gives. */
export function signedInBy({ headers, json }: Got): SignedIn {
  const [cookie = ''] = headers.getSetCookie()[0]?.split(';') ?? [];
  return { cookie, csrf: json.csrf };
}

/** A server with listings 1 to 5 of `demo`, each waiting at version 1, and the same of `other`. */
export async function startManager({ options = {}, ...setup }: TestSetup & { options?: Partial<ServerOptions> } = {}): Promise<Manager> {
  const server = await startTestServer({ sandbox: createSandbox(), ...options }, setup);
  await server.engine.addSeller({ seller: 'other', now: server.clock.now });
  const tokens = { demo: {}, other: {} } as Manager['tokens'];
  for (const seller of ['demo', 'other'] as const) {
    await seedListings(server, 5, seller);
    for (const role of ROLES) tokens[seller][role] = await addToken(server, role, role, seller);
  }
  const plenty = ['O1', 'O2'].map((spec_no) => ({ spec_no, warehouse_no: 'W1', stock_num: '100000' }));
  await put(server, 'items', [{ spec_no: 'O1' }, { spec_no: 'O2' }]);
  await put(server, 'levels', plenty);
  await put(server, 'carriers', [{ logistics_no: 'SF', logistics_name: '顺丰速运', logistics_type: '8' }]);
  return { ...server, tokens, ask: (asked) => ask(server, tokens.demo.admin, typeof asked === 'string' ? { path: asked } : asked) };
}

export function addToken(server: TestServer, name: string, role: Role, seller = 'demo', expiresAt: number | null = null): Promise<string> {
  return server.engine.addToken({ seller, name, role, expiresAt, now: server.clock.now });
}

async function ask(
  server: TestServer,
  admin: string,
  { method = 'GET', path, body, text, type, as, token = as ? null : admin, headers = {} }: Asked,
): Promise<Got> {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(server.manageUrl + path, {
    method,
    headers: {
      ...(as && { cookie: as.cookie }),
      ...(as?.csrf && method !== 'GET' && { 'x-tongbu-csrf': as.csrf }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(sent !== undefined && { 'content-type': type ?? 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent as string }),
  });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    return { status: answer.status, headers: answer.headers, text: '', json: null };
  }
  const got = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, text: got, json: isJson ? JSON.parse(got) : null };
}

let made = 0;

/** A listing of `demo` that waits at version 1. @returns its number */
export async function newListing(server: TestServer): Promise<number> {
  const goods_id = `new-${++made}`;
  await put(server, 'listings', [{ shop_no: 'S1', goods_id, spec_no: 'A1' }]);
  const { rows } = await server.engine.listListings({
    ...{ seller: 'demo', state: 'all', shopNo: 'S1', search: goods_id, cursor: null, limit: 1, now: server.clock.now },
  });
  return rows[0]?.listing as number;
}

/** A shipment of `demo`, waiting or failed. @returns its number */
export async function newShipment(server: TestServer, state: 'pending' | 'failed' = 'pending'): Promise<number> {
  const tid = `T-${++made}`;
  await put(server, 'shipments', [{ shop_no: 'S1', tid, logistics_no: `Z-${made}` }]);
  const now = server.clock.now;
  const asked = { state: 'all', shopNo: null, tid, trackingNumber: null, cursor: null, limit: 1 } as const;
  const shipment = (await server.engine.listShipments({ seller: 'demo', ...asked, now })).rows[0]?.shipment as number;
  const caller = { seller: 'demo', key: null, actor: 'flagship:demo-app' };
  if (state === 'failed') {
    await server.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome: 'fail', message: '' }], signedAt: now, now });
  }
  return shipment;
}

/** An order of two lines, as it is sent: two pieces of `O1`, one of `O2`. */
export function orderToPush(tid: string) {
  return {
    tid,
    receivable: '30',
    subOrders: [
      { oid: `${tid}-a`, goodsId: 'OG1', specNo: 'O1', count: 2, price: '10' },
      { oid: `${tid}-b`, goodsId: 'OG2', specNo: 'O2', count: 1, price: '10' },
    ],
  };
}

/** An order of `demo`, paid unless told otherwise. @returns its number */
export async function newOrder(server: TestServer, rest: Partial<PushedOrder> = {}): Promise<string> {
  const tid = `O-${++made}`;
  const texts = { specId: '', goodsNo: '', goodsName: '', specName: '', remark: '' };
  const none = { adjustAmount: '0', discount: '0', shareDiscount: '0' };
  const { subOrders, receivable } = orderToPush(tid);
  const order: PushedOrder = {
    ...{ tid, receivable, state: 'toShip', payment: 'paid', deliveryTerm: 1, tradeAt: null, paidAt: null, endedAt: null, buyerNick: 'B' },
    ...{ postage: '0', codAmount: '0', warehouseNo: '', carrierType: -1, buyerMessage: '', remark: '', sealed: false },
    receiver: { name: 'R', mobile: '', telno: '', area: '', address: 'here', zip: '' },
    ...rest,
    subOrders: subOrders.map(({ count, ...line }) => ({
      ...{ ...line, ...texts, ...none, count: String(count), kind: 0, refund: 'none' as const, state: rest.state ?? 'toShip' },
    })),
  };
  const push = { shopNo: 'S1', orders: [order], whole: false, checkAmounts: true, request: null, signedAt: null, now: server.clock.now };
  const results = await server.engine.pushOrders({ caller: { seller: 'demo', key: null, actor: 'flagship:demo-app' }, ...push });
  if (results?.[0]?.effect !== 'created') throw new Error(JSON.stringify(results));
  return tid;
}

/** The trade of an order. */
export async function tradeOf(server: TestServer, tid: string): Promise<number> {
  return (await server.engine.showOrder({ seller: 'demo', tid })).trades[0]?.trade as number;
}
