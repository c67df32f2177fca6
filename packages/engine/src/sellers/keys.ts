import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { statement } from '../store/database.ts';
import { checkRights, checkSecret } from './check-key.ts';
import { issue } from './counter.ts';
import { grantShop, grantWarehouse } from './key-rights.ts';
import { appKeyOf, COLUMNS, type KeyRow } from './key-row.ts';
import { NAME, NAME_RULE } from './name.ts';
import { requireSeller } from './sellers.ts';

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
  /** Interfaces it may call, by the vendor's names; null for all, later ones included. */
  interfaces: string[] | null;
  /** Addresses and networks (CIDR) it may call from; empty for anywhere. */
  allow: string[];
  /** Calls a minute, and at once; null for the server's own limit. */
  callsPerMinute: number | null;
  callsAtOnce: number | null;
  createdAt: number;
  /** When it was disabled; null while it works. */
  disabledAt: number | null;
  /** When it was given the secret it has. */
  rotatedAt: number;
  /** When a request was last verified with that secret, to a minute or so; null for never. */
  usedAt: number | null;
  /** The secret before it, while it was not ended; null where there is none. */
  previous: PreviousSecret | null;
}

/** A secret that is being replaced, without the secret itself. */
export interface PreviousSecret {
  since: number;
  /** Valid before this moment, epoch milliseconds; null until it is ended. */
  until: number | null;
  /** When a request was last verified with it, to a minute or so; null for never. */
  usedAt: number | null;
}

/** A key with its secret, for verifying signatures. */
export interface Credential extends AppKey {
  /** The whole appsecret; on the flagship edition `secret:salt`. */
  secret: string;
  /** The one before it; null where there is none. Whether it is still valid, `previous.until` says. */
  previousSecret: string | null;
}

/** What a new key is to be. */
export type NewKey = Pick<AppKey, 'seller' | 'edition' | 'appKey' | 'shops' | 'allow' | 'callsPerMinute' | 'callsAtOnce'> & {
  /** Null, the default, for all. */
  warehouses?: string[] | null;
  /** Null, the default, for all. */
  interfaces?: string[] | null;
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
  const { seller, edition, appKey, secret, shops, warehouses = null, interfaces = null, allow, callsPerMinute, callsAtOnce, now } = input;
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
      interfaces: interfaces?.join(',') ?? null,
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

function checkKey({ edition, appKey, secret, allow, interfaces = null }: NewKey): void {
  if (!NAME.test(appKey)) throw new EngineError('input', `key "${appKey}": ${NAME_RULE}`);
  checkSecret(edition, appKey, secret);
  checkRights(appKey, { allow, interfaces });
}

const insert = statement(`
  insert into app_keys (seller, key_id, edition, app_key, secret, all_shops, all_warehouses, interfaces, allow,
    calls_per_minute, calls_at_once, created_at, secret_since)
  values (:seller, :key, :edition, :appKey, :sealed, :allShops, :allWarehouses, :interfaces, :allow,
    :callsPerMinute, :callsAtOnce, :now, :now)
  on conflict (seller, edition, app_key) do update set
    key_id = excluded.key_id, secret = excluded.secret, all_shops = excluded.all_shops,
    all_warehouses = excluded.all_warehouses, interfaces = excluded.interfaces, allow = excluded.allow,
    secret_since = excluded.secret_since, used_at = null, old_secret = null, old_since = null, old_until = null, old_used_at = null,
    calls_per_minute = excluded.calls_per_minute, calls_at_once = excluded.calls_at_once,
    created_at = excluded.created_at, disabled_at = null
  where app_keys.disabled_at is not null returning key_id`);

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
  if (changed.length > 0) return;
  const none = edition === null ? `seller "${seller}" has no key "${appKey}"` : `seller "${seller}" has no ${edition} key "${appKey}"`;
  throw new EngineError('unknown', none);
}

const disable = statement(`
  update app_keys set disabled_at = coalesce(disabled_at, :now)
  where seller = :seller and app_key = :appKey and (cast(:edition as text) is null or edition = cast(:edition as text))
  returning key_id`);

/** What is known of a credential that a request names. */
export type FoundCredential = { found: 'key'; credential: Credential } | { found: 'seller' } | { found: 'nothing' };

/** Looks a credential up by what a request names; opens its secret. */
export async function findCredential(
  { database, vault }: Context,
  { seller, edition, appKey }: { seller: string; edition: Edition; appKey: string },
): Promise<FoundCredential> {
  return database.read(async (session) => {
    const [row] = await session.query<KeyRow>(byName, { seller, edition, appKey });
    if (row) return { found: 'key', credential: { ...(await appKeyOf(session, row)), ...secretsOf(vault, row) } };
    const sellers = await session.query(sellerByName, { seller });
    return { found: sellers.length > 0 ? 'seller' : 'nothing' };
  });
}

function secretsOf(vault: Context['vault'], { secret, old_secret }: KeyRow): Pick<Credential, 'secret' | 'previousSecret'> {
  return { secret: vault.open(secret), previousSecret: old_secret === null ? null : vault.open(old_secret) };
}

const byName = statement(`select ${COLUMNS} from app_keys where seller = :seller and edition = :edition and app_key = :appKey`);
const sellerByName = statement('select seller from sellers where seller = :seller');
