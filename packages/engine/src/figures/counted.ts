import type { ShipmentEffect, StockEffect } from '@tongbu/model';

/** What is counted of acknowledgements, for each shop and edition. */
export interface Counts {
  /** Successes that took effect on the newest version, or settled a shipment. */
  acknowledged: number;
  /** Failures that took effect: a listing delayed, a shipment delayed or given up. */
  failed: number;
  /** Successes that named an older version: the newer change goes on waiting (promise S2). */
  superseded: number;
  /** Elements that could not be meant: an unknown record, no version or one never issued, a shipment that is settled. */
  rejected: number;
}

const COUNTED: Partial<Record<StockEffect | ShipmentEffect, keyof Counts>> = {
  cleared: 'acknowledged',
  done: 'acknowledged',
  delayed: 'failed',
  failed: 'failed',
  superseded: 'superseded',
  refused: 'rejected',
  unknown: 'rejected',
  unversioned: 'rejected',
  'never issued': 'rejected',
  settled: 'rejected',
};

/** Nothing counted. */
export const noCounts = (): Counts => ({ acknowledged: 0, failed: 0, superseded: 0, rejected: 0 });

/** Counts of one batch, by shop; 0 where no shop could be told. Noted while it is worked on, taken over when it is durable. */
export class Counted {
  readonly byShop = new Map<number, Counts>();

  add(shop: number, effect: StockEffect | ShipmentEffect): void {
    const name = COUNTED[effect];
    if (name === undefined) return;
    let counts = this.byShop.get(shop);
    if (!counts) {
      counts = noCounts();
      this.byShop.set(shop, counts);
    }
    counts[name]++;
  }
}
