import { flag, optionalText, text, whole } from '../import/column.ts';
import { type ImportContext, kind, resolveEach } from '../import/kind.ts';
import type { Happening } from '../journal/journal.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { findItems, findShops } from './lookup.ts';
import { noteChanges, quantitiesOf, recalculate } from './recalculate.ts';
import { findRule } from './rule.ts';

/**
 * Listings (平台货品): what a shop shows of an item, matched by merchant code.
 *
 * The code is `spec_no`, or `goods_no` where there is none. A listing whose code no item has stays unbound: it is listed,
 * never synced, and bound as soon as the item comes.
 */
export const listings = kind({
  name: 'listings',
  summary: {
    en: 'What a shop shows; matched to an item by merchant code (spec_no, else goods_no).',
    zh: '平台货品：店铺展示的货品，按商家编码（spec_no，其次 goods_no）匹配单品。',
  },
  columns: {
    shop_no: text(20),
    goods_id: text(40),
    spec_id: optionalText(40),
    goods_no: optionalText(40),
    spec_no: optionalText(40),
    goods_name: optionalText(255),
    spec_name: optionalText(100),
    status: whole(0, 2, 1),
    is_disable_syn: flag(false),
  },
  pool: 'stock',
  claim: ({ shop_no, goods_id, spec_id }) => ({ group: `${shop_no}\n${goods_id}\n${spec_id}`, members: null }),
  async resolve(context, rows) {
    const shopOf = await findShops(
      context,
      rows.map(({ shop_no }) => shop_no),
    );
    return resolveEach(rows, ({ shop_no }) => ({ shop: shopOf(shop_no) }));
  },
  async write(context, rows) {
    const before = await listingsToWrite(context, rows);
    const itemOf = await itemsToBind(
      context,
      rows.filter(({ row, resolved }) => !isBound(before.get(keyOf(resolved.shop, row.goods_id, row.spec_id)), row)),
    );
    const added: Added[] = [];
    const causes = { binding: [] as number[], enabled: [] as number[] };
    let changed = 0;
    for (const { row, resolved } of rows) {
      const stored = before.get(keyOf(resolved.shop, row.goods_id, row.spec_id));
      const item = isBound(stored, row) ? stored.item_id : (itemOf.get(matchCodeOf(row)) ?? null);
      if (!stored) added.push({ row, shop: resolved.shop, item });
      else {
        const outcome = await update(context, stored, row, item);
        if (outcome !== 'unchanged') changed++;
        if (outcome === 'binding' || outcome === 'enabled') causes[outcome].push(stored.listing_id);
      }
    }
    await add(context, added);
    await recalculate(context, causes.binding, 'binding');
    await recalculate(context, causes.enabled, 'enabled');
    return changed + added.length;
  },
});

interface Row {
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  status: number;
  is_disable_syn: boolean;
}

type Resolved = { row: Row; resolved: { shop: number } };

/** A listing that is new. */
type Added = { row: Row; shop: number; item: number | null };

const matchCodeOf = ({ spec_no, goods_no }: Row) => spec_no || goods_no;

/** Items keep their codes: while a listing keeps its own, there is nothing to look up. */
function isBound(stored: Stored | undefined, row: Row): stored is Stored {
  return stored !== undefined && stored.item_id !== null && stored.match_code === matchCodeOf(row);
}

const keyOf = (shop: number, goodsId: string, specId: string) => `${shop}\n${goodsId}\n${specId}`;

/** Those of the listings that are there, held until the transaction ends. */
async function listingsToWrite({ session, seller }: ImportContext, rows: Resolved[]): Promise<ReadonlyMap<string, Stored>> {
  const keys = rows.map(({ row, resolved }) => [resolved.shop, row.goods_id, row.spec_id]);
  const found = await session.query<Stored>(find, { seller, rows: JSON.stringify(keys) });
  return new Map(found.map((stored) => [keyOf(stored.shop_id, stored.goods_id, stored.spec_id), stored]));
}

/**
 * Items by merchant code, held. Where there is none, whoever adds items waits until this is done, and then sees the listing that
 * waits for it.
 */
async function itemsToBind(context: ImportContext, rows: Resolved[]): Promise<ReadonlyMap<string, number>> {
  const codes = [...new Set(rows.map(({ row }) => matchCodeOf(row)))].filter((code) => code !== '');
  const found = await findItems(context, codes, 'lock');
  const missing = codes.filter((code) => !found.has(code));
  if (missing.length === 0) return found;
  await issue(context.session, context.seller, 'item', 0);
  return new Map([...found, ...(await findItems(context, missing, 'lock'))]);
}

/** Adds listings, numbered in order, each bound one with its first version and what it should show, which is its first change. */
async function add(context: ImportContext, added: Added[]): Promise<void> {
  if (added.length === 0) return;
  const { session, seller, now, pending } = context;
  const rule = await findRule(session, seller, 'share');
  const items = added.flatMap(({ item }) => item ?? []);
  const quantityOf = await quantitiesOf(session, seller, items, rule);
  const first = await issue(session, seller, 'listing', added.length);
  const happened: Happening[] = [];
  for (const [place, { row, shop, item }] of added.entries()) {
    const listing = first + place;
    const change = item === null ? { version: 0, quantity: '0' } : { version: 1, quantity: quantityOf(item) };
    const key = { listing, shop, goodsId: row.goods_id, specId: row.spec_id };
    await session.run(insert, { ...valuesOf(seller, row, item), ...key, ...change, now, revision: item === null ? 0 : rule.revision });
    if (item === null) continue;
    pending.add(shop, 1);
    happened.push({ event: 'changed', subject: listing, ...change, effect: 'binding' });
  }
  await noteChanges(context, happened);
}

async function update({ session, seller }: ImportContext, stored: Stored, row: Row, item: number | null) {
  const values = valuesOf(seller, row, item);
  if (isSame(stored, values)) return 'unchanged';
  await session.run(put, { ...values, listing: stored.listing_id });
  if (item !== stored.item_id) return 'binding';
  const wasOff = stored.status === 0 || stored.sync_disabled === 1;
  const isOn = row.status !== 0 && !row.is_disable_syn;
  return wasOff && isOn ? 'enabled' : 'changed';
}

function valuesOf(seller: string, row: Row, item: number | null) {
  return {
    seller,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    matchCode: matchCodeOf(row),
    item,
    status: row.status,
    disabled: Number(row.is_disable_syn),
  };
}

function isSame(stored: Stored, values: ReturnType<typeof valuesOf>): boolean {
  const names = stored.goods_name === values.goodsName && stored.spec_name === values.specName;
  const codes = stored.goods_no === values.goodsNo && stored.spec_no === values.specNo && stored.item_id === values.item;
  return names && codes && stored.status === values.status && stored.sync_disabled === values.disabled;
}

interface Stored {
  listing_id: number;
  shop_id: number;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  match_code: string;
  status: number;
  sync_disabled: number;
  item_id: number | null;
}

// `cross join` keeps the order: the few names first, then each listing by its key.
const find = statement(`
  select l.listing_id, l.shop_id, l.goods_id, l.spec_id, l.goods_no, l.spec_no, l.goods_name, l.spec_name, l.match_code,
    l.status, l.sync_disabled, l.item_id
  from each(:rows) e cross join listings l
  where l.seller = :seller and l.shop_id = cast(e.value->>0 as bigint) and l.goods_id = e.value->>1 and l.spec_id = e.value->>2
  order by l.listing_id /*lock*/`);

const insert = statement(`
  insert into listings (seller, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, match_code,
    status, sync_disabled, item_id, version, quantity, changed_at, rule_revision, acknowledged, last_quantity, last_at, shown,
    retry_at, retry_steps, failure_signed_at, cancel_signed_at, reason)
  values (:seller, :listing, :shop, :goodsId, :specId, :goodsNo, :specNo, :goodsName, :specName, :matchCode,
    :status, :disabled, :item, :version, :quantity, :now, :revision, 0, null, null, '0', 0, 0, 0, 0, '')`);

const put = statement(`
  update listings set goods_no = :goodsNo, spec_no = :specNo, goods_name = :goodsName, spec_name = :specName,
    match_code = :matchCode, item_id = :item, status = :status, sync_disabled = :disabled
  where seller = :seller and listing_id = :listing`);
