import type { Engine, OldestOfShop } from '@tongbu/engine';
import { earlier } from '@tongbu/engine/outside';
import type { Logger } from 'pino';
import { Calls } from './calls.ts';
import { Surveys } from './surveys.ts';

const EVERY_MS = 60_000;

/** Written down just before a minute ends, so that it is counted in the minute in which it happened. */
const BEFORE_END_MS = 500;

/** What operators look at: counted in memory while calls are answered, written down once a minute. */
export interface Figures {
  calls: Calls;
  surveys: Surveys;
  /** Writes down what was counted since the last time. What cannot be kept is kept the next time. */
  keep(): Promise<void>;
  start(): void;
  /** Writes down what is left. */
  stop(): Promise<void>;
}

/** Counts and keeps the figures of a server. */
export function driveFigures(engine: Engine, log: Logger, now: () => number): Figures {
  const calls = new Calls();
  const surveys = new Surveys(engine, now);
  let keeping: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function keepNow(oldest: OldestOfShop[]): Promise<void> {
    try {
      await engine.keepFigures({ refused: calls.takeRefused(), oldest, now: now() });
    } catch (error) {
      log.warn({ err: error }, 'the figures of the last minute cannot be written down; they are tried again');
    }
  }

  async function ages(): Promise<OldestOfShop[]> {
    const all = await engine.listSellers({});
    const at = now();
    const found = await Promise.all(
      all.map(async ({ seller }) => {
        const { shops } = await surveys.of(seller);
        return [...shops].map(([shop, { stock, shipments }]) => {
          const since = earlier(stock.oldestAt, shipments.oldestAt);
          return { seller, shop, oldestMs: since === null ? null : Math.max(0, at - since) };
        });
      }),
    );
    return found.flat();
  }

  const queued = (work: () => Promise<void>) => {
    keeping = keeping.then(work);
    return keeping;
  };
  const keep = () => queued(async () => keepNow(await ages().catch(() => [])));

  function next(): void {
    const sinceMinute = (Date.now() + BEFORE_END_MS) % EVERY_MS;
    timer = setTimeout(() => void keep().finally(() => !isStopped && next()), EVERY_MS - sinceMinute).unref();
  }

  return {
    calls,
    surveys,
    keep,
    start() {
      if (!isStopped) next();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      // Nobody looks at the pools any more: a stop must not take long.
      return queued(() => keepNow([]));
    },
  };
}
