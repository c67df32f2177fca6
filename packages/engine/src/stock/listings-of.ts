import type { Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { statement } from '../store/database.ts';

/** A listing as it stands under the item or suite that it sells. */
export interface SellingListing {
  listing: number;
  shopNo: string;
  goodsId: string;
  specId: string;
  goodsName: string;
  specName: string;
  /** 0 deleted, 1 on sale, 2 off sale. */
  status: number;
  syncDisabled: boolean;
  byHand: boolean;
  /** Number of the rule that acts on it; null where none does. */
  rule: string | null;
  quantity: Quantity;
  version: number;
  acknowledged: number;
}

/**
 * The listings that sell an item itself, or a suite, in order of their numbers.
 *
 * @param query.after the last number seen; 0 at first
 * @throws EngineError `unknown` when the seller has neither item nor suite of that code
 */
export async function listingsOf(
  { database }: Context,
  { seller, kind, code, after, limit }: { seller: string; kind: 'item' | 'suite'; code: string; after: number; limit: number },
): Promise<SellingListing[]> {
  return database.read(async (session) => {
    const [found] = await session.query<{ number: number }>(numberOf[kind], { seller, code });
    if (!found) throw new EngineError('unknown', `there is no ${kind} "${code}"`);
    const rows = await session.query<Row>(selling[kind], { seller, number: found.number, after, limit });
    return rows.map(({ syncDisabled, byHand, ...row }) => ({ ...row, syncDisabled: syncDisabled === 1, byHand: byHand === 1 }));
  });
}

type Row = Omit<SellingListing, 'syncDisabled' | 'byHand'> & { syncDisabled: number; byHand: number };

const numberOf = {
  item: statement('select item_id as number from items where seller = :seller and spec_no = :code'),
  suite: statement('select suite_id as number from suites where seller = :seller and suite_no = :code'),
};
const sellingBy = (column: 'item_id' | 'suite_id') =>
  statement(`
  select l.listing_id as listing, s.shop_no as "shopNo", l.goods_id as "goodsId", l.spec_id as "specId", l.goods_name as "goodsName",
    l.spec_name as "specName", l.status, l.sync_disabled as "syncDisabled", l.bound_by_hand as "byHand", l.quantity, l.version, l.acknowledged,
    (select r.rule_no from rules r where r.seller = l.seller and r.rule_id = l.rule_id) as rule
  from listings l cross join shops s
  where l.seller = :seller and l.${column} = :number and l.listing_id > :after and s.seller = l.seller and s.shop_id = l.shop_id
  order by l.listing_id limit :limit`);
const selling = { item: sellingBy('item_id'), suite: sellingBy('suite_id') };
