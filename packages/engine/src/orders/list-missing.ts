import type { PushedSubOrder } from '@tongbu/model';
import { listings } from '../stock/listings.ts';
import type { Work } from './work.ts';

/** Creates the listings that an order names and the shop does not have yet, so that their stock can be asked for. */
export async function listMissing(work: Work, shop: number, lines: PushedSubOrder[]): Promise<void> {
  const missing = new Map(lines.filter(({ goodsId }) => goodsId !== '').map((line) => [`${line.goodsId}\n${line.specId}`, line]));
  if (missing.size === 0) return;
  const rows = [...missing.values()].map((line) => ({
    row: {
      shop_no: '',
      goods_id: line.goodsId,
      spec_id: line.specId,
      goods_no: line.goodsNo,
      spec_no: line.specNo,
      goods_name: line.goodsName,
      spec_name: line.specName,
      status: 1,
      is_disable_syn: false,
    },
    resolved: { shop },
  }));
  await listings.write(work, rows);
}
