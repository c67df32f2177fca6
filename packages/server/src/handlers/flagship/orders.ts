/** Orders that a shop pushes. */
import type { OrderResult } from '@tongbu/model';
import { flagship, orderText, type RequestOf } from '@tongbu/protocol';
import type { Call, Handlers } from '../call.ts';

const { refuse } = flagship;
type Methods = typeof flagship.methods;

export const orders = {
  async 'sales.RawTrade.pushSelf'(call, push) {
    const results = await pushOrders(call, push, true);
    const first = results.find(({ reason }) => reason !== '' && reason !== 'others');
    if (first) throw refuse.orders(orderText(first));
    const { chg_count, new_count } = flagship.pushAnswer(results);
    return { data: { chg_count, new_count } };
  },

  async 'sales.RawTrade.pushSelf2'(call, push) {
    return { data: flagship.pushAnswer(await pushOrders(call, push, false)) };
  },
} satisfies Partial<Handlers<Methods>>;

/** @throws FlagshipRefusal 100 for a shop that is unknown, disabled, or not for this key */
async function pushOrders(
  { engine, caller, request, signedAt, now }: Call,
  push: RequestOf<Methods['sales.RawTrade.pushSelf2']>,
  whole: boolean,
): Promise<OrderResult[]> {
  const asked = { shopNo: push.shop_no, orders: flagship.pushedOrders(push, now), whole, checkAmounts: false };
  const results = await engine.pushOrders({ caller, ...asked, request, signedAt, now });
  if (!results) throw refuse.unknownShop();
  return results;
}
