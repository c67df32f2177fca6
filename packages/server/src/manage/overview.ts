import type { Engine, OverviewNow } from '@tongbu/engine';
import { judgePulls, type Pulls } from '@tongbu/engine/outside';
import type { Figures } from '../figures.ts';
import { type Survey, UNSEEN } from '../surveys.ts';

/** One pool of a shop as operators see it. Times are epoch milliseconds. */
export interface PoolNow {
  pending: number;
  failed: number;
  delayed: number;
  oldestAt: number | null;
  pulls: Pulls;
}

/** One shop: what is counted, and what was surveyed. */
export interface ShopOverview extends Omit<OverviewNow['shops'][number], 'listings' | 'shipments' | 'readers'> {
  /** Of listings, `failed` counts those that wait and failed last; of shipments those that were given up. `due` may be pulled now; `held` is offered to nobody. */
  stock: PoolNow & { held: number; due: number };
  shipments: PoolNow;
}

/** A seller as it stands. */
export interface Overview extends Omit<OverviewNow, 'shops'> {
  shops: ShopOverview[];
  /** When the looking at what waits began; null while the first goes on. */
  surveyedAt: number | null;
}

const PAUSED: Pulls = { state: 'quiet', at: null, usual: null };

/** Puts together what is counted at every moment and what was surveyed last. */
export async function overviewOf(engine: Engine, figures: Figures, seller: string, now: number): Promise<Overview> {
  const survey: Survey = await figures.surveys.of(seller);
  const { shops, ...rest } = await engine.overviewNow({ seller, now });
  return {
    ...rest,
    refused: withNew(rest.refused, figures, seller),
    surveyedAt: survey.isWhole ? survey.at : null,
    shops: shops.map(({ listings, shipments, readers, ...shop }) => {
      const seen = survey.shops.get(shop.shop) ?? UNSEEN;
      const { failed, delayed, held, oldestAt, dueSince } = seen.stock;
      const pulls = (pool: 'stock' | 'shipment', since: number | null) =>
        shop.disabled ? { ...PAUSED, at: judgePulls(readers[pool], null, now).at } : judgePulls(readers[pool], since, now);
      // Counted now, surveyed a moment ago: what was settled in between is not shown as anything else.
      return {
        ...shop,
        stock: {
          pending: listings,
          due: Math.max(0, listings - delayed - held),
          failed: Math.min(failed, listings),
          delayed: Math.min(delayed, listings),
          held: Math.min(held, listings),
          oldestAt: listings > 0 ? oldestAt : null,
          pulls: pulls('stock', listings > 0 ? dueSince : null),
        },
        shipments: {
          pending: shipments,
          delayed: Math.min(seen.shipments.delayed, shipments),
          failed: seen.shipments.failed,
          oldestAt: shipments > 0 ? seen.shipments.oldestAt : null,
          pulls: pulls('shipment', shipments > seen.shipments.delayed ? seen.shipments.oldestAt : null),
        },
      };
    }),
  };
}

function withNew(kept: OverviewNow['refused'], { calls }: Figures, seller: string): OverviewNow['refused'] {
  const all = [...kept, ...calls.refusedOf(seller).map((each) => ({ ...each, rejected: 0 }))];
  const editions = [...new Set(all.map(({ edition }) => edition))].sort();
  const sum = (edition: string, name: 'rejected' | 'unverified' | 'limited') =>
    all.filter((each) => each.edition === edition).reduce((total, each) => total + each[name], 0);
  return editions.map((edition) => ({
    edition,
    rejected: sum(edition, 'rejected'),
    unverified: sum(edition, 'unverified'),
    limited: sum(edition, 'limited'),
  }));
}
