/** The only statements that change trades and what is in them; each keeps what is reserved in step. */
import { fromScaled, toScaled } from '@tongbu/model';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import type { Goods } from './find-goods.ts';
import { type LineRow, linesIn, type Sheet, type SubOrderRow, type TradeRow } from './sheet.ts';
import { isOpen, type TradeState } from './trade-state.ts';
import type { Work } from './work.ts';

/** Opens a trade without lines. */
export async function openTrade(
  work: Work,
  { shop, warehouse, state }: { shop: number; warehouse: number | null; state: TradeState },
): Promise<TradeRow> {
  const { session, seller, now } = work;
  const trade = await issue(session, seller, 'trade');
  const row: TradeRow = {
    trade_id: trade,
    shop_id: shop,
    warehouse_id: warehouse,
    state,
    carrier_id: null,
    numbers: '[]',
    shipped_at: null,
  };
  await session.run(insertTrade, { seller, trade, shop, warehouse, state, now });
  work.sheets.trades.set(trade, row);
  return row;
}

/** Makes so many of a sub-order stand in a trade, in ten-thousandths; 0 takes it out. */
export async function setLine(work: Work, sheet: Sheet, trade: TradeRow, subOrder: SubOrderRow, count: bigint): Promise<void> {
  const { session, seller, reservations } = work;
  const which = { seller, trade: trade.trade_id, oid: subOrder.oid };
  const line = linesIn(sheet, trade).find(({ oid }) => oid === subOrder.oid);
  if (line) reservations.note(trade, subOrder, toScaled(line.num), -1n);
  reservations.note(trade, subOrder, count, 1n);
  const num = fromScaled(count);
  if (count === 0n) {
    if (line) await session.run(deleteLine, which);
    sheet.lines = sheet.lines.filter((each) => each !== line);
  } else if (line) {
    line.num = num;
    await session.run(updateLine, { ...which, num });
  } else {
    const added: LineRow = { trade_id: trade.trade_id, oid: subOrder.oid, order_id: sheet.order.order_id, num };
    await session.run(insertLine, { ...which, order: added.order_id, num });
    sheet.lines.push(added);
    if (!sheet.trades.includes(trade)) sheet.trades.push(trade);
  }
}

/**
 * Changes where a trade stands or which warehouse it leaves; what its lines reserve follows.
 *
 * @param sheets all orders that have lines in it
 */
export async function setTrade(
  work: Work,
  trade: TradeRow,
  sheets: Sheet[],
  change: Partial<Pick<TradeRow, 'state' | 'warehouse_id'>>,
): Promise<void> {
  eachLine(trade, sheets, (subOrder, count) => work.reservations.note(trade, subOrder, count, -1n));
  Object.assign(trade, change);
  eachLine(trade, sheets, (subOrder, count) => work.reservations.note(trade, subOrder, count, 1n));
  await work.session.run(updateTrade, {
    seller: work.seller,
    trade: trade.trade_id,
    state: trade.state,
    warehouse: trade.warehouse_id,
  });
}

/** Lets a trade leave: what it reserved and what lay in the warehouse go down together. */
export async function leave(
  work: Work,
  trade: TradeRow,
  sheets: Sheet[],
  { carrier, numbers, shippedAt }: { carrier: number; numbers: string[]; shippedAt: number },
): Promise<void> {
  work.kind = 'ship';
  eachLine(trade, sheets, (subOrder, count) => work.reservations.take(trade, subOrder, count));
  await setTrade(work, trade, sheets, { state: 'shipped' });
  await setNumbers(work, trade, { carrier, numbers, shippedAt });
}

/** Writes by whom, under which numbers and when a trade left. */
export async function setNumbers(
  { session, seller }: Work,
  trade: TradeRow,
  { carrier, numbers, shippedAt }: { carrier: number; numbers: string[]; shippedAt: number },
): Promise<void> {
  Object.assign(trade, { carrier_id: carrier, numbers: JSON.stringify(numbers), shipped_at: shippedAt });
  await session.run(updateNumbers, { seller, trade: trade.trade_id, carrier, numbers: trade.numbers, shippedAt });
}

/** Closes an open trade in which nothing is left. */
export async function cancelEmpty(work: Work, trade: TradeRow, sheets: Sheet[]): Promise<void> {
  if (isOpen(trade.state) && sheets.every((sheet) => linesIn(sheet, trade).length === 0)) {
    await setTrade(work, trade, [], { state: 'cancelled' });
  }
}

/** Makes known what a sub-order sells; from now on its open lines reserve it. */
export function bindLines({ reservations }: Work, sheet: Sheet, subOrder: SubOrderRow, goods: Goods): void {
  for (const sign of [-1n, 1n] as const) {
    if (sign === 1n) Object.assign(subOrder, goods);
    for (const trade of sheet.trades) {
      const line = linesIn(sheet, trade).find(({ oid }) => oid === subOrder.oid);
      if (line) reservations.note(trade, subOrder, toScaled(line.num), sign);
    }
  }
}

function eachLine(trade: TradeRow, sheets: Sheet[], act: (subOrder: SubOrderRow, count: bigint) => void): void {
  for (const sheet of sheets) {
    for (const line of linesIn(sheet, trade)) {
      const subOrder = sheet.subOrders.find(({ oid }) => oid === line.oid) as SubOrderRow;
      act(subOrder, toScaled(line.num));
    }
  }
}

const insertTrade = statement(`
  insert into trades (seller, trade_id, shop_id, warehouse_id, state, carrier_id, numbers, shipped_at, created_at)
  values (:seller, :trade, :shop, :warehouse, :state, null, '[]', null, :now)`);
const updateTrade = statement(`
  update trades set state = :state, warehouse_id = :warehouse where seller = :seller and trade_id = :trade`);
const updateNumbers = statement(`
  update trades set carrier_id = :carrier, numbers = :numbers, shipped_at = :shippedAt where seller = :seller and trade_id = :trade`);
const insertLine = statement(`
  insert into trade_lines (seller, trade_id, oid, order_id, num) values (:seller, :trade, :oid, :order, :num)`);
const updateLine = statement('update trade_lines set num = :num where seller = :seller and trade_id = :trade and oid = :oid');
const deleteLine = statement('delete from trade_lines where seller = :seller and trade_id = :trade and oid = :oid');
