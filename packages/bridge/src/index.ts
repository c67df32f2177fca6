export {
  type Finding,
  type MappedCarrier,
  type Refusal,
  type ShipmentOutcome,
  type ShipmentToApply,
  type Shop,
  type ShopContext,
  ShopDownError,
  type ShopKind,
  type StockOutcome,
  type StockToApply,
  type Waiting,
} from './shop.ts';
