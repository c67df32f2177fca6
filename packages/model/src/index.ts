export type {
  Outcome,
  ShipmentAcknowledgement,
  ShipmentEffect,
  StockAcknowledgement,
  StockEffect,
  StockResult,
} from './acknowledgement.ts';
export type { ListingResult, PushedListing } from './listing.ts';
export { LOGISTICS_TYPES, UNMAPPED } from './logistics-types.ts';
export type { OrderRefusal, OrderResult, OrderState, Payment, PushedOrder, PushedSubOrder, Receiver, RefundState } from './order.ts';
export { fromScaled, type Quantity, readQuantity, SCALE, toScaled } from './quantity.ts';
export type { CarrierEntry, LevelEntry, ShopEntry, WarehouseEntry } from './settings.ts';
export type { Carrier, Shipment, ShipmentState } from './shipment.ts';
export type { ListingStatus, ListingTarget, RuleSnapshot, StockChange } from './stock-change.ts';
export type { CountedLine } from './stocktake.ts';
