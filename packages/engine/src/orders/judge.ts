/** Which of the pushed orders are taken, and why not the others; nothing is written. */
import { type OrderResult, type PushedOrder, toScaled } from '@tongbu/model';
import { statement } from '../store/database.ts';
import { addsUp } from './amount.ts';
import { findGoods, type GoodsOf, isCountable } from './find-goods.ts';
import { type Reader, type Sheet, sheetOf, whereabouts } from './sheet.ts';
import { type Problem, whyNotUpdated } from './update.ts';

/** How many sub-orders an order may have. */
export const MOST_SUB_ORDERS = 200;

/** An order that can be taken as it was pushed. */
export interface Taken {
  order: PushedOrder;
  /** The order as it is known; undefined when it is new. */
  sheet: Sheet | undefined;
  warehouse: number | null;
}

/** Orders with what is to be done with each, in their order, and the goods of their lines. */
export interface Judged {
  verdicts: (Taken | Problem)[];
  goodsOf: GoodsOf;
}

/** Holds pushed orders against each other and against what is known. */
export async function judge(work: Reader, shop: Shop, orders: PushedOrder[], checkAmounts: boolean): Promise<Judged> {
  const repeated = repeatedIn(orders);
  const whose = await ownersOf(work, orders);
  const warehouses = await warehousesOf(work, shop, orders);
  const goodsOf = await findGoods(
    work,
    shop.shop,
    orders.flatMap(({ subOrders }) => subOrders),
  );
  const verdicts: (Taken | Problem)[] = [];
  for (const order of orders) {
    const sheet = await sheetOf(work, order.tid);
    const alone = problemOf(order, checkAmounts) ?? problem('repeated', repeated.get(order));
    if (alone) {
      verdicts.push(alone);
      continue;
    }
    const warehouse = warehouses(order.warehouseNo);
    const uncountable = order.subOrders.find((line) => !isCountable(goodsOf(line), toScaled(line.count)));
    const found =
      problem('elsewhere', sheet && sheet.order.shop_id !== shop.shop ? '' : undefined) ??
      problem('elsewhere', order.subOrders.find(({ oid }) => isOthers(whose.get(oid), sheet))?.oid) ??
      problem('warehouse', warehouse === undefined ? order.warehouseNo : undefined) ??
      problem('count', uncountable?.oid) ??
      (sheet ? whyNotUpdated({ ...sheet, hasLeft: hasLeft(sheet), isMerged: await isMerged(work, sheet) }, order) : null);
    verdicts.push(found ?? { order, sheet, warehouse: warehouse ?? null });
  }
  return { verdicts, goodsOf };
}

/** Whether anything of an order has left. */
const hasLeft = (sheet: Sheet): boolean => sheet.subOrders.some((subOrder) => whereabouts(sheet, subOrder).shipped > 0n);

/** Whether a trade of the order holds lines of another one. */
async function isMerged({ session, seller }: Reader, { order }: Sheet): Promise<boolean> {
  return (await session.query(strangers, { seller, order: order.order_id })).length > 0;
}

const isOthers = (owner: number | undefined, sheet: Sheet | undefined) => owner !== undefined && owner !== sheet?.order.order_id;

const problem = (reason: Problem['reason'], detail: string | undefined): Problem | null =>
  detail === undefined ? null : { reason, detail };

/** What is wrong with an order by itself. */
export function problemOf(order: PushedOrder, checkAmounts: boolean): Problem | null {
  const { subOrders } = order;
  const countless = subOrders.find(({ count }) => toScaled(count) <= 0n);
  return (
    problem('unreadable', order.refused) ??
    problem('empty', subOrders.length === 0 ? '' : undefined) ??
    problem('tooMany', subOrders.length > MOST_SUB_ORDERS ? String(subOrders.length) : undefined) ??
    problem('count', countless?.oid) ??
    problem('amount', checkAmounts && !addsUp(order) ? order.receivable : undefined)
  );
}

/** Orders that name what an earlier one of the same push names: the detail is empty for the order itself, else the sub-order. */
function repeatedIn(orders: PushedOrder[]): ReadonlyMap<PushedOrder, string> {
  const tids = new Set<string>();
  const oids = new Set<string>();
  const repeated = new Map<PushedOrder, string>();
  for (const order of orders) {
    if (order.refused !== undefined) continue;
    for (const { oid } of order.subOrders) {
      if (oids.has(oid)) repeated.set(order, oid);
      oids.add(oid);
    }
    if (tids.has(order.tid)) repeated.set(order, '');
    tids.add(order.tid);
  }
  return repeated;
}

/** Which order each of the named sub-orders belongs to. */
async function ownersOf({ session, seller }: Reader, orders: PushedOrder[]): Promise<ReadonlyMap<string, number>> {
  const oids = JSON.stringify(orders.flatMap(({ subOrders }) => subOrders.map(({ oid }) => [oid])));
  const rows = await session.query<{ oid: string; order_id: number }>(owners, { seller, oids });
  return new Map(rows.map(({ oid, order_id }) => [oid, order_id]));
}

/** The shop that orders are pushed for. */
export interface Shop {
  shop: number;
  /** Its default warehouse. */
  warehouse: number | null;
}

/**
 * Numbers of warehouses: of the one named; without a name the shop's own, else the seller's first, null where there is none.
 *
 * @returns undefined for a name that no warehouse has
 */
async function warehousesOf({ session, seller }: Reader, shop: Shop, orders: PushedOrder[]) {
  const names = JSON.stringify([...new Set(orders.map(({ warehouseNo }) => warehouseNo))].map((name) => [name]));
  const rows = await session.query<{ warehouse_no: string; warehouse_id: number }>(named, { seller, names });
  const byName = new Map(rows.map(({ warehouse_no, warehouse_id }) => [warehouse_no, warehouse_id]));
  const [first] = await session.query<{ warehouse_id: number | null }>(firstWarehouse, { seller });
  return (name: string): number | null | undefined => (name === '' ? (shop.warehouse ?? first?.warehouse_id ?? null) : byName.get(name));
}

/** An order's result where it was not taken. */
export const refused = (tid: string, { reason, detail }: Problem): OrderResult => ({ tid, effect: 'refused', reason, detail });

const strangers = statement(`
  select 1 as one from trade_lines l cross join trade_lines m
  where l.seller = :seller and l.order_id = :order and m.seller = l.seller and m.trade_id = l.trade_id and m.order_id <> l.order_id limit 1`);
const owners = statement(`
  select o.oid, o.order_id from each(:oids) e cross join sub_orders o where o.seller = :seller and o.oid = e.value->>0`);
const named = statement(`
  select w.warehouse_no, w.warehouse_id from each(:names) e cross join warehouses w
  where w.seller = :seller and w.warehouse_no = e.value->>0`);
const firstWarehouse = statement('select min(warehouse_id) as warehouse_id from warehouses where seller = :seller');
