import type { Outcome, Quantity } from '@tongbu/model';
import type { CallError } from './error.ts';
import type { Hidden } from './pass.ts';
import type { ShipmentRecord } from './shipment-record.ts';
import type { StockRecord } from './stock-record.ts';
import type { Unreadable } from './unreadable.ts';

/** What to pull, and how. */
export interface PullOptions {
  /**
   * The shop's number, `shop_no`. Needed for stock on the enterprise edition. Left out elsewhere: all shops that the key may
   * see. On the flagship edition stock of one shop is told from that of others by its number, which takes one call of
   * `setting.Shop.queryShop` for each client.
   */
  shop?: string;
  /** Most records of a page; 100 by default. At most 2000 for stock, 100 (enterprise) or 1000 (flagship) for shipments: more is cut to that. */
  limit?: number;
  /** Ends the pull between calls and within one: the iteration throws an {@link AbortedError}. */
  signal?: AbortSignal;
  /** Told of every listing that waits and cannot be offered, such as one whose sync is switched off; it comes again with the next pull. */
  onSkip?: (skipped: Skipped) => void;
  /**
   * Told, once in a pass, of every record that waits and cannot be read: raise an alarm, for it waits until somebody mends it at the
   * ERP. Without it the pass offers everything else and then throws an {@link UnreadableError}.
   */
  onUnreadable?: (unreadable: Unreadable) => void;
  /**
   * Told at the end of a pass that could not get to everything: raise an alarm. The enterprise edition begins each page anew, so that records
   * that nobody settles hide what stands behind them once they fill the largest page, 100 shipments or 2000 listings; somebody has to settle
   * or cancel them at the ERP. (Tongbu reads on, and hides nothing.)
   */
  onHidden?: (hidden: Hidden) => void;
}

/** A listing that waits without a quantity to show. */
export interface Skipped {
  listing: string;
  /** In the server's words where it said any. */
  reason: string;
}

/**
 * One of the two pools of what waits for the shop.
 *
 * @example
 * ```ts
 * for await (const page of client.stock.pull({ shop: 'web' })) {
 *   const reports = await Promise.all(page.map((record) => applyToShop(record)));
 *   const { rejected } = await client.stock.acknowledge(reports);
 *   for (const { record, reason } of rejected) console.error(record.listing, reason);
 * }
 * ```
 */
export interface Pool<Record, Report extends { record: unknown }> {
  /**
   * One pass over what waits, as pages that are never empty: apply a page, acknowledge it, then ask for the next one.
   *
   * A pool shrinks as it is acknowledged, so the iterator never turns to a "page 2" of it: it reads on where what was left
   * unacknowledged ends. A record is offered once in a pass (a newer version of a listing is another record); what was not
   * acknowledged comes again with the next pass. The pass ends where a read brings nothing new. Not acknowledging at all is
   * safe and changes nothing; against the vendor's enterprise edition such a pass ends after its first page.
   *
   * @throws CallError when a read fails after the repeats that {@link ClientOptions} allow; {@link UnreadableError} at the end of a
   *   pass that met records it could not read, where `onUnreadable` is not given
   */
  pull(options?: PullOptions): AsyncGenerator<Record[], void, undefined>;
  /**
   * Says what became of records, in batches that the edition's interfaces take. Saying the same again is safe: keep what the
   * shop confirmed until this returns, and say it again after a crash.
   *
   * @returns every report in exactly one of `accepted` and `rejected`
   * @throws CallError when the server refused the first call as a whole, or gave no answer that can be read: then no report
   *   counts as said. Where that happens to a later call, the reports it held and those after it are `rejected`, with the error
   */
  acknowledge<R extends Report>(reports: readonly R[], options?: AcknowledgeOptions): Promise<Acknowledged<R>>;
}

/** How to acknowledge. */
export interface AcknowledgeOptions {
  /** Ends it between calls and within one. */
  signal?: AbortSignal;
}

/** What the server said to the reports of an acknowledgement. */
export interface Acknowledged<R extends { record: unknown }> {
  /** The server has them, durably; or (see {@link StockOutcome}) the edition says them by silence. */
  accepted: R[];
  /** Those of `accepted` whose record had its final state before: somebody said it earlier, and this changed nothing. */
  settled: R[];
  rejected: Rejected<R>[];
}

/** A report that the server did not take. */
export interface Rejected<R extends { record: unknown }> {
  report: R;
  /** The report's own record. */
  record: R['record'];
  /** In the server's words where it said any. */
  reason: string;
  /** True when the same report may be accepted later: it was not reached, or the server was busy. */
  retryable: boolean;
  /** Why the call that held it, or would have held it, failed as a whole; absent where the server judged this record alone. */
  cause?: CallError;
}

/**
 * What the shop says of a listing.
 *
 * | outcome | flagship | enterprise |
 * | --- | --- | --- |
 * | success | `syncSuccess`: this version is done | in the list: this version is done |
 * | fail, retry | `syncFail`: offered again after a growing delay | left out of the list, which is how the edition says it: offered again; nothing is sent |
 * | ignore | `cancelSync` with the version: not offered until the next change; rejected where a newer version waits | as success. The edition has no other word: say it only of what somebody decided to ignore by name |
 */
export type StockOutcome = Outcome | 'ignore';

/** What the shop says of one listing. */
export interface StockReport {
  /** As it was pulled; these members are enough, and survive JSON. */
  record: Pick<StockRecord, 'listing' | 'version' | 'quantity' | 'token'>;
  outcome: StockOutcome;
  /** What the shop shows now, where that is not the record's quantity. */
  quantity?: Quantity;
  /** Shown to the people at the ERP (flagship); cut to 1024 characters. Say why, where it failed. */
  message?: string;
}

/**
 * What the shop says of one shipment.
 *
 * | outcome | flagship | enterprise |
 * | --- | --- | --- |
 * | success | 0: done | 0: done |
 * | fail | 2: given up, a person at the ERP has to look | 1: the same |
 * | retry | -100: offered again after a growing delay | left out of the list, which is how the edition says it; nothing is sent |
 */
export interface ShipmentReport {
  /** As it was pulled; its number is enough. */
  record: Pick<ShipmentRecord, 'shipment'>;
  outcome: Outcome;
  /** Shown to the people at the ERP; cut to 200 characters (flagship) or 255 (enterprise). */
  message?: string;
}

/** Listings whose stock changed. */
export type StockPool = Pool<StockRecord, StockReport>;

/** Parcels that left and that the shop does not know of yet. */
export type ShipmentPool = Pool<ShipmentRecord, ShipmentReport>;
