import { type PushedOrder, SCALE, toScaled } from '@tongbu/model';

/**
 * Whether an order adds up: what is owed is the sum of `price × count + adjustAmount − discount − shareDiscount` over its lines,
 * and the postage. Exact, in units of 10⁻⁸.
 */
export function addsUp({ receivable, postage, subOrders }: Pick<PushedOrder, 'receivable' | 'postage' | 'subOrders'>): boolean {
  const sum = subOrders.reduce((sum, { price, count, adjustAmount, discount, shareDiscount }) => {
    const rest = toScaled(adjustAmount) - toScaled(discount) - toScaled(shareDiscount);
    return sum + toScaled(price) * toScaled(count) + rest * SCALE;
  }, 0n);
  return toScaled(receivable) * SCALE === sum + toScaled(postage) * SCALE;
}
