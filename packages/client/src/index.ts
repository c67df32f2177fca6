export type { Carrier, ListingStatus, ListingTarget, Outcome, Quantity } from '@tongbu/model';
export { type Client, createClient, type InterfaceName, type Interfaces, type RequestTo, type ResultFrom } from './client.ts';
export { enterpriseRequest } from './enterprise/request.ts';
export {
  AbortedError,
  AnswerError,
  CallError,
  type CallErrorCode,
  ClockError,
  HttpError,
  NetworkError,
  RateLimitError,
  type RawAnswer,
  type Refusal,
  RefusedError,
  TimeoutError,
  UnreadableError,
} from './error.ts';
export { flagshipRequest } from './flagship/request.ts';
export type { CallOptions, ClientOptions, Edition, PageOptions, Pause } from './options.ts';
export type { Hidden } from './pass.ts';
export type {
  Acknowledged,
  AcknowledgeOptions,
  Pool,
  PullOptions,
  Rejected,
  ShipmentPool,
  ShipmentReport,
  Skipped,
  StockOutcome,
  StockPool,
  StockReport,
} from './pool.ts';
export type { ShipmentRecord } from './shipment-record.ts';
export type { StockRecord } from './stock-record.ts';
export { type Account, type SendOptions, type SignedRequest, send } from './transport.ts';
export type { Unreadable } from './unreadable.ts';
