import { count } from '../output/print.ts';
import { age, span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** A hundred thousand listings take less than a minute: what is not done by then does not go on. */
const HANGS_MS = 10 * 60_000;

/** Changes that act on very many listings and are not finished. */
export interface FanOutFacts {
  fanOuts: number;
  /** When the oldest began, epoch milliseconds; null where nobody knows. */
  oldestAt: number | null;
  /** Whether a server runs, which alone goes on with them. */
  running: boolean;
  now: number;
}

/** Whether changes of rules, suites and much-listed items come to their listings. */
export function judgeFanOuts(facts: FanOutFacts, say: Say): Finding {
  const { fanOuts, oldestAt, running, now } = facts;
  const finding = new Finding('fanOuts', facts);
  if (fanOuts === 0) return finding.fact(say('fanOutsNone'));
  const since = now - (oldestAt ?? now);
  finding.fact(say('fanOutsLeft', { n: count(fanOuts), age: age(since, say) }));
  if (!running) return finding.warn(say('fanOutsWait'), say('startServer'));
  return since > HANGS_MS ? finding.warn(say('fanOutsHang', { age: span(since, say) }), say('fanOutsMend')) : finding;
}
