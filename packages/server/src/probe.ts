import { randomBytes } from 'node:crypto';
import type { Engine } from '@tongbu/engine';
import { flagship } from '@tongbu/protocol';
import type { Listen } from './options.ts';

/** The steps of a probe, in order: a change is made, offered, told, acknowledged, and then gone everywhere. */
export const PROBE_STEPS = ['change', 'offer', 'tell', 'acknowledge', 'clear', 'journal'] as const;

/** How a probe went. */
export interface Probe {
  /** Whether the change went all the way round. */
  ok: boolean;
  /** The step at which it did not, and what was found there; null where it did. */
  failed: { step: (typeof PROBE_STEPS)[number]; found: string } | null;
  /** How long the whole way took, in milliseconds. */
  tookMs: number;
}

const APP_KEY = 'probe';
const TIMEOUT_MS = 10_000;

/** What a probe works with. */
interface ProbeDeps {
  engine: Engine;
  /** Where the signed API listens. */
  api: Listen;
  now: () => number;
  /** Called when keys have changed. */
  forget: () => void;
}

/**
 * Lets one change go round the whole loop, as a shop would: stock moves, the signed API offers it over its real socket, tells the
 * quantity, takes the acknowledgement, and offers it no more. All in a seller of the server's own, with a key that works while the probe
 * does, so that no shop of anybody sees anything of it.
 */
export async function probe({ engine, api, now, forget }: ProbeDeps): Promise<Probe> {
  const began = performance.now();
  const seller = await engine.prepareProbe({ now: now() });
  const secret = { secret: random(), salt: random() };
  const key = { seller, edition: 'flagship' as const, appKey: APP_KEY };
  await engine.disableKey({ ...key, now: now() }).catch(() => {}); // one that a killed probe left
  await engine.addKey({
    ...{ ...key, secret: `${secret.secret}:${secret.salt}`, shops: null, allow: ['127.0.0.0/8', '::1'] },
    ...{ callsPerMinute: null, callsAtOnce: null, now: now() },
  });
  forget();
  let step: (typeof PROBE_STEPS)[number] = 'change';
  const done = (failed: Probe['failed']): Probe => ({ ok: failed === null, failed, tookMs: performance.now() - began });
  const call = (method: string, args: unknown) => callOwn(api, { sid: seller, key: APP_KEY, ...secret, now: now() }, method, args);
  try {
    const stock = await change(engine, seller, now());
    step = 'offer';
    const { id_list: offered = [] } = await call('sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0]);
    const [listing] = offered as number[];
    if (listing === undefined) return done({ step, found: 'nothing was offered' });
    step = 'tell';
    const told = await call('sales.StockSync.calcStock', [listing, false]);
    if (Number(told['syn_stock']) !== stock) return done({ step, found: `${told['syn_stock']} pieces, not ${stock}` });
    step = 'acknowledge';
    await call('sales.StockSync.syncSuccess', [listing, { stock_change_count: told['stock_change_count'], syn_stock: stock }]);
    step = 'clear';
    const again = await call('sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0]);
    const pending = (await engine.pendingByShop({ seller, now: now() })).reduce((sum, shop) => sum + shop.listings, 0);
    if ((again['id_list'] as number[]).length > 0 || pending !== 0) return done({ step, found: `${pending} still wait` });
    step = 'journal';
    const [row] = await engine.readJournal({ seller, before: null, limit: 1 });
    if (row?.effect !== 'cleared' || row.subject !== listing)
      return done({ step, found: `the newest row says ${row?.effect ?? 'nothing'}` });
    return done(null);
  } catch (error) {
    return done({ step, found: (error as Error).message });
  } finally {
    await engine.disableKey({ ...key, now: now() }).catch(() => {});
    forget();
  }
}

const random = () => randomBytes(24).toString('hex');

const SHOP = { shop_no: 'probe', shop_name: 'probe' };

/** Sets as many pieces as nobody had before. @returns how many a listing must show */
async function change(engine: Engine, seller: string, now: number): Promise<number> {
  const put = (kind: string, record: Record<string, string>) => engine.importRows({ seller, kind, records: [record], now, partial: false });
  await put('shops', SHOP);
  await put('warehouses', { warehouse_no: 'probe' });
  await put('items', { spec_no: 'probe' });
  const { columns, rows } = await engine.exportRows({ seller, kind: 'levels', after: null, limit: 1 });
  const before = Number(rows[0]?.[columns.indexOf('stock_num')] ?? 0);
  const stock = (before % 1000) + 1;
  await put('levels', { spec_no: 'probe', warehouse_no: 'probe', stock_num: String(stock) });
  await put('listings', { shop_no: SHOP.shop_no, goods_id: 'probe', spec_no: 'probe' });
  return stock;
}

interface Own {
  sid: string;
  key: string;
  secret: string;
  salt: string;
  now: number;
}

/** A signed call to the server's own listener. @throws Error with what was answered, where that is no success */
async function callOwn(api: Listen, { sid, key, secret, salt, now }: Own, method: string, args: unknown): Promise<Record<string, unknown>> {
  const body = JSON.stringify(args);
  const parameters = { sid, key, salt, method, v: '1.0', timestamp: String(flagship.toTimestamp(now)) };
  const query = flagship.writeParameters({ ...parameters, sign: flagship.sign(parameters, body, secret) });
  const answer = await fetch(`http://${hostOf(api)}:${api.port}/openapi?${query}`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { status, message, data } = (await answer.json()) as { status: number; message?: string; data?: Record<string, unknown> };
  if (status !== 0) throw new Error(`${method} was answered ${status} ${message ?? ''}`.trim());
  return data ?? {};
}

/** An address that can be called, where all are listened on. */
function hostOf({ host }: Listen): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** The verb by which a command has a probe made; one at a time, for all move the same stock. */
export function probeVerb(deps: Omit<ProbeDeps, 'api'>, listening: () => { api: Listen } | null): { probe: () => Promise<Probe | null> } {
  let last: Promise<unknown> = Promise.resolve();
  return {
    probe() {
      const at = listening();
      const next = last.then(() => at && probe({ ...deps, api: at.api }));
      last = next.catch(() => {});
      return next;
    },
  };
}
