import type { Engine } from '@tongbu/engine';
import type { Logger } from 'pino';
import type { Calls } from '../calls.ts';
import type { Credentials } from '../credentials.ts';
import type { Cursors } from '../cursors.ts';
import type { HeldAnswers } from '../held-answers.ts';
import type { KeyUses } from '../key-uses.ts';
import type { Limiter } from '../limiter.ts';
import type { Limits } from '../options.ts';
import type { Refusals } from '../refusals.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { Met } from '../sandbox/faults.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Traces } from '../traces/traces.ts';

/** What both endpoints work with. */
export interface Deps {
  engine: Engine;
  credentials: Credentials;
  cursors: Cursors;
  limiter: Limiter;
  /** The answers of those that are over a limit. */
  held: HeldAnswers;
  /** The last refused requests, for the doctor. */
  refusals: Refusals;
  /** The last calls of each seller, for its people. */
  requests: RequestLog;
  keyUses: KeyUses;
  /** Counts what is answered. */
  calls: Calls;
  limits: Record<'flagship' | 'enterprise', Limits>;
  log: Logger;
  /** Only where the server is one. */
  sandbox?: Sandbox | undefined;
  /** Only where spans are wanted. */
  traces?: Traces | undefined;
  now: () => number;
  /** True while the server stops, or has more calls in hand than it can carry: callers are told to come again. */
  isBusy: () => boolean;
}

/** A request whose body was read, before anything in it is believed. */
export interface Received {
  /** The query string as it came, without the question mark. */
  query: string;
  /** The last part of the path, for the edition that names its interface there. */
  name: string;
  body: Uint8Array;
  /** What its answer carries as `x-request-id`. */
  id: string;
  /** When it was whole, on a clock that never jumps. */
  startedAt: number;
  /** Where it came from; a declared proxy's word counts. */
  address: string;
  /** What a sandbox does to this call. */
  met?: Met;
}
