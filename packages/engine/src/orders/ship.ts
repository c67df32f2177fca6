import { toScaled } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { chooseIn, lineOf, type Portion, readPortions, requireOrder, requireTrade } from './ask.ts';
import { type CarrierRow, findCarrier } from './carrier-rows.ts';
import { leave, setNumbers } from './lines.ts';
import { reportCorrected, reportLeft } from './report.ts';
import { linesIn, openTrades, type Sheet, sheetsIn, type TradeRow } from './sheet.ts';
import { isAll, splitOff, textOf } from './split-trade.ts';
import { isOpen } from './trade-state.ts';
import { note, refusal, type Who, type Work, workOnOrders } from './work.ts';

/** By whom and under which numbers a parcel leaves. */
export interface Consignment {
  /** The seller's own code of the carrier. */
  carrier: string;
  /** Tracking numbers, one for each package; the first is the main one, and the one reported. */
  numbers: string[];
  /** When it left, epoch milliseconds; now when left out. */
  shippedAt?: number | null;
}

/** What shipping did. */
export interface Shipped {
  trade: number;
  /**
   * `shipped`; `corrected` where it had left before under another number or carrier; `unchanged` where it had left before just so.
   */
  effect: 'shipped' | 'corrected' | 'unchanged';
  /** Numbers of the shipments that now wait for the shop; none where none arises. */
  shipments: number[];
}

/**
 * Ships a trade (发货): what it reserved and what lies in the warehouse go down together, and records arise for the shop. A trade
 * that has left is corrected: its records that do not say the same are replaced.
 *
 * @throws EngineError `unknown` or `input`, saying what is in the way; nothing is changed then
 */
export async function shipTrade(context: Context, input: Who & Consignment & { trade: number }): Promise<Shipped> {
  return workOnOrders(context, input, async (work) => {
    const { trade, sheets } = await requireTrade(work, input.trade);
    const parcel = await readConsignment(work, input);
    return isOpen(trade.state) ? send(work, trade, sheets, parcel) : correct(work, trade, sheets, parcel);
  });
}

/**
 * Ships an order, or some of its sub-orders, or some pieces of them. What leaves apart from the rest of its trade is split off
 * first. The same pieces under the same number again change nothing. Sub-orders that have left, of which nothing is open, are
 * corrected by another number, unless their pieces are counted.
 *
 * @param input.lines null for the order's one open trade, with the orders merged into it
 * @throws EngineError `unknown` or `input`, saying what is in the way; nothing is changed then
 */
export async function shipOrder(context: Context, input: Who & Consignment & { tid: string; lines: Portion[] | null }): Promise<Shipped> {
  return workOnOrders(context, input, (work) => shipOrderIn(work, input));
}

/** {@link shipOrder} within a transaction. */
export async function shipOrderIn(work: Work, input: Consignment & { tid: string; lines: Portion[] | null }): Promise<Shipped> {
  const sheet = await requireOrder(work, input.tid);
  const parcel = await readConsignment(work, input);
  const portions = input.lines && readPortions(input.lines);
  for (const oid of portions?.keys() ?? []) {
    if (!sheet.subOrders.some((subOrder) => subOrder.oid === oid)) throw refusal(`order ${input.tid} has no sub-order ${oid}`);
  }
  const before = shippedBefore(sheet, portions, parcel);
  if (before) return correct(work, before, (await requireTrade(work, before.trade_id)).sheets, parcel);
  const trade = openTradeFor(sheet, portions);
  const { sheets } = (await sheetsIn(work, trade.trade_id)) as { sheets: Sheet[] };
  if (!portions) return send(work, trade, sheets, parcel);
  const chosen = chooseIn(trade, sheets, portions);
  if (isAll(trade, sheets, chosen)) return send(work, trade, sheets, parcel);
  refuseUnpaid(trade);
  const part = await splitOff(work, trade, sheets, chosen);
  return send(work, part, sheets, parcel);
}

/** A consignment that was checked. */
interface Parcel {
  carrier: CarrierRow;
  numbers: string[];
  shippedAt: number;
}

const MOST_NUMBERS = 50;

async function readConsignment({ session, seller, now }: Work, { carrier: code, numbers, shippedAt }: Consignment): Promise<Parcel> {
  const carrier = await findCarrier(session, seller, code);
  if (!carrier) throw new EngineError('unknown', `"${code}" is no carrier; import carriers first`);
  if (carrier.disabled === 1) throw refusal(`carrier "${code}" is disabled`);
  if (numbers.length === 0 || numbers.length > MOST_NUMBERS) {
    throw refusal(`${numbers.length} tracking numbers; name 1 to ${MOST_NUMBERS}, the main one first`);
  }
  for (const number of numbers) {
    if (number === '' || number.length > 40) throw refusal(`tracking number "${number}": it must have 1 to 40 characters`);
  }
  if (new Set(numbers).size < numbers.length) throw refusal('a tracking number is named twice');
  return { carrier, numbers, shippedAt: shippedAt ?? now };
}

async function send(work: Work, trade: TradeRow, sheets: Sheet[], { carrier, numbers, shippedAt }: Parcel): Promise<Shipped> {
  refuseUnpaid(trade);
  await leave(work, trade, sheets, { carrier: carrier.carrier_id, numbers, shippedAt });
  const shipments: number[] = [];
  for (const sheet of sheets) {
    const lines = chooseIn(trade, [sheet], new Map(linesIn(sheet, trade).map(({ oid }) => [oid, null])));
    if (lines.length === 0) continue;
    const made = await reportLeft(work, sheet, trade);
    if (made !== null) shipments.push(made);
    note(work, sheet, 'ship', 'shipped', `trade ${trade.trade_id}, ${textOf(lines)}, ${carrier.code} ${numbers.join(' ')}`);
  }
  return { trade: trade.trade_id, effect: 'shipped', shipments };
}

function refuseUnpaid({ trade_id, state }: TradeRow): void {
  if (state === 'unpaid') throw refusal(`trade ${trade_id} is not paid`);
  if (state === 'subscribed') throw refusal(`trade ${trade_id}: its balance is not paid`);
}

async function correct(work: Work, trade: TradeRow, sheets: Sheet[], { carrier, numbers, shippedAt }: Parcel): Promise<Shipped> {
  const { trade_id } = trade;
  if (trade.state !== 'shipped') throw refusal(`trade ${trade_id} is ${trade.state}; nothing in it is open`);
  if (trade.carrier_id === carrier.carrier_id && trade.numbers === JSON.stringify(numbers)) {
    return { trade: trade_id, effect: 'unchanged', shipments: [] };
  }
  await setNumbers(work, trade, { carrier: carrier.carrier_id, numbers, shippedAt: trade.shipped_at ?? shippedAt });
  for (const sheet of sheets) note(work, sheet, 'ship', 'corrected', `trade ${trade_id}, ${carrier.code} ${numbers.join(' ')}`);
  return { trade: trade_id, effect: 'corrected', shipments: await reportCorrected(work, sheets, trade) };
}

/** The trade in which just these pieces have left before: under the same numbers, or under any where nothing of them is open. */
function shippedBefore(sheet: Sheet, portions: ReadonlyMap<string, bigint | null> | null, parcel: Parcel): TradeRow | undefined {
  const open = openTrades(sheet).flatMap((trade) => linesIn(sheet, trade));
  if (!portions && open.length > 0) return undefined;
  const shipped = sheet.trades.filter((trade) => trade.state === 'shipped' && holdsJust(sheet, trade, portions));
  const same = shipped.find(
    ({ carrier_id, numbers }) => carrier_id === parcel.carrier.carrier_id && numbers === JSON.stringify(parcel.numbers),
  );
  if (same) return same;
  const isOpenStill = open.some(({ oid }) => portions?.has(oid));
  const isCounted = [...(portions?.values() ?? [])].some((count) => count !== null); // who counts pieces sends more of them
  return isOpenStill || isCounted || shipped.length > 1 ? undefined : shipped[0];
}

function holdsJust(sheet: Sheet, trade: TradeRow, portions: ReadonlyMap<string, bigint | null> | null): boolean {
  const lines = linesIn(sheet, trade);
  if (lines.length === 0) return false;
  if (!portions) return true;
  return (
    lines.length === portions.size &&
    lines.every(({ oid, num }) => portions.has(oid) && (portions.get(oid) ?? toScaled(num)) === toScaled(num))
  );
}

/** The open trade that is meant. @throws EngineError `input` when there is none, or it is not clear which */
function openTradeFor(sheet: Sheet, portions: ReadonlyMap<string, bigint | null> | null): TradeRow {
  const { tid } = sheet.order;
  const open = openTrades(sheet);
  const [first] = open;
  if (!first) throw refusal(`order ${tid} is ${sheet.order.progress === 'shipped' ? 'shipped' : sheet.order.state}; nothing of it is open`);
  if (!portions) {
    if (open.length === 1) return first;
    const trades = open.map(({ trade_id }) => trade_id).join(', ');
    throw refusal(`order ${tid} is split into the open trades ${trades}; name the trade, or sub-orders`);
  }
  const fits = (trade: TradeRow) =>
    [...portions].every(([oid, count]) => {
      const found = lineOf(trade, [sheet], oid);
      return found !== undefined && (count ?? 0n) <= toScaled(found.line.num);
    });
  const fitting = open.find(fits);
  if (fitting) return fitting;
  for (const oid of portions.keys()) {
    if (!open.some((trade) => lineOf(trade, [sheet], oid))) throw refusal(`sub-order ${oid} of order ${tid} has nothing open`);
  }
  const holding = open.filter((trade) => [...portions.keys()].every((oid) => lineOf(trade, [sheet], oid)));
  if (holding[0]) chooseIn(holding[0], [sheet], portions); // throws: more than there is
  throw refusal(
    `no one trade of order ${tid} holds these pieces; ship them trade by trade: ${open.map(({ trade_id }) => trade_id).join(', ')}`,
  );
}
