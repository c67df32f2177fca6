/** A seller whose data must stay its own, and two who would have it: another seller, and a key that sees another shop. */
import type { Edition, Engine } from '@tongbu/engine';
import { inFolder, KEYS, STRANGER_KEYS, seed, WAREHOUSE } from '../seed.ts';
import type { Holder } from './world.ts';

/** Stands in every value that no answer to a stranger may hold, and in nothing that a stranger says. */
export const CANARY = 'CANARY';

/** Names of the victim that a stranger may have learnt, and says. */
export const KNOWN = {
  shop: 'KNOWN-S1',
  warehouse: 'KNOWN-W1',
  tid: (n: number) => `KNOWN-T${n}`,
  trackingNumber: (n: number) => `KNOWN-L${n}`,
};

/** The stranger has records with the numbers up to here as well; those beyond are the victim's alone. */
export const SHARED = 60;
/** Records of the victim, of either kind; the numbers of its own shop that the restricted key sees come after. */
export const RECORDS = 180;

/** Who tries. */
export type Attacker = 'another seller' | 'a key of another shop';

const OTHER_SHOP = 'S2';
const restricted = (edition: Edition): Holder => ({ sid: KEYS.flagship.sid, key: `shop-${edition}`, secret: `sh0p-${edition}:pepper` });

/** Their keys. */
export const ATTACKERS: Record<Attacker, Record<Edition, Holder>> = {
  'another seller': STRANGER_KEYS,
  'a key of another shop': { flagship: restricted('flagship'), enterprise: restricted('enterprise') },
};

/** Fills a folder with the victim, and with strangers who have something of their own. */
export async function seedVictim(folder: string): Promise<void> {
  await inFolder(folder, async (engine) => {
    await seed(engine, { keys: STRANGER_KEYS, listings: SHARED, shipments: SHARED });
    await seed(engine, {});
    await fill(engine, KNOWN.shop, RECORDS);
    await fill(engine, OTHER_SHOP, 10, 'own-');
    const free = {
      seller: KEYS.flagship.sid,
      shops: [OTHER_SHOP],
      warehouses: [WAREHOUSE],
      allow: [],
      callsPerMinute: 100_000_000,
      callsAtOnce: 100_000,
    };
    for (const edition of ['flagship', 'enterprise'] as const) {
      const { key, secret } = restricted(edition);
      await engine.addKey({ ...free, edition, appKey: key, secret, now: Date.now() });
    }
  });
}

async function fill(engine: Engine, shop_no: string, count: number, mark = CANARY): Promise<void> {
  const seller = KEYS.flagship.sid;
  const put = (kind: string, records: Record<string, string>[]) =>
    engine.importRows({ seller, kind, records, now: Date.now(), partial: false });
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const warehouse_no = mark === CANARY ? KNOWN.warehouse : WAREHOUSE;
  await put('shops', [{ shop_no, shop_name: `${mark}商城` }]);
  if (mark === CANARY) await put('warehouses', [{ warehouse_no, warehouse_name: `${mark}仓` }]);
  await put(
    'items',
    numbers.map((n) => ({ spec_no: `${mark}A${n}`, goods_name: `${mark}货品` })),
  );
  await put(
    'levels',
    numbers.map((n) => ({ spec_no: `${mark}A${n}`, warehouse_no, stock_num: String(n) })),
  );
  await put(
    'listings',
    numbers.map((n) => ({ shop_no, goods_id: `${mark}G${n}`, spec_no: `${mark}A${n}` })),
  );
  const names = mark === CANARY ? KNOWN : { tid: (n: number) => `${mark}T${n}`, trackingNumber: (n: number) => `${mark}L${n}` };
  // Half of the orders travel in several parcels, some with more sub-orders than their column holds.
  const oids = (n: number) => Array.from({ length: n % 4 === 1 ? 2 : 24 }, (_, i) => `${mark}-O${n}-${i}`).join(',');
  const parcel = (n: number) => ({ shop_no, tid: names.tid(n), logistics_no: names.trackingNumber(n), logistics_code: `${mark}快` });
  await put(
    'shipments',
    numbers.map((n) => ({ ...parcel(n), ...(n % 2 === 1 && { oids: oids(n) }) })),
  );
}
