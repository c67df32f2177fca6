import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, SurveyedShipments, SurveyPlace } from '@tongbu/engine';
import { NOTHING_SURVEYED, type SurveyedShop as SurveyedListings, together } from '@tongbu/engine/outside';

/** What was found of one shop's pools by looking at what waits. Times are epoch milliseconds. */
export interface SurveyedShop {
  stock: SurveyedListings;
  shipments: Omit<SurveyedShipments, 'shop'>;
}

/** A shop of which nothing was seen yet. */
export const UNSEEN: SurveyedShop = { stock: NOTHING_SURVEYED, shipments: { delayed: 0, failed: 0, oldestAt: null } };

/** What was found, and when the looking began. */
export interface Survey {
  at: number;
  /** False while the first one goes on: then more may wait than was seen. */
  isWhole: boolean;
  shops: Map<number, SurveyedShop>;
}

/** A survey is no older than this when it is asked for, or than so many times as long as it took: a million that wait are looked at less often. */
const FRESH_MS = 4_000;
const TIMES_AS_LONG = 10;

interface Running {
  found: Promise<Survey>;
  soFar: Survey;
}

/**
 * Since when things wait, how many are delayed and how many are held. Nobody counts that as it changes, because it would cost every
 * acknowledgement; it is looked at in slices, others go first, and nobody asks again before it has paid off.
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
    const began = performance.now();
    const shopOf = (shop: number) => {
      const known = shops.get(shop) ?? { ...UNSEEN };
      shops.set(shop, known);
      return known;
    };
    let after: SurveyPlace | null = null;
    do {
      const slice: Awaited<ReturnType<Engine['surveyListings']>> = await this.#engine.surveyListings({ seller, after, now: at });
      for (const { shop, ...found } of slice.shops) shopOf(shop).stock = together(shopOf(shop).stock, found);
      after = slice.next;
    } while (after);
    for (const { shop, ...found } of await this.#engine.surveyShipments({ seller, now: at })) shopOf(shop).shipments = found;
    const survey = { at, isWhole: true, shops };
    const ended = performance.now();
    this.#last.set(seller, { survey, until: ended + Math.max(FRESH_MS, TIMES_AS_LONG * (ended - began)) });
    return survey;
  }
}

/** So long whoever asks waits for the end; then what was found so far is told. */
const SHORT_MS = 250;
