/** Giving back what is open of an order. */
import { fromScaled, toScaled } from '@tongbu/model';
import { cancelEmpty, setLine } from './lines.ts';
import { reportRest } from './report.ts';
import { linesIn, openTrades, type Sheet, type SubOrderRow, sheetsIn } from './sheet.ts';
import { refusal, type Work } from './work.ts';

/**
 * Takes pieces of a sub-order out of its open trades, from the newest on; they are reserved no more.
 *
 * @param count in ten-thousandths; null for all that is open
 * @returns how many were taken out
 * @throws EngineError `input` when more are named than are open
 */
export async function release(work: Work, sheet: Sheet, subOrder: SubOrderRow, count: bigint | null): Promise<bigint> {
  let released = 0n;
  for (const trade of openTrades(sheet).reverse()) {
    const line = linesIn(sheet, trade).find(({ oid }) => oid === subOrder.oid);
    if (!line) continue;
    const held = toScaled(line.num);
    const taken = count !== null && count - released < held ? count - released : held;
    if (taken === 0n) continue;
    released += taken;
    await setLine(work, sheet, trade, subOrder, held - taken);
    const found = await sheetsIn(work, trade.trade_id);
    await cancelEmpty(work, trade, [sheet, ...(found?.sheets ?? [])]);
  }
  if (count !== null && released < count) {
    throw refusal(`sub-order ${subOrder.oid}: ${fromScaled(count)} pieces are more than the ${fromScaled(released)} open`);
  }
  return released;
}

/** Releases what is open of these sub-orders; where that leaves nothing to ship, a number that was put off is reported. */
export async function releaseAll(work: Work, sheet: Sheet, subOrders: SubOrderRow[]): Promise<bigint> {
  let released = 0n;
  for (const subOrder of subOrders) released += await release(work, sheet, subOrder, null);
  if (released > 0n) await reportRest(work, sheet);
  return released;
}
