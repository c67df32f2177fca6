/**
 * The quantities a level may hold beside the physical stock, in order of their bits in `stock_syn_mask`.
 *
 * @see the specification, flagship 5.3
 */
export const OTHERS = [
  { name: 'purchase_num', sign: 1, zh: '采购在途量' },
  { name: 'to_purchase_num', sign: 1, zh: '待采购量' },
  { name: 'transfer_num', sign: 1, zh: '调拨在途量' },
  { name: 'purchase_arrive_num', sign: 1, zh: '采购到货量' },
  { name: 'return_onway_num', sign: 1, zh: '采购换货在途量' },
  { name: 'refund_onway_num', sign: 1, zh: '销售换货在途量（从买家回到卖家）' },
  { name: 'subscribe_num', sign: -1, zh: '预订单量' },
  { name: 'order_num', sign: -1, zh: '待审核量' },
  { name: 'unpay_num', sign: -1, zh: '未付款量' },
  { name: 'sending_num', sign: -1, zh: '待发货量' },
  { name: 'return_num', sign: -1, zh: '采购退货量' },
  { name: 'refund_num', sign: -1, zh: '销售退货量' },
  { name: 'return_exch_num', sign: -1, zh: '采购换货量' },
  { name: 'refund_exch_num', sign: -1, zh: '销售换货在途量（卖家发给买家）' },
  { name: 'lock_num', sign: -1, zh: '锁定量' },
  { name: 'to_transfer_num', sign: -1, zh: '待调出量' },
] as const;

/** What an external warehouse (type other than 1) says it has more than we know of; it counts there whatever the mask says. */
export const EXTERNAL_DIFFERENCE = 'wms_stock_diff';

/** The name of a quantity beside the physical stock. */
export type OtherName = (typeof OTHERS)[number]['name'] | typeof EXTERNAL_DIFFERENCE;

/** The names of all of them, in the order in which they are stored. */
export const OTHER_NAMES: readonly OtherName[] = [...OTHERS.map(({ name }) => name), EXTERNAL_DIFFERENCE];

/** Quantities beside the physical stock, as exact text; what is left out is zero. */
export type Others = Partial<Record<OtherName, string>>;

/** What a new rule counts: physical stock less everything promised (subscribed, ordered, unpaid, to send, locked). */
export const DEFAULT_MASK = 17_344;

type Other = (typeof OTHERS)[number];

/** The quantities a mask uses. Bits above the known ones are kept and mean nothing. */
export function usedBy(mask: number): readonly Other[] {
  const known = uses.get(mask);
  if (known) return known;
  const used = OTHERS.filter((_, bit) => (mask & (1 << bit)) !== 0);
  uses.set(mask, used);
  return used;
}

/** Asked for every listing that is calculated; there are 65,536 masks, and a seller has a handful of rules. */
const uses = new Map<number, readonly Other[]>();
