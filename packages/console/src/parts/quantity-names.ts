import { declareWords } from '../language/words.ts';

/** The quantities of a level by the vendor's names, as people call them. */
export const quantityNames = declareWords('quantity-names', {
  stock_num: { en: 'In stock', zh: '实际库存' },
  purchase_num: { en: 'On purchase', zh: '采购在途量' },
  to_purchase_num: { en: 'To be purchased', zh: '待采购量' },
  transfer_num: { en: 'In transfer', zh: '调拨在途量' },
  purchase_arrive_num: { en: 'Purchase arrived', zh: '采购到货量' },
  return_onway_num: { en: 'Purchase exchange on its way', zh: '采购换货在途量' },
  refund_onway_num: { en: 'Sales exchange coming in', zh: '销售换货在途量（买家寄回）' },
  subscribe_num: { en: 'Pre-ordered', zh: '预订单量' },
  order_num: { en: 'Ordered, to be approved', zh: '待审核量' },
  unpay_num: { en: 'Ordered, unpaid', zh: '未付款量' },
  sending_num: { en: 'Approved, to be sent', zh: '待发货量' },
  return_num: { en: 'Purchase returns', zh: '采购退货量' },
  refund_num: { en: 'Sales returns', zh: '销售退货量' },
  return_exch_num: { en: 'Purchase exchanges', zh: '采购换货量' },
  refund_exch_num: { en: 'Sales exchange going out', zh: '销售换货在途量（寄给买家）' },
  lock_num: { en: 'Locked', zh: '锁定量' },
  to_transfer_num: { en: 'To be transferred', zh: '待调出量' },
  wms_stock_diff: { en: 'Difference of an outside warehouse', zh: '外部仓库差异' },
});

/** A quantity that a level holds. */
export type QuantityName = keyof (typeof quantityNames)['texts'];
