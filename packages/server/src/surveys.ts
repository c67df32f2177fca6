import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, SurveyedListings, SurveyedShipments, SurveyPlace } from '@tongbu/engine';

/** What was found of one shop's pools by looking at what waits. Times are epoch milliseconds. */
export interface SurveyedShop {
  stock: Omit<SurveyedListings, 'shop'>;
  shipments: Omit<SurveyedShipments, 'shop'>;
}

/** What was found, and when the looking began. */
export interface Survey {
  at: number;
  /** False while the first one goes on: then more may wait than was seen. */
  isWhole: boolean;
  shops: Map<number, SurveyedShop>;
}

/** Listings of a slice: a few milliseconds of the store. */
const SLICE = 1000;

/** After a slice the store has so many times as long for others. */
const REST = 9;

/** A survey is no older than this when it is asked for, or than so many times the work it was: a million that wait are looked at less often. */
const FRESH_MS = 4_000;
const TIMES_ITS_WORK = 20;

interface Running {
  found: Promise<Survey>;
  soFar: Survey;
}

const NO_LISTINGS = { pending: 0, failed: 0, delayed: 0, held: 0, oldestAt: null, dueSince: null };
const NO_SHIPMENTS = { delayed: 0, failed: 0, oldestAt: null };

/**
 * Since when things wait, how many are delayed and how many are held. Nobody counts that as it changes, because it would cost every
 * acknowledgement; it is looked at in slices, others go between, and nobody asks again before it has paid off.
 */
export class Surveys {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #last = new Map<string, { survey: Survey; until: number }>();
  readonly #running = new Map<string, Running>();

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  /** The newest survey of a seller; what the first one has found so far, where that takes long. */
  async of(seller: string): Promise<Survey> {
    const last = this.#last.get(seller);
    if (last && performance.now() < last.until) return last.survey;
    const { found, soFar } = this.#running.get(seller) ?? this.#begin(seller);
    // A short one is worth waiting for; whoever asks during a long one gets what is known.
    return Promise.race([found, pause(SHORT_MS).then(() => last?.survey ?? soFar)]);
  }

  #begin(seller: string): Running {
    const soFar: Survey = { at: this.#now(), isWhole: false, shops: new Map() };
    const found = this.#survey(seller, soFar).finally(() => this.#running.delete(seller));
    found.catch(() => {}); // whoever waits hears of it
    const running = { found, soFar };
    this.#running.set(seller, running);
    return running;
  }

  async #survey(seller: string, { at, shops }: Survey): Promise<Survey> {
    const shopOf = (shop: number) => {
      const known = shops.get(shop) ?? { stock: NO_LISTINGS, shipments: NO_SHIPMENTS };
      shops.set(shop, known);
      return known;
    };
    let work = 0;
    let after: SurveyPlace | null = null;
    do {
      const began = performance.now();
      const slice: { shops: SurveyedListings[]; next: SurveyPlace | null } = await this.#engine.surveyListings({
        seller,
        after,
        limit: SLICE,
        now: at,
      });
      const took = performance.now() - began;
      work += took;
      for (const { shop, ...found } of slice.shops) shopOf(shop).stock = together(shopOf(shop).stock, found);
      after = slice.next;
      if (after) await pause(Math.min(REST * took, LONGEST_REST_MS));
    } while (after);
    for (const { shop, ...found } of await this.#engine.surveyShipments({ seller, now: at })) shopOf(shop).shipments = found;
    const survey = { at, isWhole: true, shops };
    this.#last.set(seller, { survey, until: performance.now() + Math.max(FRESH_MS, TIMES_ITS_WORK * work) });
    return survey;
  }
}

const SHORT_MS = 250;
const LONGEST_REST_MS = 200;

function together(a: SurveyedShop['stock'], b: SurveyedShop['stock']): SurveyedShop['stock'] {
  return {
    pending: a.pending + b.pending,
    failed: a.failed + b.failed,
    delayed: a.delayed + b.delayed,
    held: a.held + b.held,
    oldestAt: earlier(a.oldestAt, b.oldestAt),
    dueSince: earlier(a.dueSince, b.dueSince),
  };
}

/** The earlier of two times, of which either may be missing. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
