import type { Field } from '../../field.ts';
import { choice, decimal, flagDigit, int, list, long, object, optional, text } from '../../fields/index.ts';

/** 0 unmatched, 1 single item, 2 suite. */
export const matchTarget = () => choice({ none: 0, item: 1, suite: 2 });

/** 0 deleted, 1 on sale, 2 off sale. */
export const listingStatus = () => choice({ deleted: 0, onSale: 1, offSale: 2 });

/**
 * The answer of `calcStock`, also one row of `batchCalcStock`.
 *
 * @param listingFlag how the two listing flags are printed: as 1/0 by `calcStock`, as true/false by `batchCalcStock`
 */
export function stockRow(listingFlag: () => Field<boolean> = flagDigit) {
  return object({
    rec_id: long(),
    shop_id: int(6),
    platform_id: int(4),
    sub_platform_id: int(4),
    goods_id: text(40),
    spec_id: text(40),
    outer_id: text(40),
    spec_outer_id: text(40),
    match_code: text(40),
    match_target_type: matchTarget(),
    match_target_id: long(),
    status: listingStatus(),
    stock_num: decimal(),
    syn_stock: decimal(),
    stock_change_count: long(),
    last_syn_num: decimal(),
    last_syn_time: text(40),
    list_time: text(40),
    delist_time: text(40),
    stock_syn_rule_id: int(11),
    stock_syn_rule_no: text(40),
    stock_syn_warehouses: text(1024),
    stock_syn_mask: int(11),
    stock_syn_percent: int(11),
    stock_syn_plus: decimal(),
    stock_syn_min: decimal(),
    stock_syn_max: decimal(),
    is_auto_listing: listingFlag(),
    is_auto_delisting: listingFlag(),
    mask: int(11),
    reserve_s: optional(text(50)),
  });
}

/** The ids of a list. */
export const ids = () => list(long());
