import { toScaled } from '@tongbu/model';
import { issue } from '../sellers/counter.ts';
import { orderColumns } from './columns.ts';
import type { GoodsOf } from './find-goods.ts';
import type { Taken } from './judge.ts';
import { openTrade, setLine } from './lines.ts';
import { addSubOrder, insertOrder } from './order-rows.ts';
import type { OrderRow, Sheet } from './sheet.ts';
import { tradeStateOf } from './trade-state.ts';
import { isElsewhere } from './update.ts';
import { note, type Work } from './work.ts';

/** Creates an order. What of it is to be shipped goes into one trade. */
export async function takeNew(work: Work, shop: number, { order: pushed, warehouse }: Taken, goodsOf: GoodsOf): Promise<'created'> {
  const number = await issue(work.session, work.seller, 'order');
  const row: OrderRow = { order_id: number, shop_id: shop, tid: pushed.tid, progress: 'ended', ...orderColumns(pushed) };
  await insertOrder(work, row);
  const sheet: Sheet = { order: row, subOrders: [], lines: [], trades: [] };
  work.sheets.orders.set(number, sheet);
  for (const line of pushed.subOrders) await addSubOrder(work, sheet, line, goodsOf(line));
  const toShip = sheet.subOrders.filter((subOrder) => !isElsewhere(row.state, subOrder));
  if (toShip.length > 0) {
    const trade = await openTrade(work, { shop, warehouse, state: tradeStateOf(row.state) });
    for (const subOrder of toShip) await setLine(work, sheet, trade, subOrder, toScaled(subOrder.num));
  }
  note(work, sheet, 'push', 'created', row.state);
  return 'created';
}
