import { declareWords } from '../../language/words.ts';
import { untilPulled } from '../../parts/record/until-pulled.ts';

/** The first sentence of a listing's page, by the server's verdict. */
export const sentences = declareWords('listing-verdicts', {
  unbound: {
    en: 'Nothing is told to the shop: this listing is bound to no item or suite.',
    zh: '不会下发：该货品未匹配任何单品或组合装。',
  },
  'none fits': { en: 'Nothing is told to the shop: no rule applies to this listing.', zh: '不会下发：没有适用的库存同步策略。' },
  'own rule disabled': {
    en: 'Nothing is told to the shop: the rule set for this listing is disabled.',
    zh: '不会下发：为该货品指定的策略已停用。',
  },
  'no warehouse': { en: 'Nothing is told to the shop: its rule counts no warehouse.', zh: '不会下发：生效的策略没有统计任何仓库。' },
  deleted: { en: 'Nothing is told to the shop: the shop has deleted this listing.', zh: '不会下发：商城已删除该货品。' },
  disabled: { en: 'Nothing is told to the shop: syncing is switched off for this listing.', zh: '不会下发：该货品已停用同步。' },
  'shop paused': { en: 'Nothing is told to the shop: shop {{shop}} is paused.', zh: '不会下发：店铺 {{shop}} 已暂停。' },
  suspended: { en: 'Nothing is told to the shop: suspended until {{until}}.', zh: '不会下发：暂停同步至 {{until}}。' },
  'in the shop': { en: 'It is in the shop: {{quantity}}, confirmed {{confirmed}}.', zh: '已到商城：{{quantity}}，{{confirmed}}确认。' },
  'in the shop, differs': {
    en: 'The shop confirmed it, but names {{told}} where {{quantity}} was offered.',
    zh: '商城已确认，但数量为 {{told}}，而下发的是 {{quantity}}。',
  },
  cancelled: {
    en: 'The shop is not asked to show {{quantity}}: the change was cancelled.',
    zh: '不再要求商城展示 {{quantity}}：该变化已取消。',
  },
  new: { en: 'There has been nothing to tell the shop yet.', zh: '目前还没有可下发的内容。' },
  soon: { en: 'A change is on its way and has still to come to this listing.', zh: '一次变化正在处理，尚未轮到该货品。' },
  failed: {
    en: {
      one: 'The shop refused {{quantity}} once. It is offered again {{retry}}.',
      other: 'The shop refused {{quantity}} {{count}} times. It is offered again {{retry}}.',
    },
    zh: '商城拒绝了 {{quantity}}（{{count}} 次），将于{{retry}}再次下发。',
  },
  'failed, offered': {
    en: {
      one: 'The shop refused {{quantity}} once. It is offered again now.',
      other: 'The shop refused {{quantity}} {{count}} times. It is offered again now.',
    },
    zh: '商城拒绝了 {{quantity}}（{{count}} 次），现已再次下发。',
  },
  superseded: {
    en: 'The shop confirmed an earlier quantity, superseded by then: {{quantity}} waits.',
    zh: '商城确认的是较早的数量，当时已被取代；最新数量 {{quantity}} 等待同步。',
  },
  'no key': {
    en: 'Nobody can fetch it: no app key sees shop {{shop}} and may pull stock.',
    zh: '无人可拉取：没有可见店铺 {{shop}} 且有权拉取库存的接口账号。',
  },
  'never pulled': { en: 'Shop {{shop}} has never asked for stock.', zh: '店铺 {{shop}} 从未拉取过库存。' },
  'stopped pulling': {
    en: 'Shop {{shop}} has stopped asking for stock: the last time was {{pulled}}.',
    zh: '店铺 {{shop}} 已停止拉取库存，最近一次为{{pulled}}。',
  },
  'not acknowledged': {
    en: 'Shop {{shop}} asked {{pulled}}, after {{quantity}} was ready, and has not confirmed it.',
    zh: '{{quantity}} 已就绪，店铺 {{shop}} 于{{pulled}}拉取过，但尚未回写结果。',
  },
  waits: { en: '{{quantity}} waits for shop {{shop}} to ask.', zh: '{{quantity}} 等待店铺 {{shop}} 拉取。' },
});

/** What to do, or what happens by itself. */
export const next = declareWords('listing-next', {
  unbound: {
    en: 'Bind it to what it sells, or give the item or suite one of its codes: {{codes}}.',
    zh: '请绑定对应的单品或组合装，或让单品/组合装使用其编码：{{codes}}。',
  },
  'none fits': { en: 'Widen a rule’s scope, or set a rule for this listing.', zh: '请扩大某条策略的适用范围，或为该货品指定策略。' },
  'own rule disabled': { en: 'Enable that rule, or choose another.', zh: '请启用该策略，或改选其他策略。' },
  'no warehouse': { en: 'Give the rule a warehouse to count.', zh: '请为策略选择要统计的仓库。' },
  deleted: {
    en: 'Nothing to do. If it is on sale after all, the shop has to push it again.',
    zh: '无需处理。若实际仍在售，请由商城重新推送该货品。',
  },
  disabled: { en: 'Switch it on, and the quantity of now is offered.', zh: '启用后将下发当前数量。' },
  'shop paused': { en: 'Let the shop go on; what changed meanwhile waits.', zh: '恢复店铺后，期间的变化会继续下发。' },
  suspended: { en: 'It goes on by itself then, or now if you end it.', zh: '到时自动恢复，也可立即结束暂停。' },
  'in the shop': { en: 'Nothing to do.', zh: '无需处理。' },
  'in the shop, differs': {
    en: 'Look at what the connector writes into the shop; queue it again to tell the shop once more.',
    zh: '请检查对接程序写入商城的数量；可重新排队再次下发。',
  },
  cancelled: {
    en: 'The next change of its stock is told as usual. Queue it again to tell this one after all.',
    zh: '下一次库存变化照常下发；若仍需下发本次，请重新排队。',
  },
  new: { en: 'It is told when its stock or its rule changes, or when you queue it.', zh: '库存或策略变化时会下发，也可手动排队。' },
  soon: { en: 'Nothing to do: large changes go step by step, and take a moment.', zh: '无需处理：大批量变化会逐步处理，请稍候。' },
  failed: {
    en: 'Fix in the shop what it names, then queue it again: that ends the delay, as a newer change does.',
    zh: '请先在商城处理所述问题，再重新排队以结束延迟；有新的变化时延迟也会结束。',
  },
  'failed, offered': {
    en: 'If it fails again, the delay grows. Fix in the shop what it names.',
    zh: '若再次失败，延迟会加长。请在商城处理所述问题。',
  },
  superseded: { en: 'Nothing to do: it is offered at the next pull.', zh: '无需处理：下次拉取时下发。' },
  ...untilPulled,
});
