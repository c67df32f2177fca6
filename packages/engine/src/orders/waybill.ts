/** Which tracking number the shop is told, as a pure function of an order and of what has just left. */
import { fromScaled, type Quantity } from '@tongbu/model';

/** How a shop takes tracking numbers. */
export interface ShopSettings {
  /** Several numbers for one order (自有平台拆单发货). */
  split: boolean;
  /** Where it takes one only: the number the main sub-order left with, the first to leave, or the last. */
  reported: 'main' | 'first' | 'last';
  /** Several numbers for one sub-order, each with how many pieces. */
  byQuantity: boolean;
}

/** A sub-order, in ten-thousandths of a piece. */
export interface SubOrderToReport {
  oid: string;
  /** Finished, refunded or closed in the shop already. */
  ended: boolean;
  /** Still in an open trade. */
  open: bigint;
  shipped: bigint;
  /** Given back, or never ours to ship. */
  dropped: bigint;
}

/** What an order is when something of it left, or when its rest was given back. */
export interface OrderToReport {
  settings: ShopSettings;
  /** In the order's own order: the first that is to be shipped at all is the main one. */
  subOrders: SubOrderToReport[];
  /** What has just left; empty when the rest was given back. */
  left: ReadonlyMap<string, bigint>;
  /** Whether a sub-order stands in a record that was made before. */
  isReported: (oid: string) => boolean;
}

/** The record to make. */
export interface Waybill {
  /** The sub-orders it stands for; empty for the whole order. */
  oids: string[];
  /** Whether it is one of several for its order. */
  part: boolean;
  /** How many pieces, only where quantities are split. */
  count: Quantity | null;
}

/**
 * The record that arises for one order of a trade; null when none does.
 *
 * | what left | the shop's setting | record |
 * | --- | --- | --- |
 * | all that was to be shipped | – | one, whole; it lists the sub-orders where others were given back or have ended |
 * | a part | split shipping | one, with the sub-orders in it that stand in no other record |
 * | a part | split shipping by quantity | one, with the sub-orders in it and how many pieces |
 * | a part | one number only | none, or a whole one: with the main sub-order, with the first to leave, or when nothing is left to ship |
 *
 * Sub-orders that have ended in the shop are left out; where none remains, there is no record.
 */
export function waybillToReport(order: OrderToReport): Waybill | null {
  const { settings, left } = order;
  const toShip = order.subOrders.filter(({ open, shipped }) => open + shipped > 0n);
  const isWhole = toShip.every(({ oid, open, shipped }) => left.get(oid) === open + shipped);
  if (isWhole || !settings.split) return isWhole || isTheOne(order, toShip) ? whole(order, toShip) : null;
  const some = toShip.filter(({ oid, ended }) => left.has(oid) && !ended && (settings.byQuantity || !order.isReported(oid)));
  if (some.length === 0) return null;
  const oids = some.map(({ oid }) => oid);
  const count = oids.reduce((sum, oid) => sum + (left.get(oid) as bigint), 0n);
  return { oids, part: true, count: settings.byQuantity ? fromScaled(count) : null };
}

/** Whether what left now bears the one number that a shop without split shipping is told. */
function isTheOne({ settings, left, isReported }: OrderToReport, toShip: SubOrderToReport[]): boolean {
  const [main] = toShip;
  if (!main || toShip.some(({ oid }) => isReported(oid))) return false;
  if (toShip.every(({ open }) => open === 0n)) return true;
  return settings.reported === 'first' ? left.size > 0 : settings.reported === 'main' && left.has(main.oid);
}

function whole({ subOrders, isReported }: OrderToReport, toShip: SubOrderToReport[]): Waybill | null {
  const some = toShip.filter(({ oid, ended }) => !ended && !isReported(oid));
  if (some.length === 0) return null;
  const isAll = some.length === subOrders.length && subOrders.every(({ dropped }) => dropped === 0n);
  return { oids: isAll ? [] : some.map(({ oid }) => oid), part: false, count: null };
}
