export {
  type BridgeOptions,
  checkBridge,
  type Planned,
  planBridge,
  type Reading,
  runBridge,
  runBridgeOnce,
  type Surroundings,
} from './bridge.ts';
export { type BridgeConfiguration, ConfigurationError, readConfiguration, type Secrets } from './configuration.ts';
export type { Decision, Gap, Policies, Policy } from './decision.ts';
export { JournalError } from './journal.ts';
export type { Log } from './log.ts';
export type { Ignored, Mapping } from './mapping.ts';
export { Meters, metricsText, type Standing } from './meters.ts';
export type { Limits } from './pace.ts';
export type { Share } from './share.ts';
export {
  type Finding,
  type MappedCarrier,
  type Refusal,
  type ShipmentOutcome,
  type ShipmentToApply,
  type Shop,
  type ShopContext,
  ShopDownError,
  type ShopDownOptions,
  type ShopKind,
  type StockOutcome,
  type StockToApply,
  type Waiting,
} from './shop.ts';
export { isGenuine } from './standard-webhooks.ts';
export { type StatusListener, startStatusListener } from './status-listener.ts';
