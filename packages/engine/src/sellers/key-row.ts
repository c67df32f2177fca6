import { type Session, statement } from '../store/database.ts';
import type { AppKey, Edition } from './keys.ts';

/** A key as it is stored. */
export interface KeyRow {
  seller: string;
  key_id: number;
  edition: Edition;
  app_key: string;
  secret: string;
  all_shops: number;
  all_warehouses: number;
  interfaces: string | null;
  allow: string;
  calls_per_minute: number | null;
  calls_at_once: number | null;
  created_at: number;
  disabled_at: number | null;
  secret_since: number;
  used_at: number | null;
  old_secret: string | null;
  old_since: number | null;
  old_until: number | null;
  old_used_at: number | null;
}

/** The columns of {@link KeyRow}. */
export const COLUMNS = `seller, key_id, edition, app_key, secret, all_shops, all_warehouses, interfaces, allow, calls_per_minute, calls_at_once,
  created_at, disabled_at, secret_since, used_at, old_secret, old_since, old_until, old_used_at`;

/** A key as it is told, without its secrets. */
export async function appKeyOf(session: Session, row: KeyRow): Promise<AppKey> {
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
    interfaces: row.interfaces?.split(',') ?? null,
    allow: row.allow === '' ? [] : row.allow.split(','),
    callsPerMinute: row.calls_per_minute,
    callsAtOnce: row.calls_at_once,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    rotatedAt: row.secret_since,
    usedAt: row.used_at,
    previous: row.old_secret === null ? null : { since: row.old_since ?? 0, until: row.old_until, usedAt: row.old_used_at },
  };
}

const shopsOf = statement(`
  select s.shop_no from key_shops k join shops s on s.seller = k.seller and s.shop_id = k.shop_id
  where k.seller = :seller and k.key_id = :key order by s.shop_no`);

const warehousesOf = statement(`
  select w.warehouse_no from key_warehouses k join warehouses w on w.seller = k.seller and w.warehouse_id = k.warehouse_id
  where k.seller = :seller and k.key_id = :key order by w.warehouse_no`);
