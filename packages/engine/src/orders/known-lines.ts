import type { PushedSubOrder } from '@tongbu/model';
import type { Session } from '../store/database.ts';
import { sheetOf } from './sheet.ts';

/** The sub-orders of an order that is known, in the words of a push: pushed like this they change nothing. */
export async function knownLines({ session, seller }: { session: Session; seller: string }, tid: string): Promise<PushedSubOrder[]> {
  const sheet = await sheetOf({ session, seller, sheets: { orders: new Map(), trades: new Map() } }, tid);
  return (sheet?.subOrders ?? []).map(({ oid, state, refund, num, price, goods_id, spec_id, details }) => {
    const { kind, goodsNo, specNo, goodsName, specName, adjustAmount, discount, shareDiscount, remark, ...further } = JSON.parse(details);
    const words = { kind, goodsNo, specNo, goodsName, specName, adjustAmount, discount, shareDiscount, remark, further };
    return { oid, state, refund, count: num, price, goodsId: goods_id, specId: spec_id, ...words };
  });
}
