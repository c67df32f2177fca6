/** From trades that left to the records that wait for the shop; which one arises, `waybill.ts` says. */
import { toScaled, UNMAPPED } from '@tongbu/model';
import type { ShipmentRow } from '../pool/shipment-row.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { type CarrierRow, carrierOf } from './carrier-rows.ts';
import { contentOf, create, oidsIn, type Parcel, type RecordContext, recordsOf, replace, saysSame } from './record.ts';
import { linesIn, type Sheet, type SubOrderRow, type TradeRow, whereabouts } from './sheet.ts';
import { hasReached } from './trade-state.ts';
import { isDropped } from './update.ts';
import { type ShopSettings, type Waybill, waybillToReport } from './waybill.ts';
import type { Work } from './work.ts';

/** Makes the record that arises for an order as a trade leaves. @returns its number; null when none arises */
export async function reportLeft(work: Work, sheet: Sheet, trade: TradeRow): Promise<number | null> {
  const left = new Map(linesIn(sheet, trade).map(({ oid, num }) => [oid, toScaled(num)]));
  return report(work, sheet, trade, left);
}

/**
 * Makes the record that was put off until nothing is left to ship, when the rest of an order is given back instead: it bears the
 * number of what left last.
 */
export async function reportRest(work: Work, sheet: Sheet): Promise<void> {
  const shipped = sheet.trades.filter((trade) => trade.state === 'shipped' && linesIn(sheet, trade).length > 0);
  shipped.sort((a, b) => (a.shipped_at as number) - (b.shipped_at as number) || a.trade_id - b.trade_id);
  const last = shipped.at(-1);
  if (!last || sheet.subOrders.some((subOrder) => whereabouts(sheet, subOrder).open > 0n)) return;
  await report(work, sheet, last, new Map());
}

async function report(work: Work, sheet: Sheet, trade: TradeRow, left: ReadonlyMap<string, bigint>): Promise<number | null> {
  const context = recordContext(work);
  await issue(work.session, work.seller, 'shipment', 0); // whoever ships for this seller waits here
  const { shop_id: shop, tid } = sheet.order;
  const records = (await recordsOf(context, shop, tid)).filter(({ state }) => state !== 'replaced');
  const waybill = waybillToReport({
    settings: await settingsOf(work, shop),
    subOrders: sheet.subOrders.map((subOrder) => ({
      oid: subOrder.oid,
      ended: isEnded(sheet, subOrder),
      ...whereabouts(sheet, subOrder),
    })),
    left,
    isReported: (oid) => records.some(({ oids }) => oids === '' || oidsIn(oids).includes(oid)),
  });
  if (!waybill || (waybill.count !== null && records.some((record) => sharesWhole(record, waybill)))) return null;
  const carrier = (await carrierOf(work.session, work.seller, trade.carrier_id as number)) as CarrierRow;
  return create(context, shop, trade.trade_id, parcelOf(sheet, trade, carrier, waybill));
}

/** Finished, refunded or closed in the shop: nobody there waits for a number. */
function isEnded({ order }: Sheet, subOrder: SubOrderRow): boolean {
  return hasReached(order.state, 'finished') || hasReached(subOrder.state, 'finished') || isDropped(order.state, subOrder);
}

/** A record that counts no pieces stands for all of its sub-orders' pieces: nothing of them may wait beside it (promise L3). */
function sharesWhole({ state, oids, goods_count }: ShipmentRow, waybill: Waybill): boolean {
  return state === 'pending' && goods_count === null && (oids === '' || waybill.oids.some((oid) => oidsIn(oids).includes(oid)));
}

function parcelOf({ order }: Sheet, trade: TradeRow, carrier: CarrierRow, { oids, part, count }: Waybill): Parcel {
  return {
    tid: order.tid,
    oids: oids.join(','),
    part: Number(part),
    ...numberOf(trade, carrier),
    delivery_term: order.delivery_term,
    goods_count: count,
    shipped_at: trade.shipped_at as number,
  };
}

/** Of several packages the main one is reported. */
function numberOf(trade: TradeRow, { code, name, type }: CarrierRow) {
  const [main = ''] = JSON.parse(trade.numbers) as string[];
  return { tracking_number: main, carrier_code: code, carrier_name: name, carrier_type: type ?? UNMAPPED };
}

/** Replaces the records of a trade whose carrier or main number was corrected (promise L1). @returns the numbers of the new ones */
export async function reportCorrected(work: Work, sheets: Sheet[], trade: TradeRow): Promise<number[]> {
  const context = recordContext(work);
  await issue(work.session, work.seller, 'shipment', 0);
  const carrier = (await carrierOf(work.session, work.seller, trade.carrier_id as number)) as CarrierRow;
  const made: number[] = [];
  for (const { order } of sheets) {
    const records = await recordsOf(context, order.shop_id, order.tid);
    const latest = records.filter(({ trade_id, state }) => trade_id === trade.trade_id && state !== 'replaced').at(-1);
    if (!latest) continue;
    const parcel = { ...contentOf(latest), ...numberOf(trade, carrier), shipped_at: trade.shipped_at as number };
    if (saysSame(latest, parcel)) continue;
    await replace(context, latest.shipment_id);
    made.push(await create(context, order.shop_id, trade.trade_id, parcel));
  }
  return made;
}

const recordContext = ({ session, seller, actor, now, parcels }: Work): RecordContext => ({
  session,
  seller,
  actor,
  now,
  pending: parcels,
});

async function settingsOf({ session, seller }: Work, shop: number): Promise<ShopSettings> {
  type Row = { split_shipping: number; reported: ShopSettings['reported']; by_quantity: number };
  const [row] = await session.query<Row>(settings, { seller, shop });
  const { split_shipping, reported, by_quantity } = row as Row;
  return { split: split_shipping === 1, reported, byQuantity: by_quantity === 1 };
}

const settings = statement('select split_shipping, reported, by_quantity from shops where seller = :seller and shop_id = :shop');
