import type { Context } from '../context.ts';
import { requireOpenTrade } from './ask.ts';
import { setTrade } from './lines.ts';
import { note, refusal, type Who, workOnOrders } from './work.ts';

/**
 * Approves paid trades (审核): from now on they are to be sent.
 *
 * @returns how many were not approved before
 * @throws EngineError `unknown`, or `input` where one is not paid or not open; nothing is changed then
 */
export async function approveTrades(context: Context, { trades, ...who }: Who & { trades: number[] }): Promise<number> {
  return workOnOrders(context, who, async (work) => {
    let approved = 0;
    for (const number of trades) {
      const { trade, sheets } = await requireOpenTrade(work, number);
      if (trade.state === 'sending') continue;
      if (trade.state !== 'ordered') throw refusal(`trade ${number} is ${trade.state}: it can be approved once it is paid`);
      await setTrade(work, trade, sheets, { state: 'sending' });
      for (const sheet of sheets) note(work, sheet, 'approve', 'approved', `trade ${number}`);
      approved++;
    }
    return approved;
  });
}
