import { declareWords } from '../../language/words.ts';

export const words = declareWords('stock-sync', {
  title: { en: 'Stock sync', zh: '库存同步' },
  note: {
    en: 'Every listing, what it should show, and what its shop confirmed.',
    zh: '全部平台货品：应展示的库存，与商城已确认的库存。',
  },
  list: { en: 'Listings', zh: '平台货品' },
  search: { en: 'Number, goods, spec or merchant code', zh: '编号、货品/规格 ID 或商家编码' },
  name: { en: 'Name has', zh: '名称包含' },
  none: {
    en: 'No listing yet. A shop pushes them, or a file is imported under Mapping.',
    zh: '还没有平台货品：由商城推送，或在「货品匹配」中从文件导入。',
  },
  noMatch: { en: 'No listing matches these filters.', zh: '没有符合条件的平台货品。' },
  requeue: { en: 'Queue again', zh: '重新排队' },
  requeueNote: {
    en: 'Each gets a new version, as if its stock had moved, and is offered at the next pull. Delays of earlier failures end.',
    zh: '如同库存变化一样生成新的变化次数，下次拉取时下发；此前失败造成的延迟随之结束。',
  },
  cancel: { en: 'Cancel the change', zh: '取消变化' },
  cancelNote: {
    en: 'The newest change is taken out of the pool: the shop is not asked for it, and keeps what it shows. The next change waits again.',
    zh: '最新变化不再下发，商城保持现有展示；下一次变化照常等待。查看后又有变化的不会被取消。',
  },
  suspend: { en: 'Suspend', zh: '暂停同步' },
  suspendNote: { en: 'Left out of pulls until then. What changes meanwhile waits.', zh: '在此之前不下发，期间的变化继续等待。' },
});

/** The columns. */
export const columnWords = declareWords('stock-sync-columns', {
  number: { en: 'No.', zh: '编号' },
  shop: { en: 'Shop', zh: '店铺' },
  code: { en: 'Merchant code', zh: '商家编码' },
  goodsNo: { en: 'Goods code', zh: '货品编码' },
  name: { en: 'Name', zh: '名称' },
  goods: { en: 'Goods / spec ID', zh: '货品 / 规格 ID' },
  standing: { en: 'State', zh: '状态' },
  quantity: { en: 'Should show', zh: '应展示' },
  told: { en: 'Confirmed', zh: '商城已确认' },
  changed: { en: 'Changed', zh: '变化时间' },
  confirmed: { en: 'Confirmed at', zh: '确认时间' },
  version: { en: 'Version', zh: '变化次数' },
  failures: { en: 'Failures', zh: '失败次数' },
  retry: { en: 'Offered again', zh: '再次下发' },
  reason: { en: 'The shop says', zh: '商城说明' },
});

/** How a listing stands, as the server names it. */
export const standings = declareWords('stock-sync-standings', {
  unbound: { en: 'Unbound', zh: '未匹配' },
  'no rule': { en: 'No rule', zh: '无策略' },
  deleted: { en: 'Deleted', zh: '已删除' },
  disabled: { en: 'Switched off', zh: '已停用' },
  suspended: { en: 'Suspended', zh: '暂停中' },
  failed: { en: 'Failed', zh: '失败' },
  superseded: { en: 'Superseded', zh: '已被取代' },
  pending: { en: 'Waits', zh: '待同步' },
  new: { en: 'New', zh: '无变化' },
  done: { en: 'In the shop', zh: '已同步' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
});

/** What can be asked for. */
export const states = declareWords('stock-sync-states', {
  all: { en: 'All states', zh: '全部状态' },
  pending: { en: 'Waits', zh: '待同步' },
  failed: { en: 'Failed', zh: '失败' },
  held: { en: 'Waits, held back', zh: '待同步但不下发' },
  superseded: { en: 'Superseded', zh: '已被取代' },
  done: { en: 'In the shop', zh: '已同步' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
  suspended: { en: 'Suspended', zh: '暂停中' },
  disabled: { en: 'Switched off', zh: '已停用' },
  deleted: { en: 'Deleted', zh: '已删除' },
  unbound: { en: 'Unbound', zh: '未匹配' },
});
