import type { Caller, Engine, SignedRequest } from '@tongbu/engine';
import type { AnswerOf, flagship, Methods, RequestOf } from '@tongbu/protocol';
import type { Cursors } from '../cursors.ts';

/** A verified call, for its handler. */
export interface Call {
  engine: Engine;
  caller: Caller;
  /** The request itself: what overwrites applies it once (promise B2). */
  request: SignedRequest;
  /** When the request was signed, by the client's clock, and received, by ours; epoch milliseconds. */
  signedAt: number;
  now: number;
  /** The page of a paged method. */
  page: flagship.Page | undefined;
  cursors: Cursors;
}

/** One handler for each method of an edition; a missing one does not compile. */
export type Handlers<M extends Methods> = {
  [Name in keyof M]: (call: Call, request: RequestOf<M[Name]>) => Promise<AnswerOf<M[Name]>>;
};
