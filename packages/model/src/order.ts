import type { Quantity } from './quantity.ts';

/**
 * Where an order of the shop stands (`trade_status`): 10 unpaid, 20 balanceDue, 30 toShip, 40 partlyShipped, 50 shipped,
 * 60 signed, 70 finished, 80 refunded, 90 closed before it was paid. Its sub-orders use the same words.
 */
export type OrderState = 'unpaid' | 'balanceDue' | 'toShip' | 'partlyShipped' | 'shipped' | 'signed' | 'finished' | 'refunded' | 'closed';

/** How much of an order is paid (`pay_status`): 0, 1, 2. */
export type Payment = 'unpaid' | 'partly' | 'paid';

/**
 * How far the refund of a sub-order is (`refund_status`): 0 none, 1 cancelled, 2 requested, 3 awaitingReturn,
 * 4 awaitingReceipt, 5 refunded, 6 closed unpaid.
 */
export type RefundState = 'none' | 'cancelled' | 'requested' | 'awaitingReturn' | 'awaitingReceipt' | 'refunded' | 'closed';

/** Who gets the parcel, as the shop wrote it; what was not said is empty. */
export interface Receiver {
  name: string;
  mobile: string;
  telno: string;
  /** Province, city and district, joined by blanks. */
  area: string;
  address: string;
  zip: string;
}

/** An order (原始单) as a shop pushes it, new or again. */
export interface PushedOrder {
  /** The shop's order number; one order of the seller has it. */
  tid: string;
  state: OrderState;
  payment: Payment;
  /** 1 pay first, 2 cash on delivery, 3 instalments. */
  deliveryTerm: number;
  /** When it was made, paid and ended, in epoch milliseconds; null where not said. */
  tradeAt: number | null;
  paidAt: number | null;
  endedAt: number | null;
  buyerNick: string;
  receiver: Receiver;
  /** What the customer owes in all, what of it is postage, and what is paid on delivery. */
  receivable: Quantity;
  postage: Quantity;
  codAmount: Quantity;
  /** Number of the warehouse the shop asks for; empty leaves the choice to the seller. */
  warehouseNo: string;
  /** `logistics_type` the shop asks for; -1 leaves the choice to the seller. */
  carrierType: number;
  buyerMessage: string;
  remark: string;
  /** True where the order must not be merged with another (`is_sealed` 3). */
  sealed: boolean;
  subOrders: PushedSubOrder[];
  /** Further documented fields, kept and shown as they came. */
  further?: Record<string, string | number | boolean | null>;
  /** Why the order cannot be taken as it was written, when it cannot: it changes nothing and is journalled. */
  refused?: string;
}

/** One line of a {@link PushedOrder}. */
export interface PushedSubOrder {
  /** One sub-order of the seller has it. */
  oid: string;
  state: OrderState;
  refund: RefundState;
  /** 0 goods, 1 virtual, 2 service. */
  kind: number;
  /** The shop's own keys and codes. */
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  goodsName: string;
  specName: string;
  /** Pieces, and what one costs: fixed by the first push. */
  count: Quantity;
  price: Quantity;
  /** Added to the line's price, taken off it, and taken off as its share of the order's discount. */
  adjustAmount: Quantity;
  discount: Quantity;
  shareDiscount: Quantity;
  remark: string;
  /** Further documented fields, kept and shown as they came. */
  further?: Record<string, string | number | boolean | null>;
}

/**
 * What the push of one order did.
 *
 * | effect | meaning |
 * | --- | --- |
 * | created, changed, unchanged | the order is stored as it was pushed |
 * | refused | it changed nothing; `reason` says why |
 */
export interface OrderResult {
  tid: string;
  effect: 'created' | 'changed' | 'unchanged' | 'refused';
  /** Empty unless refused. */
  reason: OrderRefusal | '';
  /** What the reason is about: an `oid`, a warehouse; empty where it is the order itself. Of an order that came refused, its own text. */
  detail: string;
}

/**
 * Why an order was not taken.
 *
 * | reason | meaning |
 * | --- | --- |
 * | unreadable | it came {@link PushedOrder.refused} |
 * | repeated | the same `tid`, or `oid`, stands twice in the push |
 * | elsewhere | another shop of the seller, or another order, has the `tid` or `oid` |
 * | altered | pieces or price of a line differ from the first push, a line is missing, or one was added after a parcel has left |
 * | ended | the order is finished or closed, and the push would reopen it |
 * | warehouse | the warehouse asked for does not exist |
 * | empty | it has no line |
 * | tooMany | it has more than 200 lines |
 * | count | a line has no pieces, or so many that the parts of its suite cannot be counted exactly |
 * | amount | it does not add up: receivable = Σ (price × count + adjustAmount − discount − shareDiscount) + postage |
 * | others | the push was to be taken as a whole, and another order was refused |
 */
export type OrderRefusal =
  | 'unreadable'
  | 'repeated'
  | 'elsewhere'
  | 'altered'
  | 'ended'
  | 'warehouse'
  | 'empty'
  | 'tooMany'
  | 'count'
  | 'amount'
  | 'others';
