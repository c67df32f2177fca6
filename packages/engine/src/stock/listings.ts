import { flag, optionalText, text, whole } from '../import/column.ts';
import { type ImportContext, kind } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { findItem, findShop, holdItem } from './lookup.ts';
import { recalculate } from './recalculate.ts';

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
  resolve: async (context, { shop_no }) => ({ shop: await findShop(context, shop_no) }),
  async write(context, rows) {
    const causes = { binding: [] as number[], enabled: [] as number[] };
    let changed = 0;
    for (const { row, resolved } of rows) {
      const { outcome, listing } = await writeOne(context, row, resolved.shop);
      if (outcome !== 'unchanged') changed++;
      if (outcome === 'binding' || outcome === 'enabled') causes[outcome].push(listing);
    }
    await recalculate(context, causes.binding, 'binding');
    await recalculate(context, causes.enabled, 'enabled');
    return changed;
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

type Written = { outcome: 'unchanged' | 'changed' | 'binding' | 'enabled'; listing: number };

async function writeOne(context: ImportContext, row: Row, shop: number): Promise<Written> {
  const { session, seller, now } = context;
  const matchCode = row.spec_no || row.goods_no;
  const item = matchCode === '' ? null : await itemToBind(context, matchCode);
  const values = {
    seller,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    matchCode,
    item,
    status: row.status,
    disabled: Number(row.is_disable_syn),
  };
  const [before] = await session.query<Before>(find, { seller, shop, goodsId: row.goods_id, specId: row.spec_id });
  if (item !== null && item !== before?.item_id) await holdItem(context, item, 'lock');
  if (!before) {
    const listing = await issue(session, seller, 'listing');
    await session.query(insert, { ...values, listing, shop, goodsId: row.goods_id, specId: row.spec_id, now });
    return { listing, outcome: item === null ? 'changed' : 'binding' };
  }
  const listing = before.listing_id;
  const updated = await session.query(update, { ...values, listing });
  if (updated.length === 0) return { listing, outcome: 'unchanged' };
  if (item !== before.item_id) return { listing, outcome: 'binding' };
  const wasOff = before.status === 0 || before.sync_disabled === 1;
  const isOn = row.status !== 0 && !row.is_disable_syn;
  return { listing, outcome: wasOff && isOn ? 'enabled' : 'changed' };
}

/** Where there is no such item, whoever adds items waits until this is done, and then sees the listing that waits for it. */
async function itemToBind(context: ImportContext, code: string): Promise<number | null> {
  const found = await findItem(context, code);
  if (found !== null) return found;
  await issue(context.session, context.seller, 'item', 0);
  return findItem(context, code);
}

interface Before {
  listing_id: number;
  item_id: number | null;
  status: number;
  sync_disabled: number;
}

const find = statement(`
  select listing_id, item_id, status, sync_disabled from listings
  where seller = :seller and shop_id = :shop and goods_id = :goodsId and spec_id = :specId /*lock*/`);

const insert = statement(`
  insert into listings (seller, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, match_code,
    status, sync_disabled, item_id, version, quantity, changed_at, rule_revision, acknowledged, last_quantity, last_at, shown,
    retry_at, retry_steps, failure_signed_at, cancel_signed_at, reason)
  values (:seller, :listing, :shop, :goodsId, :specId, :goodsNo, :specNo, :goodsName, :specName, :matchCode,
    :status, :disabled, :item, 0, '0', :now, 0, 0, null, null, '0', 0, 0, 0, 0, '')`);

const update = statement(`
  update listings set goods_no = :goodsNo, spec_no = :specNo, goods_name = :goodsName, spec_name = :specName,
    match_code = :matchCode, item_id = :item, status = :status, sync_disabled = :disabled
  where seller = :seller and listing_id = :listing
    and (goods_no <> :goodsNo or spec_no <> :specNo or goods_name <> :goodsName or spec_name <> :specName
      or coalesce(item_id, 0) <> coalesce(cast(:item as bigint), 0) or status <> :status or sync_disabled <> :disabled)
  returning listing_id`);
