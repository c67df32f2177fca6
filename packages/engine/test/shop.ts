/** A small seller for tests: two shops, two warehouses, and verbs with the boring parts filled in. */
import { AssertionError } from 'node:assert';
import type { Outcome, StockAcknowledgement } from '@tongbu/model';
import type { Engine } from '../src/engine.ts';
import { EngineError } from '../src/error.ts';
import type { ImportRecord } from '../src/import/import.ts';
import type { JournalEntry } from '../src/journal/journal.ts';
import type { Caller } from '../src/sellers/caller.ts';
import { type Database, statement, type Value } from '../src/store/database.ts';

export const SELLER = 'demo';
/** A Tuesday in November, to the second. */
export const T0 = Date.parse('2026-11-10T10:00:00+08:00');
export const MINUTE = 60_000;

export const caller: Caller = { seller: SELLER, key: null, actor: 'flagship:demo-app' };

/** Imports rows and does all that follows. */
export async function put(engine: Engine, kind: string, records: ImportRecord[], now = T0, seller = SELLER): Promise<number> {
  const { changed } = await engine.importRows({ seller, kind, records, now, partial: false });
  while ((await engine.stepFanOuts({ seller, now })).left > 0);
  return changed;
}

/** A seller with shops S1 and S2 and warehouses W1 and W2. */
export async function seed(engine: Engine, seller = SELLER): Promise<void> {
  await engine.addSeller({ seller, now: T0 });
  await put(
    engine,
    'shops',
    [
      { shop_no: 'S1', shop_name: '一号店' },
      { shop_no: 'S2', shop_name: '二号店' },
    ],
    T0,
    seller,
  );
  await put(engine, 'warehouses', [{ warehouse_no: 'W1' }, { warehouse_no: 'W2' }], T0, seller);
}

/** Items A1…An, each with a listing in S1 numbered alike and 10 pieces in W1: n listings pending at version 2, quantity 10. */
export async function seedListings(engine: Engine, count: number, seller = SELLER): Promise<void> {
  await seed(engine, seller);
  const codes = Array.from({ length: count }, (_, i) => `A${i + 1}`);
  await put(
    engine,
    'items',
    codes.map((spec_no) => ({ spec_no })),
    T0,
    seller,
  );
  await put(
    engine,
    'listings',
    codes.map((spec_no) => ({ shop_no: 'S1', goods_id: `G-${spec_no}`, spec_no })),
    T0,
    seller,
  );
  await put(
    engine,
    'levels',
    codes.map((spec_no) => ({ spec_no, warehouse_no: 'W1', stock_num: '10' })),
    T0,
    seller,
  );
}

/** Sets what lies in a warehouse. */
export const setStock = (engine: Engine, spec_no: string, stock_num: string, now = T0, warehouse_no = 'W1') =>
  put(engine, 'levels', [{ spec_no, warehouse_no, stock_num }], now);

interface Said {
  at?: number;
  signedAt?: number;
  quantity?: string | null;
  as?: Caller;
}

/** Acknowledges one listing; signed when received unless told. */
export async function say(engine: Engine, outcome: 'success' | 'fail', listing: number, version: number | null, said: Said = {}) {
  const { at = T0, signedAt = at, quantity = null, as = caller } = said;
  const item: StockAcknowledgement = { listing, outcome, version, quantity, message: '' };
  const [result] = await engine.acknowledgeStock({ caller: as, items: [item], signedAt, now: at });
  return result?.effect;
}

/** Reports one shipment. */
export async function report(engine: Engine, outcome: Outcome, shipment: number, said: Said = {}) {
  const { at = T0, signedAt = at, as = caller } = said;
  const [effect] = await engine.acknowledgeShipments({ caller: as, items: [{ shipment, outcome, message: '' }], signedAt, now: at });
  return effect;
}

/** Numbers of the listings a pull offers. */
export const waiting = (engine: Engine, now = T0, as: Caller = caller) =>
  engine.waitingListings({ caller: as, after: 0, limit: 5000, now });

/** Version and quantity of a listing as it would be told now. */
export async function show(engine: Engine, listing: number, as: Caller = caller) {
  const [found] = await engine.calculateStock({ caller: as, listings: [listing] });
  return found?.found ? { version: found.change.version, quantity: found.change.quantity } : null;
}

/** Ships an order, or some of its sub-orders. */
export const ship = (engine: Engine, tid: string, oids: string, logistics_no: string, now = T0, shop_no = 'S1', seller = SELLER) =>
  put(engine, 'shipments', [{ shop_no, tid, oids, logistics_no, logistics_code: 'SF' }], now, seller);

/** What a pull of shipments asks for when it asks for everything. */
export const ANY = { shopNo: null, tid: null, trackingNumber: null, part: null };

/** Numbers of the shipments that a pull offers. */
export async function shipmentsWaiting(engine: Engine, now = T0, as: Caller = caller): Promise<number[]> {
  const page = await engine.pageShipments({ caller: as, filter: ANY, offset: 0, limit: 5000, total: true, now });
  return page?.shipments.map(({ shipment }) => shipment) ?? [];
}

/** The whole journal of a seller, oldest row first. */
export async function journalOf(engine: Engine, seller = SELLER): Promise<JournalEntry[]> {
  const rows = await engine.readJournal({ seller, before: null, limit: 1_000_000 });
  return rows.reverse();
}

/** A caller with a key that sees only these shops. */
export async function keyFor(engine: Engine, shops: string[], seller = SELLER): Promise<Caller> {
  const appKey = `key-${shops.join('-')}`;
  const limits = { allow: [], callsPerMinute: null, callsAtOnce: null };
  await engine.addKey({ seller, edition: 'enterprise', appKey, secret: 'secret:salt', shops, ...limits, now: T0 });
  const keys = await engine.listKeys({ seller });
  return { seller, key: keys.find((key) => key.appKey === appKey)?.key as number, actor: `enterprise:${appKey}` };
}

/** Runs one SQL text of the test's own, with `:name` values. */
export async function sql<R extends object>(database: Database, text: string, values: Record<string, Value> = {}): Promise<R[]> {
  return database.write(async (session) => session.query<R>(statement(text), values));
}

/** The code of the EngineError that something ends with; anything else is not expected. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new AssertionError({ message: 'it did not fail' }),
    (error: unknown) => error,
  );
  if (error instanceof EngineError) return error.code;
  throw error;
}
