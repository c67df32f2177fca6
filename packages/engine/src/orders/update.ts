/** What a push may change of an order that is known, as pure functions. */
import type { OrderRefusal, OrderState, Payment, PushedOrder, PushedSubOrder, RefundState } from '@tongbu/model';
import type { OrderRow, SubOrderRow } from './sheet.ts';
import { hasReached } from './trade-state.ts';

/** Why a push is not taken. `detail` names what it is about. */
export interface Problem {
  reason: OrderRefusal;
  detail: string;
}

/** The problem in words. */
export function problemText({ reason, detail }: Problem): string {
  const words: Record<OrderRefusal, string> = {
    unreadable: detail,
    repeated: detail ? `stands twice in the push, or its sub-order ${detail} does` : 'stands twice in the push',
    elsewhere: detail ? `sub-order ${detail} belongs to another order` : 'belongs to another shop',
    altered: `"${detail}" differs from what was pushed before, and may not change any more`,
    ended: 'has ended, and is not opened again',
    warehouse: `"${detail}" is no warehouse`,
    empty: 'has no sub-order',
    tooMany: `has ${detail} sub-orders; at most 200 are taken`,
    count: `sub-order ${detail}: so many pieces cannot be counted exactly, or there are none`,
    amount: `does not add up: ${detail} is owed, which is not the sum of its sub-orders and the postage`,
    others: 'another order of the push was refused',
  };
  return words[reason];
}

const PAYMENTS: readonly Payment[] = ['unpaid', 'partly', 'paid'];

/** The state after a push: a word that comes late, and is earlier than what is known, changes nothing. */
export const stateAfter = (known: OrderState, pushed: OrderState): OrderState => (hasReached(pushed, known) ? pushed : known);

/** The payment after a push. */
export const paymentAfter = (known: Payment, pushed: Payment): Payment =>
  PAYMENTS.indexOf(pushed) > PAYMENTS.indexOf(known) ? pushed : known;

/** The refund after a push: what was refunded or closed stays so. */
export const refundAfter = (known: RefundState, pushed: RefundState): RefundState => (isGivenBack(known) ? known : pushed);

const isGivenBack = (refund: RefundState) => refund === 'refunded' || refund === 'closed';

/** Whether a sub-order is not to be shipped any more, by its own state or its order's: what is open of it is given back. */
export function isDropped(order: OrderState, { state, refund }: { state: OrderState; refund: RefundState }): boolean {
  return hasReached(order, 'refunded') || hasReached(state, 'refunded') || isGivenBack(refund);
}

/** Whether the pieces of a sub-order that is new have left already, or never will: then there is nothing to ship. */
export function isElsewhere(order: OrderState, subOrder: { state: OrderState; refund: RefundState }): boolean {
  return hasReached(order, 'shipped') || hasReached(subOrder.state, 'shipped') || isDropped(order, subOrder);
}

/**
 * Why an order that is known cannot be pushed so.
 *
 * | what differs | until a parcel has left | afterwards |
 * | --- | --- | --- |
 * | states, payment, refunds, amounts, receiver, words | changes | changes |
 * | a sub-order more | is added | altered |
 * | a sub-order less | altered | altered |
 * | pieces or price of a sub-order | altered | altered |
 * | the warehouse asked for | changes, unless a trade is merged with another order's | altered |
 * | a state before the end, of an order that has ended | ended | ended |
 */
export function whyNotUpdated(
  known: {
    order: Pick<OrderRow, 'state' | 'warehouse_no'>;
    subOrders: Pick<SubOrderRow, 'oid' | 'num' | 'price'>[];
    hasLeft: boolean;
    isMerged: boolean;
  },
  pushed: Pick<PushedOrder, 'state' | 'warehouseNo'> & { subOrders: Pick<PushedSubOrder, 'oid' | 'count' | 'price'>[] },
): Problem | null {
  const { order, subOrders, hasLeft, isMerged } = known;
  if (hasReached(order.state, 'finished') && !hasReached(pushed.state, 'finished')) return { reason: 'ended', detail: '' };
  for (const { oid, num, price } of subOrders) {
    const again = pushed.subOrders.find((each) => each.oid === oid);
    if (!again || again.count !== num || again.price !== price) return { reason: 'altered', detail: oid };
  }
  const added = pushed.subOrders.find(({ oid }) => !subOrders.some((each) => each.oid === oid));
  if (hasLeft && added) return { reason: 'altered', detail: added.oid };
  const moves = pushed.warehouseNo !== '' && pushed.warehouseNo !== order.warehouse_no;
  return (hasLeft || isMerged) && moves ? { reason: 'altered', detail: pushed.warehouseNo } : null;
}
