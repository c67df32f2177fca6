/** Listings that a shop pushes. */
import { enterprise } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { countsOf } from './counts.ts';

const { refuse } = enterprise;

export const listings = {
  async api_goodsspec_push({ engine, caller, request, signedAt, now }, { api_goods_info: { platform_id, shop_no, goods_list } }) {
    if (platform_id !== 127) throw refuse.otherPlatform();
    const pushed = goods_list.map(enterprise.pushedListing);
    const results = await engine.pushListings({ caller, shopNo: shop_no, listings: pushed, request, signedAt, now });
    if (!results) throw refuse.unknownShop();
    const errors = pushed.flatMap(({ goodsId, specId, refused }) =>
      refused === undefined ? [] : [{ goods_id: goodsId, spec_id: specId, error: refused }],
    );
    return { ...countsOf(results), errors: errors.length > 0 ? errors : undefined };
  },
} satisfies Partial<Handlers<typeof enterprise.methods>>;
