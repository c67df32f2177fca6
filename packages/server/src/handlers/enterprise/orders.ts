/** Orders that a shop pushes. */
import { enterprise } from '@tongbu/protocol';
import type { Handlers } from '../call.ts';
import { countsOf } from './counts.ts';

const { refuse } = enterprise;

export const orders = {
  async trade_push({ engine, caller, request, signedAt, now }, push) {
    const pushed = enterprise.pushedOrders(push);
    if (enterprise.hasOneBuyer(pushed)) throw refuse.buyerNick();
    const whole = push.switch === 'strict';
    const asked = { shopNo: push.shop_no, orders: pushed, whole, checkAmounts: true };
    const results = await engine.pushOrders({ caller, ...asked, request, signedAt, now });
    if (!results) throw refuse.unknownShopOfOrders();
    if (pushed.length === 0) throw refuse.orderListEmpty();
    const counts = countsOf(results);
    const errors = enterprise.orderErrors(results);
    if (errors === '') return counts;
    if (whole) throw refuse.orders(errors);
    if (counts.new_count + counts.chg_count === 0) throw refuse.orders(enterprise.orderSentence(results));
    return { ...counts, message: errors };
  },
} satisfies Partial<Handlers<typeof enterprise.methods>>;
