import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, Verb } from '@tongbu/engine';
import type { ServerOptions } from './options.ts';

/** What the management API asks all the time, and changes nothing with. */
const READS = [
  ...['findToken', 'listTokens', 'listListings', 'showListing', 'listShipments', 'showShipment', 'readStory', 'readChanges', 'exportRows'],
  ...['exportFound'],
  ...['explainListing', 'listUnsynced', 'listRules', 'previewRule', 'queryLevels', 'journalOfItem'],
  ...['listOrders', 'showOrder', 'listTrades', 'listCarriers', 'listUnmappedCarriers'],
  ...['overviewNow', 'surveyListings', 'surveyShipments', 'figuresHistory', 'groupFailures', 'readMeters', 'keepFigures'],
  ...['listItems', 'showItem', 'listSuites', 'showSuite', 'showShop', 'showWarehouse', 'listShops', 'listWarehouses'],
] as const satisfies Verb[];

/** Verbs that never leave work behind; after every other one it is looked for. */
const QUIET: ReadonlySet<string> = new Set<Verb>([
  'stepFanOuts',
  'pendingFanOuts',
  'findCredential',
  'setKeyRights',
  'rotateKey',
  'endPreviousSecret',
  'noteKeyUses',
  'listSellers',
  'listKeys',
  'checkImport',
  'waitingListings',
  'pullStock',
  'calculateStock',
  'acknowledgeStock',
  'cancelStock',
  'pageShipments',
  'pullShipments',
  'specialOids',
  'acknowledgeShipments',
  'queryLevels',
  'journalOfItem',
  'pendingByShop',
  'readJournal',
  'searchJournal',
  'recentActivity',
  'describeStore',
  ...READS,
]);

/** Listings of a step: it takes about as long as an acknowledgement of 100, so one that comes meanwhile waits no longer than behind another shop. */
const STEP = 100;

/** And where a step took so many milliseconds, because very many acknowledgements went first: its turn comes rarely, and one more in the queue is little. */
const KEPT_WAITING_MS = 25;
const RARE_STEP = 500;

/** After a step it rests so many times as long as the step took, but no longer than this: acknowledgements go between. */
const REST = 2;
const LONGEST_REST_MS = 20;

/** Work that another server has left is looked for so often. */
const EVERY_MS = 60_000;

/** What drives the fan-outs of a server. */
export interface FanOutDriver {
  /** The engine to use in place of the one given: it looks for work that its verbs have left. */
  engine: Engine;
  /** Looks for the first time: what was killed goes on. */
  start(): void;
  /** Resolves when no step is under way any more. What is left goes on at the next start. */
  stop(): Promise<void>;
}

/** Does what changes have left to do on very many listings, step by step, while the server serves (promise S3). */
export function driveFanOuts(engine: Engine, log: ServerOptions['log'], now: () => number): FanOutDriver {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let isAsked = false;
  const timer = setInterval(() => wake(), EVERY_MS).unref();

  function wake(): void {
    isAsked = true;
    running ??= run()
      .catch((error) => {
        isAsked = false;
        log.error({ err: error }, 'a fan-out stopped; it is tried again in a minute');
      })
      .finally(() => {
        running = undefined;
        if (isAsked && !stopping.signal.aborted) wake(); // asked for just as it ended
      });
  }

  async function run(): Promise<void> {
    let most = STEP;
    while (isAsked && !stopping.signal.aborted) {
      isAsked = false;
      const began = performance.now();
      const { left } = await engine.stepFanOuts({ seller: null, most, now: now() });
      if (left === 0) continue;
      isAsked = true;
      const took = performance.now() - began;
      most = took > KEPT_WAITING_MS ? RARE_STEP : STEP;
      await pause(Math.min(REST * took, LONGEST_REST_MS), undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const watched = new Proxy(engine, {
    get(target, verb: Verb) {
      const call = target[verb] as (input: unknown) => Promise<unknown>;
      if (verb === 'stepFanOuts') return (input: object) => call({ most: STEP, ...input });
      if (QUIET.has(verb) || typeof call !== 'function') return call;
      return async (input: unknown) => {
        const value = await call(input);
        if (!stopping.signal.aborted) wake();
        return value;
      };
    },
  });
  return {
    engine: watched,
    start: wake,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
