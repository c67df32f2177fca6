/** A small seller for tests: two shops, two warehouses, and verbs with the boring parts filled in. */
import type { Outcome, StockAcknowledgement } from '@tongbu/model';
import type { Engine } from '../src/engine.ts';
import type { ImportRecord } from '../src/import/import.ts';
import type { Caller } from '../src/sellers/caller.ts';

export const SELLER = 'demo';
/** A Tuesday in November, to the second. */
export const T0 = Date.parse('2026-11-10T10:00:00+08:00');
export const MINUTE = 60_000;

export const caller: Caller = { seller: SELLER, key: null, actor: 'flagship:demo-app' };

/** Imports rows and does all that follows. */
export async function put(engine: Engine, kind: string, records: ImportRecord[], now = T0, seller = SELLER): Promise<number> {
  const { changed } = await engine.importRows({ seller, kind, records, now, partial: false });
  while ((await engine.followImport({ seller, kind, now })) > 0);
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
