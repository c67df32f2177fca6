import { cutText, decimal, flag, int, long, object, optional, text } from '../../fields/index.ts';

/**
 * What `syncSuccess` and `syncFail` say of a listing. The vendor marks all sixteen required and leaves four out of its
 * own example; only the version is needed, and without it nothing is acknowledged.
 *
 * @see the specification, flagship 4.4
 */
export const syncInfo = () =>
  object({
    syn_stock: optional(decimal()),
    stock_change_count: optional(long()),
    stock_syn_rule_id: optional(int(11)),
    stock_syn_rule_no: optional(text(40)),
    stock_syn_other: optional(text(1024)),
    stock_syn_warehouses: optional(text(1024)),
    stock_syn_mask: optional(int(11)),
    stock_syn_percent: optional(int(11)),
    stock_syn_plus: optional(decimal()),
    stock_syn_min: optional(decimal()),
    stock_syn_max: optional(decimal()),
    is_auto_listing: optional(flag()),
    is_auto_delisting: optional(flag()),
    is_syn_success: optional(flag()),
    is_manual: optional(flag(), false),
    syn_result: optional(cutText(1024)),
  });
