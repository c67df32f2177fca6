/** Pushed listings and stocktakes: from the flagship edition's fields to the model's words. */
import type { CountedLine, PushedListing } from '@tongbu/model';
import type { RequestOf } from '../method.ts';
import { refusalOf } from './error.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;
type Upload = RequestOf<Methods['goods.ApiGoods.upload']>['param']['goods_list'][number];
type Counted = RequestOf<Methods['wms.StockPd.stockSyncByPd']>['specList'][number];

/** One listing of an upload. Without either id all such rows would be one listing: refused, though the tables allow it. */
export function pushedListing(element: Upload): PushedListing {
  if (!element.ok) return refusedListing(element.id ?? '', element.part ?? '', refusalOf(element.problem).message);
  const { goods_id, spec_id, goods_no, spec_no, status, goods_name, spec_name, pic_url, price, stock_num } = element.value;
  if (goods_id === '' && spec_id === '') return refusedListing('', '', 'goods_id和spec_id不能同时为空');
  return {
    goodsId: goods_id,
    specId: spec_id,
    goodsNo: goods_no,
    specNo: spec_no,
    goodsName: goods_name,
    specName: spec_name,
    status,
    pictureUrl: pic_url ?? null,
    price: price ?? null,
    stock: stock_num ?? null,
  };
}

/** A listing that changes nothing, for the journal and the answer. */
export function refusedListing(goodsId: string, specId: string, refused: string): PushedListing {
  const nothing = { goodsNo: '', specNo: '', goodsName: '', specName: '', pictureUrl: null, price: null, stock: null };
  return { goodsId, specId, ...nothing, status: 'onSale', refused };
}

/** One line of a stocktake. */
export function countedLine(element: Counted): CountedLine {
  if (!element.ok)
    return { specNo: element.id ?? '', counted: '0', defective: false, remark: '', refused: refusalOf(element.problem).message };
  const { spec_no, new_num, defect, remark } = element.value;
  const line = { specNo: spec_no, counted: new_num, defective: defect, remark };
  return new_num.startsWith('-') ? { ...line, refused: '盘点数量不能小于0' } : line;
}
