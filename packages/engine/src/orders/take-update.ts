import { toScaled } from '@tongbu/model';
import { differs, orderColumns, subOrderColumns } from './columns.ts';
import type { GoodsOf } from './find-goods.ts';
import type { Taken } from './judge.ts';
import { bindLines, openTrade, setLine, setTrade } from './lines.ts';
import { addSubOrder, updateOrder, updateSubOrder } from './order-rows.ts';
import { releaseAll } from './release.ts';
import { openTrades, type Sheet, type SubOrderRow, sheetsIn } from './sheet.ts';
import { tradeStateOf } from './trade-state.ts';
import { isDropped, isElsewhere } from './update.ts';
import { note, type Work } from './work.ts';

/** Brings a known order to what was pushed, as far as that may change. */
export async function takeUpdate(
  work: Work,
  sheet: Sheet,
  { order: pushed, warehouse }: Taken,
  goodsOf: GoodsOf,
): Promise<'changed' | 'unchanged'> {
  const before = sheet.order.state;
  const columns = orderColumns(pushed, sheet.order);
  const moves = columns.warehouse_no !== sheet.order.warehouse_no;
  let changed = differs(sheet.order, columns);
  if (changed) await updateOrder(work, sheet, columns);
  const added: SubOrderRow[] = [];
  for (const line of pushed.subOrders) {
    const known = sheet.subOrders.find(({ oid }) => oid === line.oid);
    if (!known) added.push(await addSubOrder(work, sheet, line, goodsOf(line)));
    else {
      const now = subOrderColumns(line, goodsOf(line), known);
      if (!differs(known, now)) continue;
      const { item_id, suite_id, parts } = now;
      if (parts !== known.parts) bindLines(work, sheet, known, { item_id, suite_id, parts });
      await updateSubOrder(work, known, now);
      changed = true;
    }
  }
  if (moves)
    for (const trade of openTrades(sheet))
      await setTrade(work, trade, (await sheetsIn(work, trade.trade_id))?.sheets ?? [], { warehouse_id: warehouse });
  await addLines(work, sheet, added, warehouse);
  await follow(work, sheet);
  if (!changed && added.length === 0) {
    note(work, sheet, 'push', 'unchanged');
    return 'unchanged';
  }
  note(work, sheet, 'push', 'changed', before === sheet.order.state ? '' : `${before} → ${sheet.order.state}`);
  return 'changed';
}

async function addLines(work: Work, sheet: Sheet, added: SubOrderRow[], warehouse: number | null): Promise<void> {
  const toShip = added.filter((subOrder) => !isElsewhere(sheet.order.state, subOrder));
  if (toShip.length === 0) return;
  const state = tradeStateOf(sheet.order.state);
  const trade = openTrades(sheet)[0] ?? (await openTrade(work, { shop: sheet.order.shop_id, warehouse, state }));
  for (const subOrder of toShip) await setLine(work, sheet, trade, subOrder, toScaled(subOrder.num));
}

/** Lets the trades follow their order: what was given back is released, what was paid is to be approved. */
export async function follow(work: Work, sheet: Sheet): Promise<void> {
  await releaseAll(
    work,
    sheet,
    sheet.subOrders.filter((subOrder) => isDropped(sheet.order.state, subOrder)),
  );
  const state = tradeStateOf(sheet.order.state);
  for (const trade of openTrades(sheet)) {
    // A trade that is paid may be approved already; before that it holds this order alone.
    if (trade.state === 'unpaid' || (trade.state === 'subscribed' && state === 'ordered')) {
      if (trade.state !== state) await setTrade(work, trade, [sheet], { state });
    }
  }
}
