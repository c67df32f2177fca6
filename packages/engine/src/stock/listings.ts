import { flag, optionalText, text, whole } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import { findShops } from './lookup.ts';
import { upsertListings } from './upsert-listings.ts';

/**
 * Listings (平台货品): what a shop shows of an item or a suite, matched by merchant code.
 *
 * A listing whose codes nothing has stays unbound: it is listed, never synced, and bound as soon as the item or suite comes.
 */
export const listings = kind({
  name: 'listings',
  summary: {
    en: 'What a shop shows; matched to an item, else a suite, by merchant code (spec_no, goods_no and spec_no joined, or goods_no alone).',
    zh: '平台货品：店铺展示的货品，按商家编码（spec_no、goods_no 与 spec_no 拼接，或仅 goods_no）先匹配单品，再匹配组合装。',
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
    const upserted = await upsertListings(
      context,
      rows.map(({ row: { shop_no: _, is_disable_syn, ...row }, resolved }) => ({ ...row, ...resolved, sync_disabled: is_disable_syn })),
    );
    return upserted.filter(({ changed }) => changed).length;
  },
});
