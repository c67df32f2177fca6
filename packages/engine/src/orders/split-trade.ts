import { fromScaled, toScaled } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Chosen, chooseIn, lineOf, type Portion, readPortions, requireOpenTrade } from './ask.ts';
import { openTrade, setLine } from './lines.ts';
import { linesIn, type Sheet, type TradeRow } from './sheet.ts';
import { note, refusal, type Who, type Work, workOnOrders } from './work.ts';

/**
 * Splits a trade (拆分): the named pieces go into a new one, which leaves by itself; what is reserved stays the same.
 *
 * @param input.lines sub-orders, whole or so many pieces of them; not all that is in the trade
 * @returns the number of the new trade
 * @throws EngineError `unknown` or `input`, saying what is in the way; nothing is changed then
 */
export async function splitTrade(
  context: Context,
  { trade: number, lines, ...who }: Who & { trade: number; lines: Portion[] },
): Promise<number> {
  return workOnOrders(context, who, async (work) => {
    const { trade, sheets } = await requireOpenTrade(work, number);
    const chosen = chooseIn(trade, sheets, readPortions(lines));
    if (isAll(trade, sheets, chosen)) throw refusal(`trade ${number}: these are all the pieces in it; there is nothing to split`);
    const made = await splitOff(work, trade, sheets, chosen);
    for (const sheet of new Set(chosen.map((each) => each.sheet))) {
      note(
        work,
        sheet,
        'split',
        'split',
        `trade ${number}, ${textOf(chosen.filter((each) => each.sheet === sheet))} into ${made.trade_id}`,
      );
    }
    return made.trade_id;
  });
}

/** Whether the chosen pieces are all that is in a trade. */
export function isAll(trade: TradeRow, sheets: Sheet[], chosen: Chosen[]): boolean {
  const lines = sheets.flatMap((sheet) => linesIn(sheet, trade));
  return lines.every(({ oid, num }) => chosen.some((each) => each.subOrder.oid === oid && each.count === toScaled(num)));
}

/** Puts pieces of a trade into a new one. */
export async function splitOff(work: Work, trade: TradeRow, sheets: Sheet[], chosen: Chosen[]): Promise<TradeRow> {
  const made = await openTrade(work, { shop: trade.shop_id, warehouse: trade.warehouse_id, state: trade.state });
  for (const { sheet, subOrder, count } of chosen) {
    const held = toScaled((lineOf(trade, sheets, subOrder.oid) as { line: { num: string } }).line.num);
    await setLine(work, sheet, trade, subOrder, held - count);
    await setLine(work, sheet, made, subOrder, count);
  }
  return made;
}

/** Chosen pieces in words: `a × 2, b × 1`. */
export const textOf = (chosen: Chosen[]): string =>
  chosen.map(({ subOrder, count }) => `${subOrder.oid} × ${fromScaled(count)}`).join(', ');
