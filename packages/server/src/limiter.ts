import type { Limits } from './options.ts';

const MINUTE_MS = 60_000;

/** Why a call may not begin. */
export type Exceeded = 'calls per minute' | 'calls at once';

interface Counted {
  windowStart: number;
  inWindow: number;
  running: number;
}

/** Counts the calls of each key, per minute and at once, on a clock that never jumps. */
export class Limiter {
  readonly #keys = new Map<string, Counted>();
  readonly #clock: () => number;

  /** @param clock milliseconds that only grow; `performance.now` by default */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /**
   * Begins a call.
   *
   * @param key what is counted together
   * @returns a function to call when the call has ended, or why it may not begin
   */
  begin(key: string, limits: Pick<Limits, 'callsPerMinute' | 'callsAtOnce'>): (() => void) | Exceeded {
    const counted = this.#current(key);
    if (counted.inWindow >= limits.callsPerMinute) return 'calls per minute';
    if (counted.running >= limits.callsAtOnce) return 'calls at once';
    counted.inWindow++;
    counted.running++;
    return () => {
      counted.running--;
    };
  }

  /** Counts from nothing again; calls that run are no longer counted. */
  forget(): void {
    this.#keys.clear();
  }

  #current(key: string): Counted {
    const now = this.#clock();
    let counted = this.#keys.get(key);
    if (!counted) {
      this.#sweep(now);
      counted = { windowStart: now, inWindow: 0, running: 0 };
      this.#keys.set(key, counted);
    }
    if (now - counted.windowStart >= MINUTE_MS) Object.assign(counted, { windowStart: now, inWindow: 0 });
    return counted;
  }

  /** Keys that did not call for a minute need not be remembered. */
  #sweep(now: number): void {
    for (const [key, { windowStart, running }] of this.#keys) {
      if (running === 0 && now - windowStart >= MINUTE_MS) this.#keys.delete(key);
    }
  }
}
