import { fromScaled, type Quantity, SCALE, toScaled } from '@tongbu/model';
import { EngineError } from '../error.ts';
import type { OtherName } from '../stock/mask.ts';
import type { Movement } from '../stock/move.ts';
import type { SubOrderRow, TradeRow } from './sheet.ts';
import { RESERVED_AS } from './trade-state.ts';

/** Items and how many pieces of each, in ten-thousandths. */
export type Pieces = [item: number, count: bigint][];

/**
 * The pieces of items in so many of a sub-order: of a suite, its parts. None while the goods are unknown.
 *
 * @param parts as a sub-order stores them
 * @returns undefined when a number would have more than four decimal places
 */
export function piecesIn(parts: string, count: bigint): Pieces | undefined {
  if (parts === '') return [];
  const pieces: Pieces = [];
  for (const [item, each] of JSON.parse(parts) as [number, Quantity][]) {
    const product = toScaled(each) * count;
    if (product % SCALE !== 0n) return undefined;
    pieces.push([item, product / SCALE]);
  }
  return pieces;
}

/** What the lines of trades add to levels and take from them, summed up until the transaction writes it. */
export class Reservations {
  readonly #sums = new Map<string, { item: number; warehouse: number; name: OtherName | 'stock_num'; by: bigint }>();

  /**
   * Adds (`sign` 1) or takes away (-1) what so many of a sub-order reserve in a trade as it stands.
   *
   * @throws EngineError `input` when the parts of a suite cannot be counted exactly
   */
  note(trade: TradeRow, subOrder: SubOrderRow, count: bigint, sign: 1n | -1n): void {
    const name = RESERVED_AS[trade.state];
    if (name) this.#add(trade, subOrder, name, count * sign);
  }

  /** Takes so many of a sub-order out of the trade's warehouse. */
  take(trade: TradeRow, subOrder: SubOrderRow, count: bigint): void {
    this.#add(trade, subOrder, 'stock_num', -count);
  }

  #add({ warehouse_id: warehouse }: TradeRow, { oid, parts }: SubOrderRow, name: OtherName | 'stock_num', count: bigint): void {
    if (warehouse === null) return;
    const pieces = piecesIn(parts, count);
    if (!pieces) throw new EngineError('input', `sub-order ${oid}: the parts of ${fromScaled(count)} suites are no number of 4 decimals`);
    for (const [item, by] of pieces) {
      const key = `${item} ${warehouse} ${name}`;
      const sum = this.#sums.get(key) ?? { item, warehouse, name, by: 0n };
      sum.by += by;
      this.#sums.set(key, sum);
    }
  }

  /** One movement for each level that is another afterwards, in order of items and warehouses. */
  movements(): Movement[] {
    const byLevel = new Map<string, { item: number; warehouse: number; add: Partial<Record<OtherName | 'stock_num', Quantity>> }>();
    for (const { item, warehouse, name, by } of this.#sums.values()) {
      if (by === 0n) continue;
      const movement = byLevel.get(`${item} ${warehouse}`) ?? { item, warehouse, add: {} };
      movement.add[name] = fromScaled(by);
      byLevel.set(`${item} ${warehouse}`, movement);
    }
    return [...byLevel.values()].sort((a, b) => a.item - b.item || a.warehouse - b.warehouse);
  }
}
