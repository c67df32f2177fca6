import type { ShopEntry } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { statement } from '../store/database.ts';

/** Some of a list, and how many there are in all; null where nobody asked. */
export interface Listed<T> {
  total: number | null;
  rows: T[];
}

/** Which rows of a list are wanted. */
export interface Slice {
  offset: number;
  limit: number;
  /** Whether all of them are to be counted. */
  total: boolean;
}

/** Which shops are wanted; null for whatever. */
export interface ShopFilter {
  shopNo: string | null;
  disabled: boolean | null;
}

/** The shops that a caller may see, in order of their numbers. */
export async function listShops(
  { database }: Context,
  { caller, filter, offset, limit, total }: { caller: Caller; filter: ShopFilter } & Slice,
): Promise<Listed<ShopEntry>> {
  const { seller, key } = caller;
  const values = { seller, key, shopNo: filter.shopNo, disabled: filter.disabled === null ? null : Number(filter.disabled) };
  return database.read(async (session) => {
    const [counted] = total ? await session.query<{ total: number }>(count, values) : [];
    const rows = await session.query<Omit<ShopEntry, 'disabled'> & { disabled: number }>(select, { ...values, offset, limit });
    return { total: counted?.total ?? null, rows: rows.map((row) => ({ ...row, disabled: row.disabled === 1 })) };
  });
}

const FROM = `from shops where seller = :seller and ${seesShop('shop_id')}
    and (cast(:shopNo as text) is null or shop_no = cast(:shopNo as text))
    and (cast(:disabled as bigint) is null or disabled = cast(:disabled as bigint))`;

const count = statement(`select count(*) as total ${FROM}`);
const select = statement(`
  select shop_id as shop, shop_no as "shopNo", name, disabled, created_at as "createdAt", changed_at as "changedAt" ${FROM}
  order by shop_id limit :limit offset :offset`);
