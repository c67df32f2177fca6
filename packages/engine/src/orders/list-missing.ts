import type { PushedSubOrder } from '@tongbu/model';
import { type ListingRow, upsertListings } from '../stock/upsert-listings.ts';
import type { Work } from './work.ts';

/** Creates the listings that orders name and the shop does not have yet, so that their stock can be asked for. */
export async function listMissing(work: Work, shop: number, lines: PushedSubOrder[]): Promise<void> {
  const missing = new Map<string, ListingRow>();
  for (const { goodsId, specId, goodsNo, specNo, goodsName, specName } of lines) {
    if (goodsId === '') continue;
    missing.set(`${goodsId}\n${specId}`, {
      ...{ shop, goods_id: goodsId, spec_id: specId, goods_no: goodsNo, spec_no: specNo, goods_name: goodsName, spec_name: specName },
      status: 1,
    });
  }
  if (missing.size > 0) await upsertListings(work, [...missing.values()]);
}
