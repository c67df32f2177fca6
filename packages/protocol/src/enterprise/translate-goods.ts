/** Pushed listings and stocktakes: from the enterprise edition's fields to the model's words. */
import type { CountedLine, PushedListing } from '@tongbu/model';
import { refusedListing } from '../flagship/translate-goods.ts';
import type { RequestOf } from '../method.ts';
import { recordError } from './error.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;
type Pushed = RequestOf<Methods['api_goodsspec_push']>['api_goods_info']['goods_list'][number];
type Counted = RequestOf<Methods['stock_sync_by_pd']>['goods_list'][number];

/** One listing of a push. */
export function pushedListing(element: Pushed): PushedListing {
  if (!element.ok) return refusedListing(element.id ?? '', element.part ?? '', recordError.unreadable(element.problem.field));
  const { goods_id, spec_id, goods_no, spec_no, status, goods_name, spec_name, pic_url, price, stock_num } = element.value;
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

/** One line of a stocktake; this edition counts sellable stock only. */
export function countedLine(element: Counted): CountedLine {
  const line = { specNo: element.ok ? element.value.spec_no : (element.id ?? ''), defective: false, remark: '' };
  if (!element.ok) return { ...line, counted: '0', refused: recordError.unreadable(element.problem.field) };
  const counted = element.value.stock_num;
  return counted.startsWith('-') ? { ...line, counted: '0', refused: recordError.unreadable('stock_num') } : { ...line, counted };
}
