import { ClockError, RateLimitError, type RawAnswer, type Refusal, RefusedError } from './error.ts';
import type { Edition } from './options.ts';
import { wires } from './wire.ts';

/** The store failed or the server was busy: it says nothing of the request. @see the specification, flagship 3.1 and enterprise 3.1 */
const BUSY: Record<Edition, ReadonlySet<number>> = { flagship: new Set([4, 5, 99, 1064]), enterprise: new Set([1020]) };

/**
 * The error for an answer whose status or code is not 0.
 *
 * @param nowMs our clock when the answer arrived, epoch milliseconds
 */
export function refused(edition: Edition, method: string, refusal: Refusal, answer: RawAnswer, nowMs: number): RefusedError {
  if (isRateLimit(edition, refusal)) return new RateLimitError(method, refusal, answer);
  const { windowMs } = wires[edition];
  const skewMs = answer.serverTime === null ? null : nowMs - answer.serverTime;
  const remark = clocks(nowMs, answer.serverTime, windowMs);
  if (isClock(edition, refusal)) return new ClockError(method, refusal, answer, skewMs, remark);
  // The vendor published no code of the enterprise edition for a clock that is off, so it is named with whatever is refused.
  const isOff = skewMs !== null && Math.abs(skewMs) > windowMs;
  return new RefusedError(method, refusal, answer, { retryable: BUSY[edition].has(refusal.status), ...(isOff && { remark }) });
}

/** By the words: the flagship has one status for all business errors, and pages differ in their commas and blanks. */
function isRateLimit(edition: Edition, { status, reason }: Refusal): boolean {
  return (edition === 'enterprise' && status === 1009) || /超过.*(调用频率|并发次数).*限制/.test(reason.replace(/\s/g, ''));
}

function isClock(edition: Edition, { status, reason }: Refusal): boolean {
  return status === (edition === 'flagship' ? 7 : 1004) || /^时间戳/.test(reason.trim());
}

function clocks(nowMs: number, serverTime: number | null, windowMs: number): string {
  const allowed = `${windowMs / 1000} s are allowed`;
  if (serverTime === null)
    return `; our clock says ${show(nowMs)}, and the server did not tell its own (${allowed}); set this machine's clock`;
  const seconds = Math.round((nowMs - serverTime) / 1000);
  const differs = seconds === 0 ? 'they agree' : `ours is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`;
  return `; our clock says ${show(nowMs)}, the server's ${show(serverTime)}: ${differs}, ${allowed}; set the clock that is wrong`;
}

const show = (moment: number) => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
