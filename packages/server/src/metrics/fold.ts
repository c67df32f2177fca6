import type { Overview } from '../manage/overview.ts';

/** What is measured of one pool of one shop. */
export interface ShopMeasures {
  seller: string;
  /** Its number; `others` for those beyond the limit, together. */
  shop: string;
  pool: 'stock' | 'shipment';
  pending: number;
  delayed: number;
  held: number;
  failed: number;
  oldestSeconds: number;
  /** How many of them have stopped: 0 or 1 for a single shop. */
  stopped: number;
  /** Epoch milliseconds; null where nobody ever pulled. */
  pulledAt: number | null;
}

/** One measure for each pool of each shop; beyond `most` shops one for all the others of a seller, with the oldest and the sums of them. */
export function fold(overviews: Map<string, Overview>, now: number, most: number): ShopMeasures[] {
  const measures = new Map<string, ShopMeasures>();
  let shops = 0;
  for (const [seller, overview] of overviews) {
    for (const each of overview.shops) {
      const shop = shops++ < most ? each.shopNo : 'others';
      for (const pool of ['stock', 'shipment'] as const) {
        const of = pool === 'stock' ? each.stock : each.shipments;
        add(measures, {
          ...{ seller, shop, pool, pending: of.pending, failed: of.failed, delayed: of.delayed },
          held: pool === 'stock' ? each.stock.held : 0,
          oldestSeconds: of.oldestAt === null ? 0 : Math.max(0, now - of.oldestAt) / 1000,
          stopped: of.pulls.state === 'stopped' ? 1 : 0,
          pulledAt: of.pulls.at,
        });
      }
    }
  }
  return [...measures.values()];
}

function add(all: Map<string, ShopMeasures>, measure: ShopMeasures): void {
  const key = `${measure.seller}\n${measure.shop}\n${measure.pool}`;
  const known = all.get(key);
  if (!known) {
    all.set(key, measure);
    return;
  }
  for (const name of ['pending', 'delayed', 'held', 'failed', 'stopped'] as const) known[name] += measure[name];
  known.oldestSeconds = Math.max(known.oldestSeconds, measure.oldestSeconds);
  // Of several, the one that was silent longest.
  if (measure.pulledAt !== null) known.pulledAt = Math.min(known.pulledAt ?? measure.pulledAt, measure.pulledAt);
}
