/** Between the flagship edition's fields and the model's words; the only file that knows both. */
import type { Shipment, ShipmentAcknowledgement, StockAcknowledgement, StockChange } from '@tongbu/model';
import { type Element, formatTime } from '../fields/index.ts';
import type { AnswerOf, RequestOf } from '../method.ts';
import { toCount, toId } from '../number.ts';
import { oidsText } from '../oids.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;
type StockRow = AnswerOf<Methods['sales.StockSync.calcStock']>['data'];
type ShipmentRow = AnswerOf<Methods['sales.LogisticsSync.getSyncListExt']>['data'][number];
type ShipmentReport = RequestOf<Methods['sales.LogisticsSync.update']>['syncList'][number];
type StockReport = RequestOf<Methods['sales.StockSync.syncSuccess']>;

/** One listing as `calcStock` and `batchCalcStock` show it. */
export function stockRow(change: StockChange): StockRow {
  const { rule } = change;
  return {
    rec_id: change.listing,
    shop_id: change.shop,
    platform_id: 127,
    sub_platform_id: 0,
    goods_id: change.goodsId,
    spec_id: change.specId,
    outer_id: change.goodsNo,
    spec_outer_id: change.specNo,
    match_code: change.matchCode,
    match_target_type: change.target,
    match_target_id: change.targetId,
    status: change.status,
    stock_num: change.shown,
    syn_stock: change.quantity,
    stock_change_count: change.version,
    last_syn_num: change.lastQuantity ?? '-1',
    last_syn_time: change.lastAt === null ? '' : formatTime(change.lastAt),
    list_time: '',
    delist_time: '',
    stock_syn_rule_id: rule.id,
    stock_syn_rule_no: rule.no,
    stock_syn_warehouses: rule.warehouses.join(','),
    stock_syn_mask: rule.mask,
    stock_syn_percent: rule.percent,
    stock_syn_plus: rule.plus,
    stock_syn_min: rule.min,
    stock_syn_max: rule.max,
    is_auto_listing: rule.autoListing,
    is_auto_delisting: rule.autoDelisting,
    mask: 0,
    reserve_s: '',
  };
}

/** What `syncSuccess` or `syncFail` says; the method decides the outcome, whatever `is_syn_success` holds. */
export function stockAcknowledgement(request: StockReport, outcome: 'success' | 'fail'): StockAcknowledgement {
  const { info } = request;
  return {
    listing: toId(request.apiGoodsId),
    outcome,
    version: info.stock_change_count === undefined ? null : toCount(info.stock_change_count),
    quantity: info.syn_stock ?? null,
    message: info.syn_result ?? (outcome === 'success' ? '库存同步成功' : '库存同步失败'),
  };
}

/** One shipment as `getSyncListExt` shows it. */
export function shipmentRow(shipment: Shipment): ShipmentRow {
  return {
    sync_id: shipment.shipment,
    tid: shipment.tid,
    logistics_no: shipment.trackingNumber,
    logistics_code: shipment.carrier.code,
    logistics_name: shipment.carrier.name,
    is_part_sync: shipment.part,
    oids: oidsText(shipment),
    trade_id: shipment.tradeId,
    platform_id: 127,
    created: shipment.createdAt,
    goods_count: shipment.part && shipment.goodsCount !== null ? shipment.goodsCount : undefined,
  };
}

/** One element of `update`. */
export function shipmentAcknowledgement(element: ShipmentReport): ShipmentAcknowledgement {
  if (!element.ok) return { shipment: toId(element.id), outcome: 'fail', message: '', refused: elementError(element) };
  const { sync_id, status, error_msg } = element.value;
  return { shipment: toId(sync_id), outcome: status, message: error_msg };
}

/** The text for an element of `update` that cannot be read; the first is the vendor's, exactly. */
function elementError(element: Element<unknown> & { ok: false }): string {
  const { field, problem, value } = element.problem;
  if (field === 'status' && problem === 'missing') return '同步结果状态为空!';
  if (element.id === undefined) return field === 'sync_id' && problem !== 'missing' ? `物流同步id错误: ${value}` : '物流同步id为空!';
  return `${field === 'status' ? '同步结果状态' : field}错误: ${value ?? ''} (sync_id: ${element.id})`;
}

/** The text for a shipment that does not exist for this key; the id as the request named it, which may be longer than ours are. */
export const unknownShipment = (id: string) => `物流同步记录不存在: ${id}`;
