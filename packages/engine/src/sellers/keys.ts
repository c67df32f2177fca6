import { isIP } from 'node:net';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { type Session, statement } from '../store/database.ts';
import { issue } from './counter.ts';
import { NAME, NAME_RULE, requireSeller } from './sellers.ts';

/** The editions a key may sign for. */
export type Edition = 'flagship' | 'enterprise';

/** What a key may do, without its secret. */
export interface AppKey {
  seller: string;
  key: number;
  edition: Edition;
  appKey: string;
  /** Numbers of the shops it sees; null for all of the seller's, later ones included. */
  shops: string[] | null;
  /** Numbers of the warehouses it sees; null for all of the seller's, later ones included. */
  warehouses: string[] | null;
  /** Addresses and networks (CIDR) it may call from; empty for anywhere. */
  allow: string[];
  /** Calls a minute, and at once; null for the server's own limit. */
  callsPerMinute: number | null;
  callsAtOnce: number | null;
  createdAt: number;
  /** When it was disabled; null while it works. */
  disabledAt: number | null;
}

/** A key with its secret, for verifying signatures. */
export interface Credential extends AppKey {
  /** The whole appsecret; on the flagship edition `secret:salt`. */
  secret: string;
}

/** What a new key is to be. */
export type NewKey = Pick<AppKey, 'seller' | 'edition' | 'appKey' | 'shops' | 'allow' | 'callsPerMinute' | 'callsAtOnce'> & {
  /** Null, the default, for all. */
  warehouses?: string[] | null;
  secret: string;
  now: number;
};

/**
 * Adds a key, or gives a disabled one of that name a new secret and new rights. Its secret is stored sealed.
 *
 * @throws EngineError `unknown` for a seller, shop or warehouse that does not exist, `exists` when the edition has a key of that name,
 * `input` for a name, secret or address that cannot be used
 */
export async function addKey({ database, vault }: Context, input: NewKey): Promise<void> {
  const { seller, edition, appKey, secret, shops, warehouses = null, allow, callsPerMinute, callsAtOnce, now } = input;
  checkKey(input);
  await database.write(async (session) => {
    await requireSeller(session, seller);
    const key = await issue(session, seller, 'key');
    const sealed = vault.seal(secret);
    const values = {
      seller,
      key,
      edition,
      appKey,
      sealed,
      allShops: shops ? 0 : 1,
      allWarehouses: warehouses ? 0 : 1,
      allow: allow.join(','),
      callsPerMinute,
      callsAtOnce,
      now,
    };
    const added = await session.query(insert, values);
    if (added.length === 0)
      throw new EngineError(
        'exists',
        `seller "${seller}" has a ${edition} key "${appKey}" already; disable it first to give it another secret`,
      );
    for (const shopNo of new Set(shops ?? [])) await grantShop(session, seller, key, shopNo);
    for (const warehouseNo of new Set(warehouses ?? [])) await grantWarehouse(session, seller, key, warehouseNo);
  });
}

function checkKey({ edition, appKey, secret, allow }: NewKey): void {
  if (!NAME.test(appKey)) throw new EngineError('input', `key "${appKey}": ${NAME_RULE}`);
  if (secret.length < 6) throw new EngineError('input', `key "${appKey}": the secret has fewer than 6 characters`);
  if (edition === 'flagship' && !/^[^:]+:.+$/s.test(secret)) {
    throw new EngineError('input', `key "${appKey}": a flagship secret is written secret:salt, with a colon between`);
  }
  for (const network of allow) {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    if (family === 0 || !fits || rest.length > 0) {
      throw new EngineError('input', `key "${appKey}": "${network}" is no address and no network such as 10.0.0.0/8`);
    }
  }
}

const insert = statement(`
  insert into app_keys (seller, key_id, edition, app_key, secret, all_shops, all_warehouses, allow, calls_per_minute, calls_at_once, created_at)
  values (:seller, :key, :edition, :appKey, :sealed, :allShops, :allWarehouses, :allow, :callsPerMinute, :callsAtOnce, :now)
  on conflict (seller, edition, app_key) do update set
    key_id = excluded.key_id, secret = excluded.secret, all_shops = excluded.all_shops,
    all_warehouses = excluded.all_warehouses, allow = excluded.allow,
    calls_per_minute = excluded.calls_per_minute, calls_at_once = excluded.calls_at_once,
    created_at = excluded.created_at, disabled_at = null
  where app_keys.disabled_at is not null returning key_id`);

async function grantShop(session: Session, seller: string, key: number, shopNo: string): Promise<void> {
  const granted = await session.query(grant, { seller, key, shopNo });
  if (granted.length === 0) throw new EngineError('unknown', `seller "${seller}" has no shop "${shopNo}"; import shops first`);
}

const grant = statement(`
  insert into key_shops (seller, key_id, shop_id)
  select seller, cast(:key as bigint), shop_id from shops where seller = :seller and shop_no = :shopNo returning shop_id`);

async function grantWarehouse(session: Session, seller: string, key: number, warehouseNo: string): Promise<void> {
  const granted = await session.query(grantOne, { seller, key, warehouseNo });
  if (granted.length === 0)
    throw new EngineError('unknown', `seller "${seller}" has no warehouse "${warehouseNo}"; import warehouses first`);
}

const grantOne = statement(`
  insert into key_warehouses (seller, key_id, warehouse_id)
  select seller, cast(:key as bigint), warehouse_id from warehouses
  where seller = :seller and warehouse_no = :warehouseNo returning warehouse_id`);

interface KeyRow {
  seller: string;
  key_id: number;
  edition: Edition;
  app_key: string;
  secret: string;
  all_shops: number;
  all_warehouses: number;
  allow: string;
  calls_per_minute: number | null;
  calls_at_once: number | null;
  created_at: number;
  disabled_at: number | null;
}

const COLUMNS =
  'seller, key_id, edition, app_key, secret, all_shops, all_warehouses, allow, calls_per_minute, calls_at_once, created_at, disabled_at';

async function appKeyOf(session: Session, row: KeyRow): Promise<AppKey> {
  const whose = { seller: row.seller, key: row.key_id };
  const shops = row.all_shops ? null : await session.query<{ shop_no: string }>(shopsOf, whose);
  const warehouses = row.all_warehouses ? null : await session.query<{ warehouse_no: string }>(warehousesOf, whose);
  return {
    seller: row.seller,
    key: row.key_id,
    edition: row.edition,
    appKey: row.app_key,
    shops: shops?.map(({ shop_no }) => shop_no) ?? null,
    warehouses: warehouses?.map(({ warehouse_no }) => warehouse_no) ?? null,
    allow: row.allow === '' ? [] : row.allow.split(','),
    callsPerMinute: row.calls_per_minute,
    callsAtOnce: row.calls_at_once,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

const shopsOf = statement(`
  select s.shop_no from key_shops k join shops s on s.seller = k.seller and s.shop_id = k.shop_id
  where k.seller = :seller and k.key_id = :key order by s.shop_no`);

const warehousesOf = statement(`
  select w.warehouse_no from key_warehouses k join warehouses w on w.seller = k.seller and w.warehouse_id = k.warehouse_id
  where k.seller = :seller and k.key_id = :key order by w.warehouse_no`);

/** A seller's keys, by edition and name; never their secrets. */
export async function listKeys({ database }: Context, { seller }: { seller: string }): Promise<AppKey[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const keys: AppKey[] = [];
    for (const row of await session.query<KeyRow>(all, { seller })) keys.push(await appKeyOf(session, row));
    return keys;
  });
}

const all = statement(`select ${COLUMNS} from app_keys where seller = :seller order by edition, app_key`);

/**
 * Disables a key: requests it signs are refused from now on.
 *
 * @throws EngineError `unknown` when there is no such key
 */
export async function disableKey(
  { database }: Context,
  { seller, edition, appKey, now }: { seller: string; edition: Edition | null; appKey: string; now: number },
): Promise<void> {
  const changed = await database.write(async (session) => session.query(disable, { seller, edition, appKey, now }));
  if (changed.length === 0)
    throw new EngineError('unknown', `seller "${seller}" has no ${edition ?? ''} key "${appKey}"`.replace('  ', ' '));
}

const disable = statement(`
  update app_keys set disabled_at = coalesce(disabled_at, :now)
  where seller = :seller and app_key = :appKey and (cast(:edition as text) is null or edition = cast(:edition as text))
  returning key_id`);

/**
 * Says anew which shops a key sees.
 *
 * @param input.shops their numbers (`shop_no`); null for all of the seller's, later ones included
 * @throws EngineError `unknown` when there is no such key or shop
 */
export async function setKeyShops(
  { database }: Context,
  { seller, edition, appKey, shops }: Pick<AppKey, 'seller' | 'edition' | 'appKey' | 'shops'>,
): Promise<void> {
  await database.write(async (session) => {
    const [row] = await session.query<{ key_id: number }>(setAll, { seller, edition, appKey, allShops: shops ? 0 : 1 });
    if (!row) throw new EngineError('unknown', `seller "${seller}" has no ${edition} key "${appKey}"`);
    await session.run(ungrant, { seller, key: row.key_id });
    for (const shopNo of new Set(shops ?? [])) await grantShop(session, seller, row.key_id, shopNo);
  });
}

const setAll = statement(`
  update app_keys set all_shops = :allShops where seller = :seller and edition = :edition and app_key = :appKey returning key_id`);
const ungrant = statement('delete from key_shops where seller = :seller and key_id = :key');

/** What is known of a credential that a request names. */
export type FoundCredential = { found: 'key'; credential: Credential } | { found: 'seller' } | { found: 'nothing' };

/** Looks a credential up by what a request names; opens its secret. */
export async function findCredential(
  { database, vault }: Context,
  { seller, edition, appKey }: { seller: string; edition: Edition; appKey: string },
): Promise<FoundCredential> {
  return database.read(async (session) => {
    const [row] = await session.query<KeyRow>(byName, { seller, edition, appKey });
    if (row) return { found: 'key', credential: { ...(await appKeyOf(session, row)), secret: vault.open(row.secret) } };
    const sellers = await session.query(sellerByName, { seller });
    return { found: sellers.length > 0 ? 'seller' : 'nothing' };
  });
}

const byName = statement(`select ${COLUMNS} from app_keys where seller = :seller and edition = :edition and app_key = :appKey`);
const sellerByName = statement('select seller from sellers where seller = :seller');
