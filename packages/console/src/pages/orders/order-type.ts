import type { Answer } from '../../api/call.ts';

/** One order as the server tells it. */
export type Order = Answer<'GET /api/orders/{tid}'>;
export type SubOrder = Order['subOrders'][number];
export type Trade = Order['trades'][number];

/** Beginnings of the addresses whose answers are another after something was done to an order. */
export const RENEWS = ['/api/orders', '/api/trades', '/api/shipments', '/api/listings', '/api/levels', '/api/items', '/api/mapping-gaps'];

/** What a sub-order sells, in the shop's words. */
export function goodsOf({ details, goodsId, specId }: SubOrder): string {
  const text = (name: string) => (typeof details[name] === 'string' ? (details[name] as string) : '');
  const named = [text('goodsName'), text('specName')].filter(Boolean).join(' ');
  return [named || [goodsId, specId].filter(Boolean).join(' '), text('specNo')].filter(Boolean).join(' · ');
}
