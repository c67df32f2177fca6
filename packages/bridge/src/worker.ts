import type { Hidden, ShipmentReport, StockReport, Unreadable } from '@tongbu/client';
import { alarmOfUnreadable } from './alarm-of-unreadable.ts';
import { Appetite } from './appetite.ts';
import type { Decision } from './decision.ts';
import type { HeldBack } from './held-back.ts';
import type { Journal, Owed } from './journal.ts';
import type { Log } from './log.ts';
import type { Meters } from './meters.ts';
import { type Share, sharedBy } from './share.ts';
import { ShopDownError } from './shop.ts';
import type { Stream } from './stream.ts';

/** What a worker works with, beside its stream. */
export interface WorkerOptions {
  journal: Journal;
  held: HeldBack;
  meters: Meters;
  log: Log;
  /** Shops to pull for, by number; undefined stands for all the key may see. */
  shops: readonly (string | undefined)[];
  /** Most records of a page. */
  page: number;
  /** Which part of the records is this bridge's. */
  share: Share;
  now: () => number;
}

/** When to stop. */
export interface Signals {
  /** Begin nothing new. */
  stop: AbortSignal;
  /** Give up what is in hand. */
  hard: AbortSignal;
}

/** Something that is to be said to the ERP. */
interface Word {
  key: string;
  number: string;
  name: string;
  report: StockReport | ShipmentReport;
  decision: Decision;
}

/** Runs one stream: pull, apply, acknowledge what the shop confirmed. One record after another of each listing and order. */
export class Worker<Rec, Item extends { key: string }, Out extends { key: string }> {
  readonly #stream: Stream<Rec, Item, Out>;
  readonly #at: WorkerOptions;
  readonly #appetite: Appetite;
  /** Records the shop failed on while it settled no other: perhaps they are poisonous, perhaps it is down. */
  readonly #suspects = new Map<string, { key: string; name: string; reason: string }>();
  /** Since when this pass has met something that is not settled. */
  #since: number | null = null;
  #toldAt = 0;
  /** Whether the last pass could not get to everything. */
  #wasHidden = false;

  constructor(stream: Stream<Rec, Item, Out>, options: WorkerOptions) {
    this.#stream = stream;
    this.#at = options;
    this.#appetite = new Appetite(stream.batch);
    options.meters.live[stream.kind] = () => {
      const held = options.held.oldest();
      const since = held === null || (this.#since !== null && this.#since < held) ? this.#since : held;
      return { heldBack: options.held.size, since };
    };
  }

  /**
   * One pass over what waits.
   *
   * @returns how many records it met
   * @throws ShopDownError where the shop cannot be worked with; CallError where the ERP cannot
   */
  async pass({ stop, hard }: Signals): Promise<number> {
    const { meters, held, journal, shops, page, log, now } = this.#at;
    const { kind } = this.#stream;
    await this.#settle(hard);
    const began = now();
    let met = 0;
    const hidden: Hidden[] = [];
    this.#toldAt = now();
    for (const shop of shops) {
      const onSkip = (skipped: { listing: string; reason: string }) =>
        log('debug', `listing ${skipped.listing} waits and is not offered`, skipped);
      const onUnreadable = (unreadable: Unreadable) => {
        this.#since ??= now();
        alarmOfUnreadable(unreadable, kind, this.#at);
      };
      const onHidden = (each: Hidden) => void hidden.push(each);
      const pages = this.#stream.pull({ limit: page, signal: stop, onSkip, onUnreadable, onHidden, ...(shop !== undefined && { shop }) });
      for await (const records of pages) {
        this.#since ??= now();
        const mine = this.#mine(records);
        meters.count(kind, 'pulled', mine.length);
        met += mine.length;
        for (const record of mine) held.meet(this.#stream.numberOf(record), now());
        await this.#page(mine, { stop, hard });
        if (stop.aborted) return met;
        this.#tellProgress();
      }
      if (stop.aborted) return met;
    }
    if (this.#suspects.size > 0) throw new ShopDownError([...this.#suspects.values()][0]?.reason ?? '');
    for (const number of held.dropUnmet(began, now())) meters.closeGap(kind, number);
    if (journal.owed().every((owed) => owed.kind !== kind)) this.#since = null;
    this.#tellHidden(hidden);
    meters.passed(kind, now());
    return met;
  }

  /** Says to the ERP what the shop confirmed before: the last bridge died in between, or the ERP could not be reached. */
  async #settle(hard: AbortSignal): Promise<void> {
    const owed = this.#at.journal.owed().filter(({ kind }) => kind === this.#stream.kind);
    if (owed.length === 0) return;
    this.#at.log('info', `${this.#stream.kind}: ${owed.length} that were confirmed before are acknowledged first`);
    await this.#say(
      owed.map((each) => this.#wordOf(each)),
      hard,
    );
  }

  #wordOf({ key, is, kind, report }: Owed): Word {
    const number = kind === 'stock' ? report.record.listing : report.record.shipment;
    const name = kind === 'stock' ? `listing ${number}, version ${report.record.version}` : `shipment ${number}`;
    return { key, number, name, report, decision: { is: is === 'confirmed' ? 'applied' : 'ignored', say: 'success', reason: '' } };
  }

  /** Those that are this bridge's, the newest of each number. */
  #mine(records: readonly Rec[]): Rec[] {
    const { numberOf, placeOf, isNewer } = this.#stream;
    const newest = new Map<string, Rec>();
    for (const record of records) {
      if (!sharedBy(this.#at.share, placeOf(record))) continue;
      const other = newest.get(numberOf(record));
      if (other === undefined || isNewer(record, other)) newest.set(numberOf(record), record);
    }
    return [...newest.values()];
  }

  async #page(records: readonly Rec[], { stop, hard }: Signals): Promise<void> {
    const { journal, held, now } = this.#at;
    const { keyOf, numberOf, nameOf, map, decideUnmapped } = this.#stream;
    const words: Word[] = [];
    const queue: { record: Rec; item: Item }[] = [];
    for (const record of records) {
      const key = keyOf(record);
      const owed = journal.owedFor(key);
      if (owed) {
        words.push(this.#wordOf(owed));
        continue;
      }
      if (held.has(numberOf(record), key, now())) continue;
      const mapped = map(record, key);
      if ('key' in mapped) queue.push({ record, item: mapped });
      else await this.#decided(record, key, nameOf(record), decideUnmapped(mapped), words);
    }
    // What the shop failed on last time comes last: what it may settle must not wait behind it.
    const isSuspect = ({ record }: { record: Rec }) => this.#suspects.has(numberOf(record));
    const waiting = [...queue.filter((each) => !isSuspect(each)), ...queue.filter(isSuspect)];
    try {
      while (waiting.length > 0 && !stop.aborted) await this.#slice(this.#next(waiting), words, hard);
    } finally {
      // Also where the shop failed half way: what it confirmed before is the ERP's to know.
      await this.#say(words, hard);
    }
  }

  /** The next records for the shop, no two of one order. */
  #next(waiting: { record: Rec; item: Item }[]): { record: Rec; item: Item }[] {
    const places = new Set<string>();
    const slice: { record: Rec; item: Item }[] = [];
    for (let i = 0; i < waiting.length && slice.length < this.#appetite.size; ) {
      const each = waiting[i] as { record: Rec; item: Item };
      const place = this.#stream.placeOf(each.record);
      if (places.has(place)) {
        i += 1;
        continue;
      }
      places.add(place);
      slice.push(each);
      waiting.splice(i, 1);
    }
    return slice;
  }

  async #slice(slice: readonly { record: Rec; item: Item }[], words: Word[], hard: AbortSignal): Promise<void> {
    const { kind, apply, decide, nameOf, numberOf } = this.#stream;
    const { journal } = this.#at;
    if (kind === 'shipments') await journal.write(slice.map(({ item }) => ({ is: 'trying', key: item.key })));
    let outcomes: readonly Out[];
    let failure: unknown;
    try {
      outcomes = await apply(
        slice.map(({ item }) => item),
        hard,
      );
    } catch (error) {
      failure = error;
      outcomes = error instanceof ShopDownError ? (error.outcomes as readonly unknown[] as readonly Out[]) : [];
    }
    const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
    const settled = failure === undefined ? slice : slice.filter(({ item }) => byKey.has(item.key));
    if (settled.length > 0) this.#shopWorks(settled.map(({ record }) => numberOf(record)));
    await Promise.all(
      settled.map(({ record, item }) => this.#decided(record, item.key, nameOf(record), decide(item, byKey.get(item.key)), words)),
    );
    if (failure === undefined) return;
    if (hard.aborted || (failure instanceof ShopDownError && failure.isFinal)) throw failure;
    this.#shopFailed(
      slice.filter((each) => !settled.includes(each)),
      failure as Error,
    );
  }

  #shopFailed(slice: readonly { record: Rec; item: Item }[], error: Error): void {
    const effect = this.#appetite.failed();
    for (const { record, item } of slice) {
      const name = this.#stream.nameOf(record);
      if (effect !== 'smaller') this.#suspects.set(this.#stream.numberOf(record), { key: item.key, name, reason: error.message });
    }
    if (effect !== 'skip') throw error instanceof ShopDownError ? error : new ShopDownError(error.message, { cause: error });
    this.#at.log('warn', `the shop failed on ${this.#stream.nameOf((slice[0] as { record: Rec }).record)}: ${error.message}`);
  }

  /** The shop settled something: what it failed on before is poisonous, and is left alone for a while. */
  #shopWorks(settled: readonly string[]): void {
    const { held, meters, now } = this.#at;
    this.#appetite.succeeded();
    for (const number of settled) this.#suspects.delete(number);
    for (const [number, { key, reason }] of this.#suspects) {
      held.add(number, key, reason, now());
      meters.count(this.#stream.kind, 'later');
    }
    this.#suspects.clear();
  }

  /** Counts, tells and keeps what became of a record. What the shop confirmed is on the disk when this returns. */
  async #decided(record: Rec, key: string, name: string, decision: Decision, words: Word[]): Promise<void> {
    const { journal, meters, held, log, now } = this.#at;
    const { kind, numberOf, report } = this.#stream;
    const number = numberOf(record);
    meters.count(kind, decision.is);
    const said = report(record, decision);
    if (decision.is === 'applied' || decision.is === 'ignored') {
      await journal.write([{ is: decision.is === 'applied' ? 'confirmed' : 'ignored', key, kind, report: said } as Owed]);
      meters.closeGap(kind, number);
      if (decision.is === 'ignored') log('info', `${name}: ${decision.reason}`);
    } else {
      if (decision.is !== 'later' && kind === 'shipments') await journal.write([{ is: 'settled', key }]);
      const isFinal = kind === 'shipments' && decision.say === 'fail';
      const attempts = isFinal ? 1 : held.add(number, key, decision.reason, now());
      const isNewGap = decision.gap !== undefined && meters.gap(kind, number, decision.gap);
      const level = decision.is === 'later' && attempts < 3 ? 'info' : attempts === 1 || isNewGap || attempts % 5 === 0 ? 'warn' : 'debug';
      log(level, `${name}: ${decision.is}: ${decision.reason}`, { attempts });
    }
    if (decision.say) words.push({ key, number, name, report: said, decision });
  }

  /** Tells the ERP, and forgets what it has taken. */
  async #say(words: readonly Word[], hard: AbortSignal): Promise<void> {
    if (words.length === 0) return;
    const { journal, held, meters, log } = this.#at;
    const { kind } = this.#stream;
    const byReport = new Map(words.map((word) => [word.report, word]));
    const { accepted, rejected } = await this.#stream.acknowledge(
      words.map(({ report }) => report),
      hard,
    );
    const settled: Word[] = [];
    for (const report of accepted) {
      const word = byReport.get(report);
      if (!word || (word.decision.is !== 'applied' && word.decision.is !== 'ignored')) continue;
      settled.push(word);
      held.delete(word.number);
    }
    meters.count(kind, 'acknowledged', settled.length);
    for (const { report, reason, retryable } of rejected) {
      const word = byReport.get(report);
      if (!word || retryable) continue;
      meters.count(kind, 'rejected');
      log('warn', `${word.name}: the ERP did not take "${word.decision.is}": ${reason}`);
      settled.push(word);
    }
    await journal.write(settled.map(({ key }) => ({ is: 'settled', key })));
    const unreached = rejected.find(({ cause }) => cause !== undefined);
    if (unreached?.cause) throw unreached.cause;
  }

  /** Whoever runs the bridge has to know: it cannot help itself, for only the ERP can take away what stands in front. */
  #tellHidden(hidden: readonly Hidden[]): void {
    const { meters, log } = this.#at;
    const { kind } = this.#stream;
    meters.hides(kind, hidden.length > 0);
    if (this.#wasHidden && hidden.length === 0) log('info', `${kind}: nothing at the ERP hides what stands behind it any more`);
    for (const { unsettled, behind } of this.#wasHidden ? [] : hidden) {
      const what = behind === null ? 'whatever stands behind them' : `${behind} more behind them`;
      log(
        'error',
        `${kind}: ${unsettled} records that cannot be settled fill the ERP's largest page and hide ${what}: settle or cancel them there`,
      );
    }
    this.#wasHidden = hidden.length > 0;
  }

  #tellProgress(): void {
    const { now, log, meters } = this.#at;
    if (now() - this.#toldAt < 10_000) return;
    this.#toldAt = now();
    const { pulled, applied, acknowledged, heldBack } = meters.standing(this.#stream.kind, now());
    log('info', `${this.#stream.kind}: ${pulled} pulled, ${applied} applied, ${acknowledged} acknowledged, ${heldBack} held back so far`);
  }
}
