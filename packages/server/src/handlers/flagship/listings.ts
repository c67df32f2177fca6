/** Listings that a shop pushes. */
import { flagship } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';

export const listings = {
  async 'goods.ApiGoods.upload'({ engine, caller, request, signedAt, now }, { param }) {
    const pushed = param.goods_list.map(flagship.pushedListing);
    const results = await engine.pushListings({ caller, shopNo: param.shop_no, listings: pushed, request, signedAt, now });
    if (!results) throw flagship.refuse.shopOfListings();
    const problems = pushed.flatMap(({ refused }, i) => (refused === undefined ? [] : `第${i + 1}条: ${refused}`));
    const data = { status: problems.length === 0 ? 0 : 100, rec_ids: results.map(({ listing }) => listing) };
    return problems.length === 0 ? { data } : { message: problems.join('；'), data };
  },
} satisfies Partial<Handlers<typeof flagship.methods>>;
