/** Between the enterprise edition's fields and the model's words; the only file that knows both. */
import type { Shipment, ShipmentAcknowledgement, StockAcknowledgement, StockChange } from '@tongbu/model';
import type { AnswerOf, RequestOf } from '../method.ts';
import { toCount, toId } from '../number.ts';
import { recordError } from './error.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;
type StockRow = AnswerOf<Methods['api_goods_stock_change_query']>['stock_change_list'][number];
type ShipmentRow = AnswerOf<Methods['logistics_sync_query']>['trades'][number];
type StockReport = RequestOf<Methods['api_goods_stock_change_ack']>['stock_sync_list'][number];
type ShipmentReport = RequestOf<Methods['logistics_sync_ack']>['logistics_list'][number];

/** One listing as the stock query shows it. */
export function stockRow(change: StockChange): StockRow {
  return {
    rec_id: change.listing,
    shop_id: change.shop,
    shop_no: change.shopNo,
    goods_id: change.goodsId,
    spec_id: change.specId,
    goods_no: change.goodsNo,
    spec_no: change.specNo,
    erp_spec_type: change.target,
    erp_spec_id: change.targetId,
    sync_stock: change.quantity,
    stock_change_count: change.version,
  };
}

/** One element of the stock acknowledgement: being in the list means success, unless `syn_status` says 0. */
export function stockAcknowledgement(element: StockReport): StockAcknowledgement {
  if (!element.ok) {
    const refused = recordError.unreadable(element.problem.field);
    return { listing: toId(element.id), outcome: 'fail', version: null, quantity: null, message: '', refused };
  }
  const { rec_id, sync_stock, stock_change_count, syn_status } = element.value;
  return {
    listing: toId(rec_id),
    outcome: syn_status,
    version: stock_change_count === undefined ? null : toCount(stock_change_count),
    quantity: sync_stock ?? null,
    message: '',
  };
}

/** One shipment as the logistics query shows it: the columns of both client families. */
export function shipmentRow(shipment: Shipment): ShipmentRow {
  return {
    rec_id: shipment.shipment,
    shop_no: shipment.shopNo,
    tid: shipment.tid,
    logistics_no: shipment.trackingNumber,
    logistics_type: shipment.carrier.type,
    logistics_name: shipment.carrier.name,
    logistics_code_erp: shipment.carrier.code,
    logistics_name_erp: shipment.carrier.name,
    delivery_term: shipment.deliveryTerm,
    consign_time: shipment.shippedAt,
    is_part_sync: shipment.part,
    // The column holds 208 characters, the wire does not care, and this edition has no way to ask for the rest.
    oids: shipment.part ? shipment.oids.join(',') : '',
    platform_id: 127,
    trade_id: shipment.tradeId,
    contact: '',
    mobile: '',
    telno: '',
    address: '',
    is_need_sync: true,
    sync_status: 'waiting',
    stockout_id: 0,
    logistics_id: 0,
    is_last: false,
    description: '',
    sync_time: null,
    error_code: '',
    error_msg: shipment.message,
    try_times: shipment.retries + 1,
    modified: shipment.createdAt,
    created: shipment.createdAt,
  };
}

/** One element of the logistics acknowledgement. */
export function shipmentAcknowledgement(element: ShipmentReport): ShipmentAcknowledgement {
  if (!element.ok) {
    return { shipment: toId(element.id), outcome: 'fail', message: '', refused: recordError.unreadable(element.problem.field) };
  }
  const { rec_id, status, message } = element.value;
  return { shipment: toId(rec_id), outcome: status, message };
}
