/** Reading what a verb was asked, with refusals that name it. */
import { fromScaled, type Quantity, toScaled } from '@tongbu/model';
import { EngineError } from '../error.ts';
import { type LineRow, linesIn, type Sheet, type SubOrderRow, sheetOf, sheetsIn, type TradeRow } from './sheet.ts';
import { isOpen } from './trade-state.ts';
import { refusal, type Work } from './work.ts';

/** Some pieces of a sub-order; all that are open there when `num` is left out. */
export interface Portion {
  oid: string;
  num?: Quantity | null;
}

/** The order of that number. @throws EngineError `unknown` */
export async function requireOrder(work: Work, tid: string): Promise<Sheet> {
  const sheet = await sheetOf(work, tid);
  if (!sheet) throw new EngineError('unknown', `order "${tid}" does not exist`);
  return sheet;
}

/** An open trade, and all orders in it. @throws EngineError `unknown`, or `input` when nothing of it is open */
export async function requireOpenTrade(work: Work, number: number): Promise<{ trade: TradeRow; sheets: Sheet[] }> {
  const found = await requireTrade(work, number);
  if (isOpen(found.trade.state)) return found;
  throw refusal(`trade ${number} is ${found.trade.state}; nothing in it is open`);
}

/** A trade, and all orders in it. @throws EngineError `unknown` */
export async function requireTrade(work: Work, number: number): Promise<{ trade: TradeRow; sheets: Sheet[] }> {
  const found = await sheetsIn(work, number);
  if (!found) throw new EngineError('unknown', `trade ${number} does not exist`);
  return found;
}

/** A line with the sub-order and the order it belongs to, and how many of it are meant. */
export interface Chosen {
  sheet: Sheet;
  subOrder: SubOrderRow;
  count: bigint;
}

/** How many of each sub-order are meant, in ten-thousandths; null: all. @throws EngineError `input` */
export function readPortions(portions: Portion[]): Map<string, bigint | null> {
  if (portions.length === 0) throw refusal('name at least one sub-order');
  const read = new Map<string, bigint | null>();
  for (const { oid, num = null } of portions) {
    if (read.has(oid)) throw refusal(`sub-order ${oid} is named twice`);
    const count = num === null ? null : toScaled(num);
    if (count !== null && count <= 0n) throw refusal(`sub-order ${oid}: ${num} pieces; it must be more than 0`);
    read.set(oid, count);
  }
  return read;
}

/**
 * The named portions of an open trade.
 *
 * @throws EngineError `input` when a sub-order has no line in it, or more is named than there is
 */
export function chooseIn(trade: TradeRow, sheets: Sheet[], portions: ReadonlyMap<string, bigint | null>): Chosen[] {
  return [...portions].map(([oid, wanted]) => {
    const found = lineOf(trade, sheets, oid);
    if (!found) throw refusal(`sub-order ${oid} has nothing open in trade ${trade.trade_id}`);
    const open = toScaled(found.line.num);
    const count = wanted ?? open;
    if (count > open) {
      throw refusal(`sub-order ${oid}: ${fromScaled(count)} pieces are more than the ${found.line.num} open in trade ${trade.trade_id}`);
    }
    return { sheet: found.sheet, subOrder: found.subOrder, count };
  });
}

/** The line of a sub-order in a trade. */
export function lineOf(trade: TradeRow, sheets: Sheet[], oid: string): { sheet: Sheet; subOrder: SubOrderRow; line: LineRow } | undefined {
  for (const sheet of sheets) {
    const line = linesIn(sheet, trade).find((each) => each.oid === oid);
    if (line) return { sheet, line, subOrder: sheet.subOrders.find((each) => each.oid === oid) as SubOrderRow };
  }
  return undefined;
}
