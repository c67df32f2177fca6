import { declareWords } from '../../language/words.ts';

export const words = declareWords('shipment-sync', {
  title: { en: 'Shipment sync', zh: '物流同步' },
  note: { en: 'Every parcel that a shop is to be told of, and what the shop said.', zh: '每个需要告知商城的包裹，以及商城的回写结果。' },
  list: { en: 'Shipments', zh: '物流同步记录' },
  search: { en: 'Order, sub-order, tracking no. or no.', zh: '原始单号、子订单、物流单号或编号' },
  carrier: { en: 'Carrier', zh: '物流公司编码' },
  none: {
    en: 'No parcel yet. One is created when an order is shipped; tongbu import shipments reads a file of them.',
    zh: '还没有物流同步记录：订单发货时自动生成，也可用 tongbu import shipments 从文件导入。',
  },
  noMatch: { en: 'No shipment matches these filters.', zh: '没有符合条件的记录。' },
  requeue: { en: 'Queue again', zh: '重新排队' },
  requeueNote: {
    en: 'What failed is replaced by a new record with a new number, and offered at the next pull.',
    zh: '失败的记录作废，以新编号生成新记录，下次拉取时下发。',
  },
  cancel: { en: 'Cancel for good', zh: '取消同步' },
  cancelNote: {
    en: 'What waits or failed is taken out for good: the shop is not told of the parcel. This cannot be undone.',
    zh: '等待或失败的记录不再同步，商城不会得知该包裹；此操作不可撤销。',
  },
});

export const columnWords = declareWords('shipment-sync-columns', {
  number: { en: 'No.', zh: '编号' },
  state: { en: 'State', zh: '状态' },
  shop: { en: 'Shop', zh: '店铺' },
  tid: { en: 'Order', zh: '原始单号' },
  oids: { en: 'Sub-orders', zh: '子订单' },
  tracking: { en: 'Tracking no.', zh: '物流单号' },
  carrier: { en: 'Carrier', zh: '物流公司' },
  count: { en: 'Pieces', zh: '件数' },
  shipped: { en: 'Shipped', zh: '发货时间' },
  created: { en: 'Created', zh: '生成时间' },
  settled: { en: 'Settled', zh: '处理时间' },
  retries: { en: 'Retries', zh: '重试次数' },
  retry: { en: 'Offered again', zh: '再次下发' },
  message: { en: 'The shop says', zh: '商城说明' },
  trade: { en: 'Trade', zh: '系统订单' },
  whole: { en: 'whole order', zh: '整单' },
  unmapped: { en: 'not mapped', zh: '未映射' },
});

/** A shipment's state, as the server names it. */
export const states = declareWords('shipment-sync-states', {
  all: { en: 'All states', zh: '全部状态' },
  failing: { en: 'Failed or retried', zh: '失败或重试中' },
  pending: { en: 'Waits', zh: '待同步' },
  delayed: { en: 'Waits, delayed', zh: '待同步（延迟）' },
  failed: { en: 'Failed', zh: '失败' },
  done: { en: 'In the shop', zh: '已同步' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
  replaced: { en: 'Replaced', zh: '已作废' },
});
