/**
 * Both pools as promises.md describes them, and nothing else: the reference of model.test.ts. It shares no code with the
 * engine. Clocks stand at whole seconds, so that the rounding of delays never shows.
 */
const MINUTE = 60_000;
const STOCK_MINUTES = [1, 2, 5, 15, 30, 60];
const SHIPMENT_MINUTES = [1, 2, 5, 15, 30];

interface Delay {
  until: number;
  steps: number;
  signedAt: number;
}

export interface ModelListing {
  shop: number;
  item: number;
  version: number;
  acknowledged: number;
  quantity: number;
  changedAt: number;
  cancelSignedAt: number;
  delay: Delay | null;
}

export interface ModelShipment {
  tid: string;
  oids: string;
  no: string;
  state: 'pending' | 'done' | 'failed' | 'cancelled' | 'replaced';
  delay: Delay | null;
}

/** Who asks: everything, shop 2 only, or nothing of this seller. */
export type Who = 'seller' | 'key' | 'stranger';

export interface StockWord {
  listing: number;
  outcome: 'success' | 'fail';
  version: number | null;
}

export interface ShipmentWord {
  shipment: number;
  outcome: 'success' | 'retry' | 'fail';
}

/** Listings 1 to 3 show items 1 to 3 in shop 1; listing 4 shows item 1 in shop 2. All shipments are of shop 1. */
export class ModelPools {
  readonly listings: ModelListing[];
  readonly shipments: ModelShipment[] = [];
  readonly #levels = new Map<string, { stock: number; ordered: number; bought: number }>();
  #percent = 100;

  constructor(now: number) {
    const listing = (shop: number, item: number): ModelListing => {
      return { shop, item, version: 1, acknowledged: 0, quantity: 0, changedAt: now, cancelSignedAt: 0, delay: null };
    };
    this.listings = [listing(1, 1), listing(1, 2), listing(1, 3), listing(2, 1)];
    for (const item of [1, 2, 3]) this.setLevel(item, 1, { stock: 10 }, now);
  }

  /** S3: a counted quantity, a level that was not there; not what the mask leaves out, not what is as it was. */
  setLevel(item: number, warehouse: number, cells: { stock?: number; ordered?: number; bought?: number }, now: number): void {
    const key = `${item} ${warehouse}`;
    const before = this.#levels.get(key);
    const after = { stock: 0, ordered: 0, bought: 0, ...before, ...cells };
    this.#levels.set(key, after);
    if (before && before.stock === after.stock && before.ordered === after.ordered) return;
    for (const listing of this.listings) if (listing.item === item) this.#change(listing, now);
  }

  setPercent(percent: number, now: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    for (const listing of this.listings) this.#change(listing, now);
  }

  /** S3, S4, S5: version and quantity together; the delay and its steps end. */
  #change(listing: ModelListing, now: number): void {
    const levels = [1, 2].map((warehouse) => this.#levels.get(`${listing.item} ${warehouse}`));
    const base = levels.reduce((sum, level) => sum + (level ? level.stock - level.ordered : 0), 0);
    listing.version++;
    listing.quantity = Math.max(0, Math.floor((base * this.#percent) / 100));
    listing.changedAt = now;
    listing.delay = null;
  }

  /** What this caller sees of a listing, by its number. */
  seen(number: number, who: Who): ModelListing | undefined {
    const listing = this.listings[number - 1];
    return who === 'seller' || (who === 'key' && listing?.shop === 2) ? listing : undefined;
  }

  /** S2, S5 and the words for it. */
  acknowledge({ listing: number, outcome, version }: StockWord, who: Who, signedAt: number, now: number): string {
    const listing = this.seen(number, who);
    if (!listing) return 'unknown';
    if (version === null) return 'unversioned';
    if (version < 1 || version > listing.version) return 'never issued';
    if (outcome === 'success') {
      if (version <= listing.acknowledged) return 'repeated';
      listing.acknowledged = version;
      if (version < listing.version) return 'superseded';
      listing.delay = null;
      return 'cleared';
    }
    if (version !== listing.version) return 'stale';
    if (listing.acknowledged >= version) return 'repeated';
    return fail(listing, STOCK_MINUTES, signedAt, now);
  }

  /** S6. */
  cancel(number: number, version: number, who: Who, signedAt: number): string {
    const listing = this.seen(number, who);
    if (!listing) return 'unknown';
    const isFirst = signedAt > listing.cancelSignedAt;
    const byTime = version === -1 && listing.changedAt < signedAt + 1000 && isFirst;
    if (isFirst) listing.cancelSignedAt = signedAt;
    if (listing.version === listing.acknowledged || !(version === listing.version || byTime)) return 'refused';
    listing.acknowledged = listing.version;
    listing.delay = null;
    return 'cancelled';
  }

  /** L1, L3. @returns whether the row was taken */
  ship(tid: string, oids: string, no: string): boolean {
    const of = this.shipments.filter((other) => other.tid === tid);
    const overlaps = (other: ModelShipment) => {
      if (other.oids === oids || other.state !== 'pending') return false;
      return other.oids === '' || oids === '' || other.oids.split(',').some((oid) => oids.split(',').includes(oid));
    };
    if (of.some(overlaps)) return false;
    const latest = of.filter((other) => other.oids === oids && other.state !== 'replaced').at(-1);
    if (latest?.no === no) return true;
    if (latest) replace(latest);
    this.#create(tid, oids, no);
    return true;
  }

  #create(tid: string, oids: string, no: string): number {
    return this.shipments.push({ tid, oids, no, state: 'pending', delay: null });
  }

  /** L1: a failed one only, and not while its sub-orders wait elsewhere (L3). */
  requeue(number: number): number | null {
    const shipment = this.shipments[number - 1];
    if (shipment?.state !== 'failed') return null;
    const { tid, oids, no } = shipment;
    const overlap = this.shipments.some((other) => {
      if (other.tid !== tid || other.state !== 'pending') return false;
      return other.oids === '' || oids === '' || other.oids.split(',').some((oid) => oids.split(',').includes(oid));
    });
    if (overlap) return null;
    replace(shipment);
    return this.#create(tid, oids, no);
  }

  withdraw(number: number): boolean {
    const shipment = this.shipments[number - 1];
    if (shipment?.state !== 'pending' && shipment?.state !== 'failed') return false;
    Object.assign(shipment, { state: 'cancelled', delay: null });
    return true;
  }

  /** L2. */
  report({ shipment: number, outcome }: ShipmentWord, who: Who, signedAt: number, now: number): string {
    const shipment = who === 'seller' ? this.shipments[number - 1] : undefined;
    if (!shipment) return 'unknown';
    const { state } = shipment;
    if (state === 'done' && outcome === 'success') return 'repeated';
    if (state === 'failed' && outcome === 'fail') return 'repeated';
    if (state === 'pending' && outcome === 'retry') return fail(shipment, SHIPMENT_MINUTES, signedAt, now);
    if (state === 'pending' || (state === 'failed' && outcome === 'success')) {
      shipment.state = outcome === 'success' ? 'done' : 'failed';
      shipment.delay = null;
      return shipment.state;
    }
    return 'settled';
  }
}

/** S5, B2: counted once, and not before the last delay ended. */
function fail(record: { delay: Delay | null }, minutes: number[], signedAt: number, now: number): string {
  const { delay } = record;
  if (delay && (signedAt < delay.until || signedAt <= delay.signedAt)) return 'repeated';
  const steps = delay?.steps ?? 0;
  record.delay = { until: now + (minutes[Math.min(steps, minutes.length - 1)] as number) * MINUTE, steps: steps + 1, signedAt };
  return 'delayed';
}

function replace(shipment: ModelShipment): void {
  if (shipment.state !== 'pending' && shipment.state !== 'failed') return;
  Object.assign(shipment, { state: 'replaced', delay: null });
}

/**
 * Whether a pending record is offered: yes, no, or either (B14: a delay longer than any there is was written by a clock that
 * jumped; how much longer is not promised).
 */
export function offered({ delay }: { delay: Delay | null }, now: number): 'yes' | 'no' | 'either' {
  if (!delay || delay.until <= now) return 'yes';
  if (delay.until - now > 61 * MINUTE) return 'yes';
  return delay.until - now > 30 * MINUTE ? 'either' : 'no';
}
