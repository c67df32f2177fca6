import type { OrderState } from '@tongbu/model';
import type { OtherName } from '../stock/mask.ts';

/**
 * Where a trade stands: `unpaid`, `subscribed` (its balance is due), `ordered` (paid, to be approved), `sending` (approved),
 * `shipped`; `cancelled` when nothing is left in it.
 */
export type TradeState = 'unpaid' | 'subscribed' | 'ordered' | 'sending' | 'shipped' | 'cancelled';

/** Which of a level's quantities the pieces of a trade count in; null once they are neither promised nor there. */
export const RESERVED_AS: Record<TradeState, OtherName | null> = {
  unpaid: 'unpay_num',
  subscribed: 'subscribe_num',
  ordered: 'order_num',
  sending: 'sending_num',
  shipped: null,
  cancelled: null,
};

/** Whether the pieces of a trade have still to leave. */
export const isOpen = (state: TradeState): boolean => RESERVED_AS[state] !== null;

/** Words that come one after another: a later one never gives way to an earlier one. */
export const ORDER_STATES: readonly OrderState[] = [
  'unpaid',
  'balanceDue',
  'toShip',
  'partlyShipped',
  'shipped',
  'signed',
  'finished',
  'refunded',
  'closed',
];

/** Whether an order or sub-order has come as far as `state`, or farther. */
export const hasReached = (is: OrderState, state: OrderState): boolean => ORDER_STATES.indexOf(is) >= ORDER_STATES.indexOf(state);

/** Where the trades of an order stand before anybody approves them. */
export function tradeStateOf(order: OrderState): TradeState {
  if (order === 'unpaid') return 'unpaid';
  return order === 'balanceDue' ? 'subscribed' : 'ordered';
}
