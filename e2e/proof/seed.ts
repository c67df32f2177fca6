/** A seller with a full pool, made through the engine in this process before a rig starts its server. */
import { type Engine, openFolder } from '@tongbu/engine';

/** Whom the rigs call as: one key of each edition, seeing every shop, with limits that no rig meets. */
export const KEYS = {
  flagship: { sid: 'demo', key: 'demo-app', secret: 's3cr3t:5alt' },
  enterprise: { sid: 'demo', key: 'demo-app2', secret: 'e5ecret' },
} as const;

/** Another seller, for attempts across the border; its records have the same numbers. */
export const STRANGER_KEYS = {
  flagship: { sid: 'stranger', key: 'strange-app', secret: 'an0ther:5alt' },
  enterprise: { sid: 'stranger', key: 'strange-app2', secret: 'an0ther5ecret' },
} as const;

/** The shop and the warehouse that {@link seed} makes. */
export const SHOP = 'S1';
export const WAREHOUSE = 'W1';

/** What a folder is filled with. */
export interface Pool {
  /** Pending listings, numbered from 1, version 1: listing n shows item `A<n>`, of which n lie in the warehouse. */
  listings?: number;
  /** Pending shipments, numbered from 1: shipment n is the whole order `T<n>`. */
  shipments?: number;
  /** Whose; those of {@link KEYS} by default. */
  keys?: typeof KEYS | typeof STRANGER_KEYS;
}

/** More rows than this in one transaction would keep everybody else waiting. */
const CHUNK = 1000;

/** Opens a folder, does something with its engine, and closes it. No server may run on it meanwhile. */
export async function inFolder<T>(folder: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { engine, close } = await openFolder(folder);
  try {
    return await work(engine);
  } finally {
    await close();
  }
}

/** Fills a folder, made if it is missing: about 5,000 listings or 10,000 shipments a second. */
export async function seedFolder(folder: string, pool: Pool): Promise<void> {
  await inFolder(folder, (engine) => seed(engine, pool));
}

/** Adds a seller with its keys, shop, warehouse, listings and shipments. */
export async function seed(engine: Engine, { listings = 0, shipments = 0, keys = KEYS }: Pool): Promise<void> {
  const seller = keys.flagship.sid;
  const now = Date.now();
  await engine.addSeller({ seller, now });
  const free = { seller, shops: null, allow: [], callsPerMinute: 100_000_000, callsAtOnce: 100_000, now };
  for (const edition of ['flagship', 'enterprise'] as const) {
    await engine.addKey({ ...free, edition, appKey: keys[edition].key, secret: keys[edition].secret });
  }
  await put(engine, seller, 'shops', [{ shop_no: SHOP }]);
  await put(engine, seller, 'warehouses', [{ warehouse_no: WAREHOUSE }]);
  const numbers = Array.from({ length: listings }, (_, i) => i + 1);
  const rows = (row: (n: number) => Record<string, string>) => numbers.map(row);
  const itemRows = rows((n) => ({ spec_no: `A${n}` }));
  const levelRows = rows((n) => level(n, n));
  const listingRows = rows((n) => ({ shop_no: SHOP, goods_id: `G${n}`, spec_no: `A${n}` }));
  await put(engine, seller, 'items', itemRows);
  await put(engine, seller, 'levels', levelRows);
  await put(engine, seller, 'listings', listingRows);
  await addShipments(engine, 1, shipments, seller);
}

/**
 * Gives listings a new version, and so makes them pending again: sets how many lie in the warehouse of each one's item.
 * A listing whose item has that many already keeps its version (promise S3).
 */
export async function raiseListings(
  engine: Engine,
  listings: Iterable<number>,
  stock: (listing: number) => number,
  seller: string = KEYS.flagship.sid,
): Promise<void> {
  const rows = Array.from(listings, (listing) => level(listing, stock(listing)));
  await put(engine, seller, 'levels', rows);
}

/** Adds pending shipments: the orders `T<first>` and on. Their numbers are the next free ones. */
export async function addShipments(engine: Engine, first: number, count: number, seller: string = KEYS.flagship.sid): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => ({
    shop_no: SHOP,
    tid: `T${first + i}`,
    logistics_no: `SF${first + i}`,
    logistics_code: 'SF',
    logistics_name: '顺丰速运',
  }));
  await put(engine, seller, 'shipments', rows);
}

function level(listing: number, stock: number): Record<string, string> {
  return { spec_no: `A${listing}`, warehouse_no: WAREHOUSE, stock_num: String(stock) };
}

/** Imports rows of a kind, of `tongbu import`'s; any number of them. */
export async function put(engine: Engine, seller: string, kind: string, records: Record<string, string>[]): Promise<void> {
  for (let at = 0; at < records.length; at += CHUNK) {
    await engine.importRows({ seller, kind, records: records.slice(at, at + CHUNK), now: Date.now(), partial: false });
  }
}
