import type { Credential, Edition } from '@tongbu/engine';
import { type Counts, NO_COUNTS } from '../requests/counts.ts';
import type { Outcome } from '../requests/request-log.ts';

/** What becomes known of a call on its way: filled in as far as it comes, and told to the books whatever comes of it. */
export interface Called {
  edition: Edition;
  /** Whose key it names; empty where it names none of ours. */
  seller: string;
  /** The interface as the request names it; empty until that is read. */
  name: string;
  /** What it names whose signature does not hold. */
  unsigned?: { sid: string; key: string; names: string[]; credential: Credential };
  verified?: Verified;
}

/** Who a request turned out to be of. */
export interface Verified {
  credential: Credential;
  /** Which of the key's secrets signed it. */
  fitting: 'current' | 'previous';
  /** When it was signed, by the client's clock, and received, by ours: what stands in the journal, and in the log of requests. Epoch milliseconds. */
  signedAt: number;
  now: number;
  /** When that was found out, on the clock that never jumps. */
  at: number;
}

/** What a call came to. */
export interface Ended {
  outcome: Outcome;
  /** The `status` or `code` of the answer, and its text. */
  code: number;
  message: string;
  counts: Counts;
  answer: string;
  /** The request, read; undefined where it was refused before. */
  request?: unknown;
  /** What failed, where it is for us to mend. */
  error?: unknown;
}

/** What a call comes to that is carried out. */
export function carriedOut(done: Pick<Ended, 'answer' | 'counts' | 'request'>): Ended {
  return { outcome: 'ok', code: 0, message: '', ...done };
}

/** What a call comes to that ends with an error: a refusal, or where it is none, a failure of ours that is answered as one. */
export function refusedWith(error: unknown, refusal: Error, code: number, answer: string): Ended {
  const told = { code, message: refusal.message, counts: NO_COUNTS, answer };
  return refusal === error ? { outcome: 'refused', ...told } : { outcome: 'failed', ...told, error };
}
