import type { Client } from '@tongbu/client';
import type { Listed } from './listed.ts';
import { linesOf, owed, type Push, type Said } from './push.ts';

/** How a shop of the enterprise edition says its orders: `trade_push`, the lines within each order. */
export function enterprisePush(client: Client<'enterprise'>, listed: Listed): Push {
  return async (shop_no, orders) => {
    const trade_list = orders.map((said) => orderOf(said, listed));
    const { message } = await client.call('trade_push', { shop_no, switch: 'lenient', trade_list });
    if (message) throw new Error(message);
  };
}

function orderOf(said: Said, listed: Listed) {
  const { order, state, placedAt } = said;
  const { tid, shopNo, buyer } = order;
  const [receiver_province, receiver_city, receiver_district] = buyer.area;
  const paid = state === 'toShip';
  return {
    ...{ tid, trade_status: state, pay_status: paid ? ('paid' as const) : ('unpaid' as const), delivery_term: 'prepaid' as const },
    ...{ trade_time: placedAt, pay_time: paid ? placedAt : null },
    ...{ buyer_nick: buyer.nick, receiver_name: buyer.name, receiver_mobile: buyer.mobile },
    ...{ receiver_province, receiver_city, receiver_district, receiver_address: buyer.address },
    ...{ post_amount: '0', cod_amount: '0', ext_cod_fee: '0', paid: owed(order) },
    order_list: linesOf(said).map(({ oid, specNo, num, price, status, refund }) => ({
      ...{ oid, num, price, status, refund_status: refund, ...listed(shopNo, specNo) },
      ...{ adjust_amount: '0', discount: '0', share_discount: '0' },
    })),
  };
}
