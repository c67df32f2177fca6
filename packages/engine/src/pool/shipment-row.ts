import type { Shipment, ShipmentState } from '@tongbu/model';
import type { ShipmentPoolState } from './rules.ts';

/** The columns of {@link ShipmentRow}, for statements over `shipments p join shops s`. */
export const SHIPMENT_COLUMNS = `p.shipment_id, p.shop_id, s.shop_no, p.trade_id, p.tid, p.oids, p.part, p.tracking_number,
  p.carrier_code, p.carrier_name, p.carrier_type, p.delivery_term, p.goods_count, p.shipped_at, p.created_at, p.state,
  p.message, p.retries, p.retry_at, p.retry_steps, p.failure_signed_at`;

/** A shipment as the database holds it. */
export interface ShipmentRow {
  shipment_id: number;
  shop_id: number;
  shop_no: string;
  trade_id: number;
  tid: string;
  oids: string;
  part: number;
  tracking_number: string;
  carrier_code: string;
  carrier_name: string;
  carrier_type: number;
  delivery_term: number;
  goods_count: string | null;
  shipped_at: number;
  created_at: number;
  state: ShipmentState;
  message: string;
  retries: number;
  retry_at: number;
  retry_steps: number;
  failure_signed_at: number;
}

/** The row in the model's words. */
export function shipmentOf(row: ShipmentRow): Shipment {
  return {
    shipment: row.shipment_id,
    shop: row.shop_id,
    shopNo: row.shop_no,
    tradeId: row.trade_id,
    tid: row.tid,
    oids: row.oids === '' ? [] : row.oids.split(','),
    part: row.part === 1,
    trackingNumber: row.tracking_number,
    carrier: { code: row.carrier_code, name: row.carrier_name, type: row.carrier_type },
    deliveryTerm: row.delivery_term,
    goodsCount: row.goods_count,
    shippedAt: row.shipped_at,
    createdAt: row.created_at,
    state: row.state,
    retries: row.retries,
    message: row.message,
  };
}

/** The part of a row that the rules decide on. */
export function shipmentState(row: ShipmentRow): ShipmentPoolState {
  return { state: row.state, retryAt: row.retry_at, retrySteps: row.retry_steps, failureSignedAt: row.failure_signed_at };
}
