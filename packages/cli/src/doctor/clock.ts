import { age, span } from './amounts.ts';
import { Finding } from './finding.ts';
import { reasonOfFailure } from './listeners.ts';
import type { SyncFacts } from './sync.ts';
import type { Say } from './words.ts';

/** More than this between two clocks that should be one. */
const APART_MS = 2_000;
/** Rows that are written together may be dated a moment apart. */
const STEP_MS = 5_000;
/** The Date header tells whole seconds, and the way there takes its time. */
const AGAINST_WARN_MS = 10_000;
/** From here on the vendor's flagship edition refuses what this machine signs, and ours what others sign. */
const AGAINST_WRONG_MS = 120_000;

const PATIENCE_MS = 5_000;

/** This machine's clock beside others. Times are epoch milliseconds. */
export interface ClockFacts {
  /** File system's time minus ours; null where no file could be written. */
  fileMs: number | null;
  newestRowAt: number | null;
  steppedBackMs: number;
  /** The other machine's time minus ours, or why there is none. */
  against: { host: string; ms: number } | { host: string; reason: string } | null;
  now: number;
}

/** How the file system dated the file that was just written. */
export function fileClock(sync: SyncFacts | null): number | null {
  return sync && 'syncs' in sync ? Math.round(sync.fileTimeMs - sync.clockMs) : null;
}

/** Compares with the Date header of a web server, to the second. A HEAD, which any server answers somehow. */
export async function askClock(url: string, say: Say): Promise<NonNullable<ClockFacts['against']>> {
  const { host } = new URL(url);
  try {
    const before = Date.now();
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(date)) return { host, reason: say('clockNoDate') };
    // The header's second began up to a second before it was sent.
    return { host, ms: Math.round(date + 500 - (before + Date.now()) / 2) };
  } catch (error) {
    return { host, reason: reasonOfFailure(error as Error) };
  }
}

/** Whether this machine's clock can be trusted. */
export function judgeClock(facts: ClockFacts, say: Say): Finding {
  const { fileMs, newestRowAt, steppedBackMs, against, now } = facts;
  const finding = new Finding('clock', facts);
  const good: string[] = [];
  if (fileMs !== null && Math.abs(fileMs) <= APART_MS) good.push(say('clockFile', { span: span(APART_MS, say) }));
  if (newestRowAt !== null && newestRowAt - now <= APART_MS) good.push(say('clockNewest', { age: age(now - newestRowAt, say) }));
  if (against && 'ms' in against && Math.abs(against.ms) <= AGAINST_WARN_MS) {
    good.push(say('clockAgainst', { span: span(against.ms, say), host: against.host }));
  }
  if (good.length > 0) finding.fact(good.join(say('and')));
  if (fileMs !== null && Math.abs(fileMs) > APART_MS) finding.warn(say('clockFileOff', { span: span(fileMs, say) }), say('clockFileMend'));
  if (newestRowAt !== null && newestRowAt - now > APART_MS)
    finding.warn(say('clockFuture', { span: span(newestRowAt - now, say) }), say('clockMend'));
  if (steppedBackMs > STEP_MS) finding.warn(say('clockSteppedBack', { span: span(steppedBackMs, say) }), say('clockMend'));
  if (against && 'reason' in against) finding.warn(say('clockUnreached', against), say('clockOtherAddress'));
  if (against && 'ms' in against && Math.abs(against.ms) > AGAINST_WARN_MS) {
    const text = say('clockAgainst', { span: span(against.ms, say), host: against.host });
    if (Math.abs(against.ms) >= AGAINST_WRONG_MS) finding.wrong(text, say('clockMend'));
    else finding.warn(text, say('clockMend'));
  }
  return finding;
}
