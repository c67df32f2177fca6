import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { journal } from '../journal/journal.ts';
import { type Session, statement } from '../store/database.ts';
import { checkRights } from './check-key.ts';
import { appKeyOf, COLUMNS, type KeyRow } from './key-row.ts';
import type { AppKey, Edition } from './keys.ts';

/** Lets a key see a shop. @throws EngineError `unknown` */
export async function grantShop(session: Session, seller: string, key: number, shopNo: string): Promise<void> {
  const granted = await session.query(grant, { seller, key, shopNo });
  if (granted.length === 0) throw new EngineError('unknown', `seller "${seller}" has no shop "${shopNo}"; import shops first`);
}

const grant = statement(`
  insert into key_shops (seller, key_id, shop_id)
  select seller, cast(:key as bigint), shop_id from shops where seller = :seller and shop_no = :shopNo returning shop_id`);

/** Lets a key see a warehouse. @throws EngineError `unknown` */
export async function grantWarehouse(session: Session, seller: string, key: number, warehouseNo: string): Promise<void> {
  const granted = await session.query(grantOne, { seller, key, warehouseNo });
  if (granted.length === 0)
    throw new EngineError('unknown', `seller "${seller}" has no warehouse "${warehouseNo}"; import warehouses first`);
}

const grantOne = statement(`
  insert into key_warehouses (seller, key_id, warehouse_id)
  select seller, cast(:key as bigint), warehouse_id from warehouses
  where seller = :seller and warehouse_no = :warehouseNo returning warehouse_id`);

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
    await grantShops(session, seller, row.key_id, shops);
  });
}

const setAll = statement(`
  update app_keys set all_shops = :allShops where seller = :seller and edition = :edition and app_key = :appKey returning key_id`);
const ungrant = statement('delete from key_shops where seller = :seller and key_id = :key');

async function grantShops(session: Session, seller: string, key: number, shops: string[] | null): Promise<void> {
  await session.run(ungrant, { seller, key });
  for (const shopNo of new Set(shops ?? [])) await grantShop(session, seller, key, shopNo);
}

async function grantWarehouses(session: Session, seller: string, key: number, warehouses: string[] | null): Promise<void> {
  await session.run(ungrantWarehouses, { seller, key });
  for (const warehouseNo of new Set(warehouses ?? [])) await grantWarehouse(session, seller, key, warehouseNo);
}

const ungrantWarehouses = statement('delete from key_warehouses where seller = :seller and key_id = :key');

/** What a key may do: what it sees, what it may call, from where and how often. */
export type KeyRights = Pick<AppKey, 'shops' | 'warehouses' | 'interfaces' | 'allow' | 'callsPerMinute' | 'callsAtOnce'>;

/**
 * Says anew what a key may do; what is left out of `rights` stays as it is. One row of the journal (pool `key`, event `rights`) says
 * what was said.
 *
 * @param input.actor for the journal: `operator:<token>`
 * @returns what it may do now
 * @throws EngineError `unknown` when there is no such key, shop or warehouse, `input` for an address or interface that cannot be
 */
export async function setKeyRights(
  { database }: Context,
  { seller, edition, appKey, rights, actor, now }: NamedKey & { rights: Partial<KeyRights>; actor: string; now: number },
): Promise<AppKey> {
  checkRights(appKey, rights);
  return database.write(async (session) => {
    const row = await requireKey(session, { seller, edition, appKey });
    const key = row.key_id;
    const asked = { ...(await appKeyOf(session, row)), ...rights };
    await session.run(update, {
      ...{ seller, key, allShops: asked.shops ? 0 : 1, allWarehouses: asked.warehouses ? 0 : 1 },
      ...{ interfaces: asked.interfaces?.join(',') ?? null, allow: asked.allow.join(',') },
      ...{ callsPerMinute: asked.callsPerMinute, callsAtOnce: asked.callsAtOnce },
    });
    if (rights.shops !== undefined) await grantShops(session, seller, key, rights.shops);
    if (rights.warehouses !== undefined) await grantWarehouses(session, seller, key, rights.warehouses);
    const happened = { event: 'rights', subject: key, effect: 'changed', detail: JSON.stringify({ edition, key: appKey, ...rights }) };
    await journal(session, { seller, at: now, actor, pool: 'key', signedAt: null }, [happened]);
    return appKeyOf(session, await requireKey(session, { seller, edition, appKey }));
  });
}

const update = statement(`
  update app_keys set all_shops = :allShops, all_warehouses = :allWarehouses, interfaces = :interfaces, allow = :allow,
    calls_per_minute = :callsPerMinute, calls_at_once = :callsAtOnce
  where seller = :seller and key_id = :key`);

/** Which key is meant. */
export interface NamedKey {
  seller: string;
  edition: Edition;
  appKey: string;
}

/** @throws EngineError `unknown` when there is no such key */
export async function requireKey(session: Session, { seller, edition, appKey }: NamedKey): Promise<KeyRow> {
  const [row] = await session.query<KeyRow>(byName, { seller, edition, appKey });
  if (!row) throw new EngineError('unknown', `seller "${seller}" has no ${edition} key "${appKey}"`);
  return row;
}

const byName = statement(`select ${COLUMNS} from app_keys where seller = :seller and edition = :edition and app_key = :appKey`);
