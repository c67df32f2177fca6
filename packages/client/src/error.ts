/**
 * Why a call did not give a result.
 *
 * | code | meaning | is it safe to repeat? |
 * | --- | --- | --- |
 * | refused | the server answered with a status or code that is not 0 | see `retryable` |
 * | timeout | no whole answer within the time allowed; the call may have been done | yes: acknowledgements are safe to repeat |
 * | network | no connection, or it broke; the call may have been done | yes |
 * | http | an HTTP status other than 200: a proxy, or not this API | after looking |
 * | answer | the answer cannot be read as the definition says | after looking |
 */
export type CallErrorCode = 'refused' | 'timeout' | 'network' | 'http' | 'answer';

/** A call without a result; `code` says why, the message names interface and facts. */
export class CallError extends Error {
  readonly code: CallErrorCode;
  /** The interface that was called. */
  readonly method: string;

  constructor(code: CallErrorCode, method: string, message: string, options?: ErrorOptions) {
    super(`${method}: ${message}`, options);
    this.name = 'CallError';
    this.code = code;
    this.method = method;
  }
}

/** The server refused the call as a whole. */
export class RefusedError extends CallError {
  /** `status` of the flagship edition, `code` of the enterprise edition. */
  readonly status: number;
  /** The server's own words. */
  readonly reason: string;
  /** True for rate limits, overload and store errors: the same call may succeed later. */
  readonly retryable: boolean;

  constructor(method: string, status: number, reason: string, retryable: boolean, options?: ErrorOptions) {
    super('refused', method, `refused with ${status}: ${reason}`, options);
    this.name = 'RefusedError';
    this.status = status;
    this.reason = reason;
    this.retryable = retryable;
  }
}
