import { declareWords } from '../language/words.ts';

/** What failures are about, by the name that the server gives it. */
export const failureKinds = declareWords('failure-kinds', {
  'no-message': { en: 'No reason given', zh: '未给出原因' },
  'unknown-listing': { en: 'Unknown goods', zh: '货品不存在' },
  'unknown-order': { en: 'Unknown order', zh: '订单不存在' },
  carrier: { en: 'Carrier', zh: '物流公司' },
  'order-state': { en: "Order's state", zh: '订单状态' },
  quantity: { en: 'Quantity', zh: '库存数量' },
  'rate-limit': { en: "Shop's rate limit", zh: '商城限流' },
  permission: { en: 'Right in the shop', zh: '商城权限' },
  unreachable: { en: 'Shop not reached', zh: '商城无应答' },
  'shop-message': { en: "Shop's own message", zh: '商城的说明' },
  signature: { en: 'Calls refused', zh: '调用校验失败' },
  'too-many-calls': { en: 'Too many calls', zh: '调用超限' },
  'unmapped-carrier': { en: 'Carrier not mapped', zh: '物流公司未映射' },
  rejected: { en: 'Records that cannot be meant', zh: '无法对应的回写' },
});

/** A name of {@link failureKinds}. */
export type FailureKind = keyof (typeof failureKinds)['texts'];
