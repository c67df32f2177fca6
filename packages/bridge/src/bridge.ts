import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient, type Edition, type Unreadable } from '@tongbu/client';
import type { Policies } from './decision.ts';
import { HeldBack } from './held-back.ts';
import { Journal, JournalError } from './journal.ts';
import type { Log } from './log.ts';
import type { Ignored, Mapping } from './mapping.ts';
import { type Kind, Meters } from './meters.ts';
import { type Limits, pacedFetch } from './pace.ts';
import { growingPause } from './pause.ts';
import type { Share } from './share.ts';
import { type Finding, type ShipmentToApply, type Shop, ShopDownError, type StockToApply, type Waiting } from './shop.ts';
import { type Parts, type Stream, shipmentStream, stockStream } from './stream.ts';
import { Worker } from './worker.ts';

/** How often and how much a pool is read. */
export interface Reading {
  /** Rest between two passes, in milliseconds. */
  everyMs: number;
  /** Most records of a page. */
  page: number;
}

/** What a bridge needs to know. `configuration.ts` reads it from a file. */
export interface BridgeOptions {
  erp: { edition: Edition; url: string; seller: string; key: string; secret: string };
  /** Numbers of the shops to pull for; empty stands for all the key may see (flagship), and enterprise stock needs at least one. */
  shops: readonly string[];
  /** What the vendor allows the key; null switches it off. */
  limits: Limits | null;
  /** Null leaves the pool alone. */
  stock: Reading | null;
  shipments: Reading | null;
  mapping: Mapping;
  ignored: Ignored;
  policies: Policies;
  share: Share;
  /** Path of the journal. */
  journal: string;
  /** How long what is in hand may take when the bridge is told to stop, in milliseconds; 5,000 by default. */
  graceMs?: number;
  /** How long a minute of holding back lasts, in milliseconds, and the first pause; tests are in a hurry. */
  minuteMs?: number;
  firstPauseMs?: number;
  /** How long one call to the ERP may pause for itself, in milliseconds, before the bridge pauses as a whole; 15,000 by default. */
  patienceMs?: number;
  now?: () => number;
  fetch?: typeof fetch;
}

/** Where a bridge works: the shop it serves, where its lines go, what it counts. */
export interface Surroundings {
  shop: Shop;
  log: Log;
  meters?: Meters;
}

/** One record as a dry run shows it. */
export type Planned =
  | { pool: 'stock'; would: 'apply'; record: StockToApply }
  | { pool: 'shipments'; would: 'apply'; record: ShipmentToApply }
  | { pool: Kind; would: 'ignore' | 'fail' | 'keep' | 'wait'; name: string; reason: string };

/** A pass in `once` gives up after this many failures, one after another. */
const ONCE_ATTEMPTS = 4;

/**
 * Runs until told to stop: what waits in the ERP goes to the shop, and what the shop confirmed is acknowledged.
 *
 * @param stop ends it within `graceMs` and a moment, with nothing half done
 * @throws ShopDownError where the shop has switched us off; JournalError where the disk refuses, or another bridge has the journal
 */
export async function runBridge(options: BridgeOptions, surroundings: Surroundings, stop: AbortSignal): Promise<void> {
  await work(options, surroundings, stop, async ({ worker, reading, kind, signals, log, rest }) => {
    for (let failures = 0; !signals.stop.aborted; ) {
      try {
        const met = await worker.pass(signals);
        if (failures > 0) log('info', `${kind}: works again`);
        failures = 0;
        if (met > 0) log('debug', `${kind}: a pass over ${met} has ended`);
        await rest(reading.everyMs);
      } catch (error) {
        if (signals.stop.aborted) return;
        if (isFatal(error)) throw error;
        failures += 1;
        await rest(tellPause(surroundings, options, kind, error as Error, failures));
      }
    }
  });
}

/**
 * One pass over each pool, for `cron`.
 *
 * @throws CallError or ShopDownError where ERP or shop cannot be worked with after some attempts
 */
export async function runBridgeOnce(options: BridgeOptions, surroundings: Surroundings, stop: AbortSignal): Promise<void> {
  await work(options, surroundings, stop, async ({ worker, kind, signals, rest }) => {
    for (let failures = 0; !signals.stop.aborted; ) {
      try {
        await worker.pass(signals);
        return;
      } catch (error) {
        if (signals.stop.aborted) return;
        failures += 1;
        if (isFatal(error) || failures >= ONCE_ATTEMPTS) throw error;
        await rest(tellPause(surroundings, options, kind, error as Error, failures));
      }
    }
  });
}

interface Running {
  worker: { pass(signals: { stop: AbortSignal; hard: AbortSignal }): Promise<number> };
  reading: Reading;
  kind: Kind;
  signals: { stop: AbortSignal; hard: AbortSignal };
  log: Log;
  rest(ms: number): Promise<void>;
}

async function work(
  options: BridgeOptions,
  surroundings: Surroundings,
  outer: AbortSignal,
  run: (running: Running) => Promise<void>,
): Promise<void> {
  const { shop, log, meters = new Meters() } = surroundings;
  const { graceMs = 5_000, now = Date.now } = options;
  // One stream that cannot go on ends the other, too.
  const failed = new AbortController();
  const stop = AbortSignal.any([outer, failed.signal]);
  const hard = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const giveUp = () => {
    timer = setTimeout(() => hard.abort(), graceMs);
  };
  stop.addEventListener('abort', giveUp, { once: true });
  const journal = await Journal.open(options.journal);
  try {
    if (journal.damaged > 0)
      log('warn', `${options.journal}: ${journal.damaged} lines cannot be read; every parcel is looked for in the shop before it is made`);
    const parts = partsOf(options, shop, journal, meters, hard.signal);
    const common = { journal, meters, log, now, share: options.share };
    const signals = { stop, hard: hard.signal };
    const rest = (ms: number) => pause(ms, undefined, { signal: stop }).catch(() => {});
    const start = <R, I extends { key: string }, O extends { key: string }>(stream: Stream<R, I, O>, reading: Reading | null) => {
      if (!reading) return undefined;
      const worker = new Worker(stream, { ...common, held: new HeldBack(options.minuteMs), shops: shopsOf(options), page: reading.page });
      return run({ worker, reading, kind: stream.kind, signals, log, rest }).catch((error) => {
        failed.abort();
        throw error;
      });
    };
    const ended = await Promise.allSettled([start(stockStream(parts), options.stock), start(shipmentStream(parts), options.shipments)]);
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', giveUp);
    await journal.close();
  }
}

function partsOf(options: BridgeOptions, shop: Shop, journal: Parts['journal'], meters: Meters, signal: AbortSignal): Parts {
  const { mapping, ignored, policies, erp } = options;
  return { client: clientOf(options, meters, signal), shop, journal, mapping, ignored, policies, account: `${erp.seller}:${erp.edition}` };
}

function clientOf({ erp, limits, fetch: send, now, patienceMs = 15_000 }: BridgeOptions, meters: Meters, signal: AbortSignal): Client {
  const paced = pacedFetch(
    limits,
    (ms) => {
      meters.rateWaitMs += ms;
    },
    send,
  );
  return createClient({
    ...erp,
    fetch: paced,
    signal,
    patienceMs,
    ...(now && { clock: now }),
    ...(limits && { atOnce: Math.min(4, limits.atOnce) }),
  });
}

function shopsOf({ shops }: BridgeOptions): (string | undefined)[] {
  return shops.length > 0 ? [...shops] : [undefined];
}

function isFatal(error: unknown): boolean {
  return error instanceof JournalError || (error instanceof ShopDownError && error.isFinal);
}

function tellPause({ log, meters }: Surroundings, { firstPauseMs }: BridgeOptions, kind: Kind, error: Error, failures: number): number {
  const ms = growingPause(failures, {
    ...(firstPauseMs !== undefined && { firstMs: firstPauseMs }),
    atLeastMs: error instanceof ShopDownError ? error.retryAfterMs : undefined,
  });
  const who = error instanceof ShopDownError ? 'the shop' : 'the ERP';
  log(
    failures < 3 ? 'warn' : 'error',
    `${kind}: ${who} cannot be worked with: ${error.message}; again in ${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`,
    { failures },
  );
  meters?.paused(kind, ms);
  return ms;
}

/**
 * Compares what waits in the ERP with the mapping and the shop. Changes nothing on either side.
 *
 * @param most how many records of each pool to look at
 */
export async function checkBridge(options: BridgeOptions, { shop }: Surroundings, signal: AbortSignal, most = 500): Promise<Finding[]> {
  const findings: Finding[] = [];
  const waiting: Waiting = { stock: [], shipments: [] };
  try {
    for await (const planned of planBridge(options, { shop }, signal, most)) {
      if (planned.would !== 'apply')
        findings.push({ level: planned.would === 'ignore' ? 'ok' : 'warning', subject: planned.name, text: planned.reason });
      else if (planned.pool === 'stock') waiting.stock.push(planned.record);
      else waiting.shipments.push(planned.record);
    }
    const counts = `${waiting.stock.length} listings and ${waiting.shipments.length} shipments wait and are mapped`;
    findings.unshift({ level: 'ok', subject: options.erp.url, text: `the ERP answers; of at most ${most} of each, ${counts}` });
  } catch (error) {
    findings.unshift({ level: 'error', subject: options.erp.url, text: (error as Error).message });
  }
  try {
    findings.push(...(await shop.check(waiting, signal)));
  } catch (error) {
    findings.push({ level: 'error', subject: shop.name, text: (error as Error).message });
  }
  return findings;
}

/** What would be done with what waits in the ERP, record by record; nothing is said to anybody. */
export async function* planBridge(
  options: BridgeOptions,
  { shop }: Pick<Surroundings, 'shop'>,
  signal: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Planned> {
  const parts = partsOf(options, shop, { mayHaveArrived: () => false }, new Meters(), signal);
  if (options.stock) yield* plan(stockStream(parts), options, options.stock, signal, most);
  if (options.shipments) yield* plan(shipmentStream(parts), options, options.shipments, signal, most);
}

async function* plan<R, I extends { key: string }, O extends { key: string }>(
  stream: Stream<R, I, O>,
  options: BridgeOptions,
  { page }: Reading,
  signal: AbortSignal,
  most: number,
): AsyncGenerator<Planned> {
  let seen = 0;
  const unread: Planned[] = [];
  const onUnreadable = ({ id, where, reason }: Unreadable) =>
    void unread.push({
      pool: stream.kind,
      would: 'keep',
      name: id === null ? where : `${where} (${id})`,
      reason: `cannot be read: ${reason}`,
    });
  for (const shop of shopsOf(options)) {
    for await (const records of stream.pull({ limit: page, signal, onUnreadable, ...(shop !== undefined && { shop }) })) {
      yield* unread.splice(0);
      for (const record of records) {
        if (++seen > most) return;
        const mapped = stream.map(record, stream.keyOf(record));
        if ('key' in mapped) yield { pool: stream.kind, would: 'apply', record: mapped } as unknown as Planned;
        else {
          const { is, say, reason } = stream.decideUnmapped(mapped);
          const would = is === 'ignored' ? 'ignore' : is === 'later' ? 'wait' : say === 'fail' ? 'fail' : 'keep';
          yield { pool: stream.kind, would, name: stream.nameOf(record), reason };
        }
      }
    }
    yield* unread.splice(0);
  }
}
