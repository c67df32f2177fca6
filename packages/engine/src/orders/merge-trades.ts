import { toScaled } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireOpenTrade } from './ask.ts';
import { cancelEmpty, setLine } from './lines.ts';
import { linesIn, type Sheet, type SubOrderRow, type TradeRow } from './sheet.ts';
import { note, refusal, type Who, workOnOrders } from './work.ts';

/**
 * Merges trades (合并): all pieces go into the first of them and leave together. They must be of one shop, buyer, receiver and
 * warehouse, stand at the same step after payment, and no order in them may be sealed.
 *
 * @param input.trades two or more; the lowest number stays
 * @returns the number that stays
 * @throws EngineError `unknown` or `input`, naming the two that do not fit; nothing is changed then
 */
export async function mergeTrades(context: Context, { trades: numbers, ...who }: Who & { trades: number[] }): Promise<number> {
  return workOnOrders(context, who, async (work) => {
    const inOrder = [...new Set(numbers)].sort((a, b) => a - b);
    if (inOrder.length < 2) throw refusal('name at least two trades to merge');
    const parts: Part[] = [];
    for (const number of inOrder) parts.push(await requireOpenTrade(work, number));
    const [first, ...others] = parts as [Part, ...Part[]];
    for (const other of others) {
      const problem = whyApart(first, other);
      if (problem) throw refusal(`trades ${first.trade.trade_id} and ${other.trade.trade_id} cannot be merged: ${problem}`);
    }
    for (const { trade, sheets } of others) {
      for (const sheet of sheets) {
        for (const line of linesIn(sheet, trade)) {
          const subOrder = sheet.subOrders.find(({ oid }) => oid === line.oid) as SubOrderRow;
          const there = linesIn(sheet, first.trade).find(({ oid }) => oid === line.oid);
          const count = toScaled(line.num);
          await setLine(work, sheet, trade, subOrder, 0n);
          await setLine(work, sheet, first.trade, subOrder, count + (there ? toScaled(there.num) : 0n));
        }
        note(work, sheet, 'merge', 'merged', `trade ${trade.trade_id} into ${first.trade.trade_id}`);
      }
      await cancelEmpty(work, trade, sheets);
    }
    return first.trade.trade_id;
  });
}

interface Part {
  trade: TradeRow;
  sheets: Sheet[];
}

/** Why two open trades may not leave together; null when they may. */
function whyApart(a: Part, b: Part): string | null {
  if (a.trade.shop_id !== b.trade.shop_id) return 'they are of different shops';
  if (a.trade.warehouse_id !== b.trade.warehouse_id) return 'they leave different warehouses';
  if (a.trade.state !== b.trade.state) return `one is ${a.trade.state}, the other ${b.trade.state}`;
  if (a.trade.state === 'unpaid' || a.trade.state === 'subscribed') return 'they are not paid';
  const orders = [...new Set([...a.sheets, ...b.sheets].map(({ order }) => order))];
  const sealed = orders.length > 1 && orders.find((order) => order.sealed === 1);
  if (sealed) return `order ${sealed.tid} must not be merged`;
  const different = orders.find((order) => order.buyer !== orders[0]?.buyer || order.receiver !== orders[0]?.receiver);
  if (different) return `orders ${orders[0]?.tid} and ${different.tid} go to different buyers or receivers`;
  return null;
}
