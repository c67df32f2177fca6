import type { Unreadable } from './unreadable.ts';

/** The two editions of the vendor's open API: 旗舰版 and 企业版. */
export type Edition = 'flagship' | 'enterprise';

/** Who calls whom, and how the client behaves. */
export interface ClientOptions<E extends Edition = Edition> {
  edition: E;
  /**
   * Base address, such as `http://127.0.0.1:8090` or the vendor's own; a complete address of the API is taken as it is. What
   * the edition's path lacks (`/openapi`, `/openapi2/<name>.php`) is added.
   */
  url: string;
  /** The seller, `sid`. */
  seller: string;
  /** `key` on the flagship edition, `appkey` on the enterprise edition. */
  key: string;
  /** The whole appsecret; on the flagship edition `secret:salt`. It signs, and never travels. */
  secret: string;
  /** How long to wait for a whole answer, in milliseconds; 30,000 by default. */
  timeoutMs?: number;
  /**
   * How long one call may pause in all, in milliseconds, for a rate limit to pass and before repeats; 90,000 by default, which
   * outlasts a limit counted by the minute. 0: it never pauses, so it is never repeated.
   */
  patienceMs?: number;
  /** Told before every pause, for logs and meters. */
  onPause?: (pause: Pause) => void;
  /** Calls at once where one acknowledgement takes many of them (stock on the flagship edition); 4 by default. */
  atOnce?: number;
  /** Ends every call of the client with an {@link AbortedError}. */
  signal?: AbortSignal;
  /** `fetch` by default. It is called with redirects switched off. */
  fetch?: typeof fetch;
  /** The clock that signs, in epoch milliseconds; `Date.now` by default. */
  clock?: () => number;
}

/** Why and for how long a call waits before it is sent once more. */
export interface Pause {
  /** The interface. */
  method: string;
  /** `code` of the error that would have been thrown. */
  code: string;
  /** In milliseconds. */
  pauseMs: number;
  /** 1 before the second attempt. */
  attempt: number;
}

/** A page of a flagship query: which rows, and whether to count them all. */
export interface PageOptions {
  /** Rows a page, at most 1000. */
  size: number;
  /** From 0; 0 by default. */
  page?: number;
  /** Ask for the total; false by default. */
  total?: boolean;
}

/** What holds for one call. */
export interface CallOptions {
  /** Needed by the flagship edition's queries that are paged. */
  page?: PageOptions;
  /** Ends the call, beside the client's own. */
  signal?: AbortSignal;
  /** Instead of the client's. */
  timeoutMs?: number;
  /** Instead of the client's. */
  patienceMs?: number;
  /**
   * Told of each row of the answer that cannot be read, and the call gives the other rows. Without it one such row fails the call
   * with an {@link AnswerError}.
   */
  onUnreadable?: (unreadable: Unreadable) => void;
}
