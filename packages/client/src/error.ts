import type { Unreadable } from './unreadable.ts';

/**
 * Why a call did not give a result.
 *
 * | code | class | what happened | retryable |
 * | --- | --- | --- | --- |
 * | refused | {@link RefusedError} | a `status` or `code` that is not 0 | where the server was busy or its store failed |
 * | rate-limited | {@link RateLimitError} | too many calls a minute or at once, for longer than `patienceMs` | yes |
 * | clock | {@link ClockError} | the timestamp is outside the server's window | no: set the clock |
 * | timeout | {@link TimeoutError} | no whole answer within `timeoutMs`; the call may have been done | yes |
 * | network | {@link NetworkError} | no connection, or it broke; the call may have been done | yes |
 * | http | {@link HttpError} | an HTTP status other than 200: a proxy, or not this API | 408, 425, 429 and 5xx |
 * | answer | {@link AnswerError} | HTTP 200 with something that cannot be read as the interface's definition says | no: look at `cause` |
 * | unreadable | {@link UnreadableError} | a pull met records that cannot be read, and offered all others | no: look at `records` |
 * | aborted | {@link AbortedError} | a signal ended it; the call may have been done | no |
 */
export type CallErrorCode = 'refused' | 'rate-limited' | 'clock' | 'timeout' | 'network' | 'http' | 'answer' | 'unreadable' | 'aborted';

/** What a server answered, as it came; the `cause` of every error that has an answer. */
export interface RawAnswer {
  /** HTTP status; 0 where a browser hides it. */
  http: number;
  contentType: string;
  /** The server's `Date` header as epoch milliseconds; null where there is none, or a browser hides it. */
  serverTime: number | null;
  /** The body. */
  text: string;
}

/** A call without a result; the message names the interface and the facts. */
export class CallError extends Error {
  override readonly name: string = 'CallError';
  readonly code: CallErrorCode;
  /** The interface that was called, by the vendor's name. */
  readonly method: string;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;

  constructor(code: CallErrorCode, method: string, message: string, retryable: boolean, cause?: unknown) {
    super(`${method}: ${message}`, { cause });
    this.code = code;
    this.method = method;
    this.retryable = retryable;
  }
}

/** What a server refused, and in which words. */
export interface Refusal {
  /** `status` of the flagship edition, `code` of the enterprise edition. */
  status: number;
  /** The server's own words. */
  reason: string;
}

/** The server refused the call as a whole. */
export class RefusedError extends CallError {
  override readonly name: string = 'RefusedError';
  declare readonly cause: RawAnswer;
  /** `status` of the flagship edition, `code` of the enterprise edition. */
  readonly status: number;
  /** The server's own words. */
  readonly reason: string;

  constructor(
    method: string,
    { status, reason }: Refusal,
    cause: RawAnswer,
    { code = 'refused', retryable = false, remark = '' }: { code?: CallErrorCode; retryable?: boolean; remark?: string } = {},
  ) {
    super(code, method, `refused with ${status}: ${reason}${remark}`, retryable, cause);
    this.status = status;
    this.reason = reason;
  }
}

/** Too many calls a minute or at once, and waiting did not help. */
export class RateLimitError extends RefusedError {
  override readonly name = 'RateLimitError';

  constructor(method: string, refusal: Refusal, cause: RawAnswer) {
    super(method, refusal, cause, { code: 'rate-limited', retryable: true });
  }
}

/** The server refused the timestamp; the message names both clocks where the server told its own. */
export class ClockError extends RefusedError {
  override readonly name = 'ClockError';
  /** Our clock minus the server's, in milliseconds, to a second or two; null where the server did not tell its time. */
  readonly skewMs: number | null;

  constructor(method: string, refusal: Refusal, cause: RawAnswer, skewMs: number | null, remark: string) {
    super(method, refusal, cause, { code: 'clock', remark });
    this.skewMs = skewMs;
  }
}

/** No whole answer in time. */
export class TimeoutError extends CallError {
  override readonly name = 'TimeoutError';

  constructor(method: string, timeoutMs: number, cause: unknown) {
    super('timeout', method, `no answer within ${timeoutMs} ms`, true, cause);
  }
}

/** No connection, or it broke. */
export class NetworkError extends CallError {
  override readonly name = 'NetworkError';

  constructor(method: string, message: string, cause: unknown) {
    super('network', method, message, true, cause);
  }
}

/** An HTTP status other than 200. */
export class HttpError extends CallError {
  override readonly name = 'HttpError';
  declare readonly cause: RawAnswer;
  /** HTTP status; 0 where a browser hides that of a redirect. */
  readonly http: number;

  constructor(method: string, message: string, cause: RawAnswer) {
    super('http', method, message, cause.http >= 500 || [408, 425, 429].includes(cause.http), cause);
    this.http = cause.http;
  }
}

/** HTTP 200, and no answer of the interface. */
export class AnswerError extends CallError {
  override readonly name = 'AnswerError';
  declare readonly cause: RawAnswer;
  /** True where the server said that the call succeeded, and only what it gave cannot be read. */
  readonly isSuccess: boolean;

  constructor(method: string, message: string, cause: RawAnswer, isSuccess: boolean) {
    super('answer', method, message, false, cause);
    this.isSuccess = isSuccess;
  }
}

/**
 * A pull met records that cannot be read, and nobody listened (`onUnreadable`). Thrown when the pass is over: every other record was
 * offered, and what was acknowledged is.
 */
export class UnreadableError extends CallError {
  override readonly name = 'UnreadableError';
  /** What could not be read, in the order it was met; at least one. */
  readonly records: readonly Unreadable[];

  constructor(records: readonly Unreadable[]) {
    const { where, reason, raw } = records[0] as Unreadable;
    const [method = '', place = ''] = where.split(': ');
    const others = records.length > 1 ? `, and ${records.length - 1} more` : '';
    super('unreadable', method, `${place} cannot be read: ${reason}: ${raw.slice(0, 200)}${others}`, false);
    this.records = records;
  }
}

/** A signal ended it; `cause` is the signal's reason. */
export class AbortedError extends CallError {
  override readonly name = 'AbortedError';

  constructor(method: string, cause: unknown) {
    super('aborted', method, 'ended by a signal', false, cause);
  }
}
