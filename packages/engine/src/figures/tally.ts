import type { Caller } from '../sellers/caller.ts';
import { type Counted, type Counts, noCounts } from './counted.ts';
import { PASS_MS } from './pulls.ts';

/** A pool that is pulled, or `acknowledged`: what a key was seen to do. */
export type Sign = 'stock' | 'shipment' | 'acknowledged';

/** Counts of one shop and edition since this process began. Shop 0: no shop could be told. */
export interface ShopCounts extends Counts {
  seller: string;
  shop: number;
  edition: string;
}

/** When a key was last seen to do something, and the pauses between its passes that were not taken yet. */
export interface SeenSign {
  seller: string;
  actor: string;
  shop: number;
  sign: Sign;
  at: number;
  pauses: number[];
}

/** Calls of one edition that named a seller's key and were refused before anything was done. */
export interface RefusedCalls {
  seller: string;
  edition: string;
  /** Signature, clock, address or a key that is disabled. */
  unverified: number;
  /** Too many calls. */
  limited: number;
}

/** What was counted and is not written down yet. */
export interface Taken {
  counts: ShopCounts[];
  signs: SeenSign[];
  refused: RefusedCalls[];
}

/** No more pauses than this are remembered of one reader. */
export const MOST_PAUSES = 20;

/**
 * What calls did, counted in memory where they are done: a few additions for a call, no statement. Once a minute somebody takes the
 * new counts and writes them down; a process that is killed loses those of its last minute and nothing else.
 *
 * Only keys and shops that exist are counted, so it is as large as the catalogue of a seller at most.
 */
export class Tally {
  readonly #counts = new Map<string, ShopCounts>();
  readonly #kept = new Map<string, Counts>();
  readonly #signs = new Map<string, SeenSign>();
  readonly #changed = new Set<string>();
  #refused: RefusedCalls[] = [];

  /** Takes over what a batch did, once it is durable. */
  acknowledged({ seller, actor }: Caller, { byShop }: Counted, now: number): void {
    const edition = editionOf(actor);
    if (edition === '') return;
    for (const [shop, counts] of byShop) {
      const key = `${seller}\n${edition}\n${shop}`;
      let all = this.#counts.get(key);
      if (!all) {
        all = { seller, shop, edition, ...noCounts() };
        this.#counts.set(key, all);
      }
      all.acknowledged += counts.acknowledged;
      all.failed += counts.failed;
      all.superseded += counts.superseded;
      all.rejected += counts.rejected;
      if (counts.acknowledged + counts.failed + counts.superseded > 0) this.#see(seller, actor, shop, 'acknowledged', now);
    }
  }

  /** A key asked what waits. @param shop 0 for all that it sees */
  pulled({ seller, actor }: Caller, shop: number, pool: 'stock' | 'shipment', now: number): void {
    if (editionOf(actor) !== '') this.#see(seller, actor, shop, pool, now);
  }

  #see(seller: string, actor: string, shop: number, sign: Sign, now: number): void {
    const key = `${seller}\n${actor}\n${shop}\n${sign}`;
    this.#changed.add(key);
    const seen = this.#signs.get(key);
    if (!seen) {
      this.#signs.set(key, { seller, actor, shop, sign, at: now, pauses: [] });
      return;
    }
    // Pages of one pass follow each other at once: they are one pull.
    if (sign !== 'acknowledged' && now - seen.at > PASS_MS && seen.pauses.push(now - seen.at) > MOST_PAUSES) seen.pauses.shift();
    seen.at = now;
  }

  /** Takes over what was refused before it came here. */
  refused(calls: RefusedCalls[]): void {
    this.#refused.push(...calls);
  }

  /** All counts since the process began. */
  totals(): ShopCounts[] {
    return [...this.#counts.values()];
  }

  /** What was counted since it was taken last, and what was seen since. Given back with {@link restore} where it could not be kept. */
  take(): Taken {
    const counts = this.news();
    for (const [key, { acknowledged, failed, superseded, rejected }] of this.#counts) {
      this.#kept.set(key, { acknowledged, failed, superseded, rejected });
    }
    const signs = [...this.#changed].map((key) => {
      const seen = this.#signs.get(key) as SeenSign;
      const taken = { ...seen };
      seen.pauses = [];
      return taken;
    });
    this.#changed.clear();
    const refused = this.#refused;
    this.#refused = [];
    return { counts, signs, refused };
  }

  /** Takes back what was taken and not kept. */
  restore({ counts, signs, refused }: Taken): void {
    this.#refused.unshift(...refused);
    for (const { seller, edition, shop, ...counted } of counts) {
      const kept = this.#kept.get(`${seller}\n${edition}\n${shop}`);
      if (kept) for (const name of Object.keys(kept) as (keyof Counts)[]) kept[name] -= counted[name];
    }
    for (const { seller, actor, shop, sign, pauses } of signs) {
      const key = `${seller}\n${actor}\n${shop}\n${sign}`;
      this.#changed.add(key);
      const seen = this.#signs.get(key);
      if (seen) seen.pauses = [...pauses, ...seen.pauses].slice(-MOST_PAUSES);
    }
  }

  /** What was counted since it was taken last. */
  news(): ShopCounts[] {
    return [...this.#counts].flatMap(([key, now]) => {
      const kept = this.#kept.get(key) ?? noCounts();
      const fresh = {
        ...now,
        acknowledged: now.acknowledged - kept.acknowledged,
        failed: now.failed - kept.failed,
        superseded: now.superseded - kept.superseded,
        rejected: now.rejected - kept.rejected,
      };
      return fresh.acknowledged + fresh.failed + fresh.superseded + fresh.rejected > 0 ? [fresh] : [];
    });
  }

  /** What was seen of a seller's keys and is not written down yet. */
  signsOf(seller: string): SeenSign[] {
    return [...this.#changed].map((key) => this.#signs.get(key) as SeenSign).filter((seen) => seen.seller === seller);
  }
}

/** `flagship`, `enterprise`, or nothing for whoever calls by neither. */
export function editionOf(actor: string): string {
  if (actor.startsWith('flagship:')) return 'flagship';
  return actor.startsWith('enterprise:') ? 'enterprise' : '';
}
