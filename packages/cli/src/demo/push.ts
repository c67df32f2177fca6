import type { DemoOrder } from './orders.ts';

/** An order as its shop says it now. */
export interface Said {
  order: DemoOrder;
  state: 'unpaid' | 'toShip' | 'closed';
  /** Whether the last line was given back. */
  refunded: boolean;
  /** When the buyer ordered, epoch milliseconds. */
  placedAt: number;
}

/**
 * Says orders of one shop to the ERP, in one edition, through the signed API like any other client.
 *
 * @throws CallError; Error in the server's own words where an order is refused
 */
export type Push = (shopNo: string, orders: Said[]) => Promise<void>;

/** A line of an order as it is said: amounts are exact texts, the state of a line given back is its own. */
export function linesOf({ order, state, refunded }: Said) {
  return order.lines.map((line, place) => {
    const back = refunded && place === order.lines.length - 1;
    return { ...line, num: String(line.num), status: back ? ('refunded' as const) : state, refund: back ? 'refunded' : 'none' } as const;
  });
}

/** What the buyer owes: the sum over the lines, without a double in between. */
export function owed({ lines }: DemoOrder): string {
  const cents = lines.reduce((sum, { price, num }) => sum + Math.round(Number(price) * 100) * num, 0);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
