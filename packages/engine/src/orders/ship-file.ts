import { type Quantity, readQuantity } from '@tongbu/model';
import { EngineError } from '../error.ts';
import { CellError, optionalText, text, time } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import type { Portion } from './ask.ts';
import { findCarrier } from './carrier-rows.ts';
import { splitOids } from './oids.ts';
import { sheetOf } from './sheet.ts';
import { shipOrderIn } from './ship.ts';
import { type Who, workIn } from './work.ts';

/** Parcels of orders: a row ships an order, or some of its sub-orders, or so many pieces of them. The same row again changes nothing. */
export const ship = kind({
  name: 'ship',
  summary: {
    en: 'Ships orders: all that is open of one, or the sub-orders in oids, or so many pieces of each (nums, in their order); takes down stock and makes shipments. Several values have , or ; between; of several logistics_no the first is told.',
    zh: '订单发货：oids 留空为整单，否则为所列子订单，nums 按 oids 的顺序写各发多少；扣减库存并生成物流同步记录。多个值用 , 或 ; 分隔；有多个 logistics_no 时回传第一个。',
  },
  columns: {
    tid: text(40),
    oids: optionalText(8200),
    nums: optionalText(4200),
    logistics_code: text(40),
    logistics_no: text(2100),
    consign_time: time(),
  },
  pool: 'shipment',
  claim: ({ tid, oids, nums, logistics_no }) => ({ group: [tid, splitOids(oids).sort(), nums, logistics_no].join('\n'), members: null }),
  resolve: (context, rows) =>
    resolveEach(rows, async (row) => {
      const lines = portionsIn(row.oids, row.nums);
      const reader = { ...context, sheets: { orders: new Map(), trades: new Map() } };
      const sheet = await sheetOf(reader, row.tid);
      if (!sheet) throw new CellError('tid', row.tid, 'is no order; import orders first');
      const stranger = lines?.find(({ oid }) => !sheet.subOrders.some((subOrder) => subOrder.oid === oid));
      if (stranger) throw new CellError('oids', row.oids, `order ${row.tid} has no sub-order ${stranger.oid}`);
      const carrier = await findCarrier(context.session, context.seller, row.logistics_code);
      if (!carrier) throw new CellError('logistics_code', row.logistics_code, 'is no carrier; import carriers first');
      return lines;
    }),
  async write({ session, seller, actor, now }, rows) {
    const who: Who = { seller, actor, now };
    let changed = 0;
    for (const { row, resolved: lines } of rows) {
      const { tid, logistics_code: carrier, logistics_no, consign_time: shippedAt = null } = row;
      const input = { tid, lines, carrier, numbers: splitOids(logistics_no), shippedAt };
      const { effect } = await workIn(session, who, (work) => shipOrderIn(work, input)).catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'input') throw new CellError('tid', tid, `cannot be shipped: ${error.message}`);
        throw error;
      });
      if (effect !== 'unchanged') changed++;
    }
    return changed;
  },
});

/** Sub-orders and, in the same order, how many pieces of each; null for all that is open. */
function portionsIn(oids: string, nums: string): Portion[] | null {
  const named = splitOids(oids);
  if (oids !== '' && named.length === 0) throw new CellError('oids', oids, 'names no sub-order');
  const counts = nums === '' ? [] : nums.split(/[,;，；]/).map((num) => num.trim());
  if (counts.length > 0 && counts.length !== named.length) throw new CellError('nums', nums, 'must hold one number for each of oids');
  if (named.length === 0) return null;
  return named.map((oid, place) => ({ oid, num: countIn(counts[place] ?? '', nums) }));
}

function countIn(text: string, cell: string): Quantity | null {
  if (text === '') return null;
  const count = readQuantity(text);
  if (count === undefined) throw new CellError('nums', cell, `"${text}" is no number of at most 15 digits before and 4 after the point`);
  return count;
}
