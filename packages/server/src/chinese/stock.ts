import type { Sentences } from './sentence.ts';

/** Of shops, warehouses, items, suites, levels, stocktakes, feeds, rules and listings. */
export const stock: Sentences = {
  'there is no {word} "{}"': '没有{1}「{2}」',
  'there is no shop "{}"': '没有店铺「{1}」',
  'there is no shop "{}", or it is paused': '没有店铺「{1}」，或该店铺已暂停',
  'there is no warehouse "{}"': '没有仓库「{1}」',
  'there is no item "{}"': '没有单品「{1}」',
  'item "{}" does not exist': '单品「{1}」不存在',
  'there is no suite "{}"': '没有组合装「{1}」',
  'there is no listing {}': '没有平台货品 {1}',
  'there is no stocktake {}': '没有盘点单 {1}',

  'item "{}" is in use: {said}': '单品「{1}」正在使用：{2}',
  'listings sell it ({word}), which are to be bound to something else or unbound first':
    '平台货品与其匹配（{1}），请先改为匹配其他货品或解除匹配',
  'suites hold it ({word}), out of which it is to be taken first': '组合装包含它（{1}），请先从中移除',
  'warehouses have quantities of it ({word}), which are to be set to zero first': '仓库中仍有数量（{1}），请先清零',
  'orders have sold it ({}); what orders tell of it must stay readable': '原始单售出过它（{1}），相关记录须保持可查',
  'suite "{}": part "{}" is named twice': '组合装「{1}」：组成单品「{2}」重复',
  'suite "{}": {said}': '组合装「{1}」：{2}',
  'of part "{}" there is none in it': '组成单品「{1}」的数量为 0',
  'name its parts': '请填写组成单品',
  'listing {} sells suite "{}"; bind it to something else, or unbind it, first':
    '平台货品 {1} 与组合装「{2}」匹配，请先改为匹配其他货品或解除匹配',

  'item "{}" in warehouse "{}": {} {} {said}': '仓库「{2}」中的单品「{1}」：{3} {4} {5}',
  'item "{}" in warehouse "{}"': '仓库「{2}」中的单品「{1}」',
  '{said}: "{}" is no quantity; one of: {}': '{1}：没有数量项「{2}」，可用：{3}',
  '{said}: {} "{}" is no number of at most 15 digits before and 4 after the point':
    '{1}：{2}「{3}」不是整数部分最多 15 位、小数最多 4 位的数值',
  'is not kept for defective stock': '残次品不记录该数量',
  'has more than 15 digits before the point': '整数部分超过 15 位',
  'is less than nothing; take less, count what is there, or allow negative stock': '小于 0；请减少扣减数量、先盘点实物，或允许负库存',
  'must not be negative': '不能为负',
  'names no quantity': '未指明数量项',
  'a stocktake with your number "{}" was counted before; nothing is changed': '外部单号「{1}」的盘点已处理过，未作任何改动',
  'nothing is counted, for these lines cannot be taken: {}': '盘点未执行，以下明细无法处理：{1}',
  'none of the lines can be taken; nothing is changed': '所有明细均无法处理，未作任何改动',

  'source "{}": 1 to 64 visible characters, no blank at either end': '来源「{1}」：须为 1 到 64 个可见字符，首尾不能有空格',
  'sequence {}: a whole number from 1': '批次号 {1}：须为从 1 开始的整数',
  'a batch has 1 to {} rows, this one has {}': '每批 1 到 {1} 行，本批 {2} 行',
  'source "{}", batch {}: {said}; expected is {}': '来源「{1}」，批次 {2}：{3}；应为批次 {4}',
  '{word}; expected is {}': '{1}；应为批次 {2}',
  'batches before it are missing': '缺少之前的批次',
  'a later one has been applied': '更晚的批次已处理',
  'the one before it was cut off; send that again first': '上一批次中断，请先重发上一批次',
  'that number was used for other rows': '该批次号已用于其他内容',

  'rule "{}" was set by hand for listing {}, perhaps for others too; give it another first':
    '平台货品 {2} 手工指定了策略「{1}」，其他货品也可能如此；请先为其指定其他策略',
  'seller "{}" has no rule "{}"; there are: {}': '卖家「{1}」没有库存同步策略「{2}」，现有：{3}',
  'is the priority of "{}" and of "{}"; give one of them another': '同时是「{1}」和「{2}」的优先级，请修改其中一个',
  'seller "{}" has no listing {}': '卖家「{1}」没有平台货品 {2}',
  '"{}" is no merchant code of an item or suite; import it first': '「{1}」不是任何单品或组合装的商家编码，请先导入',
  'listing {} is not synced: it is bound to nothing, or no rule acts on it': '平台货品 {1} 不参与库存同步：未匹配货品，或没有适用的策略',
  'seller "{}": all {} versions of listing {} are used up': '卖家「{1}」：平台货品 {3} 的版本号已用尽（共 {2} 个）',
  'version {} of listing {} does not wait: it is acknowledged, or the listing has moved on':
    '平台货品 {2} 的版本 {1} 不在等待同步：已回写，或已有更新的版本',
  'is needed to suspend': '暂停同步时必填',
  'give either filter or listings': '筛选条件与平台货品编号只能给出其一',
  'to: must be after from': 'to：必须晚于 from',
};
