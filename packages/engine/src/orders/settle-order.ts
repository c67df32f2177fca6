/** What the seller's people do to whole orders, where the shop does not say it by a push. */
import type { Quantity } from '@tongbu/model';
import { fromScaled, toScaled } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Portion, readPortions, requireOrder } from './ask.ts';
import { updateOrder, updateSubOrder } from './order-rows.ts';
import { release } from './release.ts';
import { reportRest } from './report.ts';
import { whereabouts } from './sheet.ts';
import { follow } from './take-update.ts';
import { hasReached } from './trade-state.ts';
import { note, refusal, type Who, workOnOrders } from './work.ts';

/**
 * Notes that an order is paid: its trade is to be approved now.
 *
 * @returns whether it was not paid before
 * @throws EngineError `unknown`; `input` when it has ended
 */
export async function payOrder(context: Context, { tid, ...who }: Who & { tid: string }): Promise<boolean> {
  return workOnOrders(context, who, async (work) => {
    const sheet = await requireOrder(work, tid);
    const { order } = sheet;
    if (hasReached(order.state, 'refunded')) throw refusal(`order ${tid} is ${order.state}; it cannot be paid any more`);
    if (order.payment === 'paid' && hasReached(order.state, 'toShip')) return false;
    const state = hasReached(order.state, 'toShip') ? order.state : 'toShip';
    await updateOrder(work, sheet, { payment: 'paid', state, paid_at: order.paid_at ?? work.now });
    for (const subOrder of sheet.subOrders) {
      if (!hasReached(subOrder.state, 'toShip')) await updateSubOrder(work, subOrder, { state: 'toShip' });
    }
    await follow(work, sheet);
    note(work, sheet, 'pay', 'paid');
    return true;
  });
}

/**
 * Closes an order: what is open of it is released and will not be shipped. What has left stays as it is.
 *
 * @returns whether it was not closed before
 * @throws EngineError `unknown`; `input` when all of it has left
 */
export async function closeOrder(context: Context, { tid, ...who }: Who & { tid: string }): Promise<boolean> {
  return workOnOrders(context, who, async (work) => {
    const sheet = await requireOrder(work, tid);
    const { order } = sheet;
    if (hasReached(order.state, 'refunded')) return false;
    if (order.progress === 'shipped') throw refusal(`order ${tid} is shipped; there is nothing to close`);
    const state = hasReached(order.state, 'balanceDue') ? 'refunded' : 'closed';
    const whole = sheet.subOrders.every((subOrder) => whereabouts(sheet, subOrder).shipped === 0n);
    for (const subOrder of sheet.subOrders) {
      const { open, shipped } = whereabouts(sheet, subOrder);
      await release(work, sheet, subOrder, null);
      if (open > 0n && shipped === 0n) await updateSubOrder(work, subOrder, { state, refund: state === 'closed' ? 'closed' : 'refunded' });
    }
    if (whole) await updateOrder(work, sheet, { state, ended_at: order.ended_at ?? work.now });
    await reportRest(work, sheet);
    note(work, sheet, 'close', 'closed');
    return true;
  });
}

/**
 * Refunds sub-orders, or some pieces of them, before they leave: these are released.
 *
 * @param input.lines what is refunded; all that is open of a sub-order when its `num` is left out
 * @returns how many pieces were released
 * @throws EngineError `unknown` or `input`, naming the sub-order of which less is open; nothing is changed then
 */
export async function refundSubOrders(
  context: Context,
  { tid, lines, ...who }: Who & { tid: string; lines: Portion[] },
): Promise<Quantity> {
  return workOnOrders(context, who, async (work) => {
    const sheet = await requireOrder(work, tid);
    let released = 0n;
    for (const [oid, count] of readPortions(lines)) {
      const subOrder = sheet.subOrders.find((each) => each.oid === oid);
      if (!subOrder) throw refusal(`order ${tid} has no sub-order ${oid}`);
      const taken = await release(work, sheet, subOrder, count);
      if (taken === 0n) throw refusal(`sub-order ${oid} of order ${tid} has nothing open`);
      released += taken;
      const { dropped } = whereabouts(sheet, subOrder);
      if (dropped === toScaled(subOrder.num)) await updateSubOrder(work, subOrder, { state: 'refunded', refund: 'refunded' });
    }
    await reportRest(work, sheet);
    note(work, sheet, 'refund', 'refunded', lines.map(({ oid, num }) => (num == null ? oid : `${oid} × ${num}`)).join(', '));
    return fromScaled(released);
  });
}
