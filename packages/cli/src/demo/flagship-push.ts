import type { Client } from '@tongbu/client';
import type { Listed } from './listed.ts';
import { linesOf, owed, type Push, type Said } from './push.ts';

/** How a shop of the flagship edition says its orders: `pushSelf2`, orders and lines in two lists. */
export function flagshipPush(client: Client<'flagship'>, listed: Listed): Push {
  return async (shop_no, orders) => {
    const { data } = await client.call('sales.RawTrade.pushSelf2', {
      shop_no,
      rawTradeList: orders.map(headOf),
      rawTradeOrderList: orders.flatMap((said) => bodyOf(said, listed)),
    });
    const [refused] = data.error_list;
    if (refused) throw new Error(`${refused.no}: ${refused.error}`);
  };
}

function headOf({ order, state, refunded, placedAt }: Said) {
  const { tid, buyer, lines } = order;
  const paid = state === 'toShip';
  return {
    ...{ tid, process_status: 10, trade_status: state, refund_status: refunded ? ('partly' as const) : ('none' as const) },
    ...{ pay_status: paid ? ('paid' as const) : ('unpaid' as const), pay_method: 2, delivery_term: 1 },
    ...{ order_count: lines.length, goods_count: String(lines.reduce((sum, { num }) => sum + num, 0)) },
    ...{ trade_time: placedAt, pay_time: paid ? placedAt : null, end_time: null },
    ...{ buyer_nick: buyer.nick, receiver_name: buyer.name, receiver_mobile: buyer.mobile },
    ...{ receiver_area: buyer.area.join(' '), receiver_address: buyer.address },
    ...{ post_amount: '0', discount: '0', receivable: owed(order), is_auto_wms: false },
  };
}

function bodyOf(said: Said, listed: Listed) {
  const { tid, shopNo } = said.order;
  return linesOf(said).map(({ oid, specNo, num, price, status, refund }) => ({
    ...{ tid, oid, status, refund_status: refund, ...listed(shopNo, specNo) },
    ...{ num, price, discount: '0', share_discount: '0', adjust_amount: '0', refund_amount: '0', total_amount: '0' },
    ...{ remark: '', json: '' },
  }));
}
