import type { Acknowledged, Client, Outcome, PullOptions, ShipmentRecord, ShipmentReport, StockRecord, StockReport } from '@tongbu/client';
import { type Decision, decideShipment, decideStock, decideUnmapped, type Policies } from './decision.ts';
import type { Journal } from './journal.ts';
import { type Ignored, type Mapping, mapShipment, mapStock, shipmentKey, stockKey, type Unmapped } from './mapping.ts';
import type { Kind } from './meters.ts';
import type { ShipmentOutcome, ShipmentToApply, Shop, StockOutcome, StockToApply } from './shop.ts';

/** What differs between stock and shipments, and nothing else: a worker runs either. */
export interface Stream<Rec = unknown, Item extends { key: string } = { key: string }, Out extends { key: string } = { key: string }> {
  kind: Kind;
  /** The most records the shop takes at once. */
  batch: number;
  pull(options: PullOptions): AsyncIterable<Rec[]>;
  /** The record's own number at the ERP. */
  numberOf(record: Rec): string;
  /** What must not be worked on twice at once: the listing, the order. */
  placeOf(record: Rec): string;
  /** Identifies this very record for ever. */
  keyOf(record: Rec): string;
  /** Of two records with one number, whether the first is newer. */
  isNewer(record: Rec, than: Rec): boolean;
  map(record: Rec, key: string): Item | Unmapped;
  apply(items: readonly Item[], signal: AbortSignal): Promise<Out[]>;
  decide(item: Item, outcome: Out | undefined): Decision;
  decideUnmapped(unmapped: Unmapped): Decision;
  report(record: Rec, decision: Decision): StockReport | ShipmentReport;
  acknowledge(reports: readonly (StockReport | ShipmentReport)[], signal: AbortSignal): Promise<Acknowledged<StockReport | ShipmentReport>>;
  /** What logs call it. */
  nameOf(record: Rec): string;
}

/** What both streams are made of. */
export interface Parts {
  client: Client;
  shop: Shop;
  journal: Pick<Journal, 'mayHaveArrived'>;
  mapping: Mapping;
  ignored: Ignored;
  policies: Policies;
  /** `seller:edition`, the beginning of every key. */
  account: string;
}

/** Listings whose stock changed. */
export function stockStream({ client, shop, mapping, ignored, policies, account }: Parts): Stream<StockRecord, StockToApply, StockOutcome> {
  return {
    kind: 'stock',
    batch: shop.batch.stock,
    pull: (options) => client.stock.pull(options),
    numberOf: ({ listing }) => listing,
    placeOf: ({ listing }) => listing,
    keyOf: (record) => stockKey(account, record),
    isNewer: (record, than) => record.version > than.version,
    map: (record, key) => mapStock(key, record, mapping, ignored),
    apply: (items, signal) => shop.applyStock(items, signal),
    decide: (item, outcome) => decideStock(item, outcome, policies),
    decideUnmapped: (unmapped) => decideUnmapped(unmapped, policies),
    report: ({ listing, version, quantity, token }, { say, reason }) => ({
      record: { listing, version, quantity, token },
      outcome: say ?? 'retry',
      ...(reason && { message: reason }),
    }),
    acknowledge: (reports, signal) => client.stock.acknowledge(reports as StockReport[], { signal }),
    nameOf: ({ listing, specNo, version }) => `listing ${listing}${specNo && ` (${specNo})`}, version ${version}`,
  };
}

/** Parcels that left. */
export function shipmentStream(parts: Parts): Stream<ShipmentRecord, ShipmentToApply, ShipmentOutcome> {
  const { client, shop, journal, mapping, ignored, policies, account } = parts;
  return {
    kind: 'shipments',
    batch: shop.batch.shipments,
    pull: (options) => client.shipments.pull(options),
    numberOf: ({ shipment }) => shipment,
    placeOf: ({ tid }) => tid,
    keyOf: (record) => shipmentKey(account, record),
    isNewer: () => false,
    map: (record, key) => mapShipment(key, record, journal.mayHaveArrived(key), mapping, ignored),
    apply: (items, signal) => shop.applyShipments(items, signal),
    decide: (_, outcome) => decideShipment(outcome, policies),
    decideUnmapped: (unmapped) => decideUnmapped(unmapped, policies),
    report: ({ shipment }, { say, reason }) => ({ record: { shipment }, outcome: wordOf(say), ...(reason && { message: reason }) }),
    acknowledge: (reports, signal) => client.shipments.acknowledge(reports as ShipmentReport[], { signal }),
    nameOf: ({ shipment, tid, trackingNumber }) => `shipment ${shipment} (order ${tid}, ${trackingNumber})`,
  };
}

/** Neither edition can take a shipment back: what is ignored on purpose is told as done. */
function wordOf(say: Decision['say']): Outcome {
  return say === 'ignore' ? 'success' : (say ?? 'retry');
}
