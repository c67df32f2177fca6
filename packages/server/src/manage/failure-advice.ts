import type { FailureKind } from '@tongbu/engine/outside';
import type { Words } from './route.ts';

/** What the failures of a call are about, beside those that a shop reports. */
export type CallKind = 'signature' | 'too-many-calls' | 'rejected' | 'unmapped-carrier';

/** What to do about each kind of failure. The kinds are stable: programs may hold on to them. */
export const ADVICE: Record<FailureKind | CallKind, Words> = {
  'unknown-listing': {
    en: "The shop does not know the goods. Compare goods and spec ids with the shop's own, delete listings that are gone, then queue these again.",
    zh: '商城找不到该货品。核对 goods_id / spec_id 与商城是否一致，删除已不存在的平台货品，然后重新排队。',
  },
  'unknown-order': {
    en: "The shop does not know the order or its sub-orders. Check that the tid is the shop's own number and that the order was not made in another shop.",
    zh: '商城找不到该订单或子订单。核对 tid 是否为商城自己的订单号、是否属于其他店铺。',
  },
  carrier: {
    en: "The shop does not take the carrier. Map the carrier in the connector, or to one of the vendor's types here; what waits is corrected.",
    zh: '商城不接受该物流公司。请在对接程序中映射，或在此映射到物流公司类型；等待中的记录会随之更正。',
  },
  'order-state': {
    en: 'The order is past this in the shop: shipped, refunded or closed there. If the shop is right, cancel the record; else mend the order in the shop and queue it again.',
    zh: '商城中的订单状态已变化（已发货、已退款或已关闭）。以商城为准则取消该记录，否则在商城处理后重新排队。',
  },
  quantity: {
    en: 'The shop does not take the quantity. Look at the rule: a minimum, a maximum or a percentage keeps it in what the shop allows.',
    zh: '商城不接受该库存数量。检查库存同步策略，用最小值、最大值或百分比使其落在商城允许的范围内。',
  },
  'rate-limit': {
    en: "The shop's own interface was called too often. Let the connector pause between calls; the records come again by themselves.",
    zh: '商城自身接口调用过于频繁。让对接程序放慢调用，记录会自动重试。',
  },
  permission: {
    en: 'The connector lacks a right in the shop, or its login has ended. Renew it there; the records come again by themselves.',
    zh: '对接程序在商城中缺少权限或授权已过期。续期后记录会自动重试。',
  },
  unreachable: {
    en: 'The shop did not answer. See whether it is up and reachable from the connector; the records come again by themselves.',
    zh: '商城没有应答。检查商城是否正常、对接程序能否访问；记录会自动重试。',
  },
  'no-message': {
    en: "The connector gave no reason. Look into its own log, and let it send the shop's words as the message.",
    zh: '对接程序没有给出原因。查看其日志，并让它把商城的说明作为失败原因回写。',
  },
  'shop-message': {
    en: "This is the shop's own message. Look at the examples, mend the cause in the shop or its connector, and queue them again.",
    zh: '这是商城自己的说明。查看示例记录，在商城或对接程序中排除原因后重新排队。',
  },
  signature: {
    en: 'Calls that name one of your keys are refused before anything is done: signature, clock, address or a disabled key. The doctor names the mistake: tongbu sign --explain --last.',
    zh: '使用你的接口账号的调用在校验时被拒绝：签名、时间、IP 或账号停用。用 tongbu sign --explain --last 找出错误所在。',
  },
  'too-many-calls': {
    en: "A connector calls more often than its key may. Let it pause between calls or ask for more at once; a key's limits can be raised.",
    zh: '对接程序的调用超出其接口账号的频率限制。放慢调用或一次多取；也可以调高该账号的上限。',
  },
  rejected: {
    en: 'Acknowledgements named records that do not exist, versions that were never issued, or shipments that are settled. The connector mixes up numbers, or talks to another installation.',
    zh: '回写的记录不存在、版本从未下发，或物流记录已了结。对接程序可能混淆了编号，或连接了另一套服务。',
  },
  'unmapped-carrier': {
    en: "Parcels wait with a carrier that is mapped to none of the vendor's types, so shops see none. Map it under carriers; what waits is corrected.",
    zh: '有包裹使用了未映射的物流公司，商城无法识别。请在物流公司中映射，等待中的记录会随之更正。',
  },
};
