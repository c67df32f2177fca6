/** So long the answer to a call over its limit waits: for one who calls again without pause, four calls a second on each connection. */
export const HOLD_MS = 250;

/** How much may be held at once: beyond it an answer goes at once, so that what is held takes no room from callers within their limits. */
export interface HeldAtMost {
  calls: number;
  /** Bytes of their requests' bodies, which stay in memory meanwhile. */
  bytes: number;
}

/**
 * Holds the answers to calls that are over a limit for a moment. A caller that repeats a refused call without pause would have the
 * processor that other sellers' acknowledgements need; waiting for its answers, it slows itself down (decision 0030).
 */
export class HeldAnswers {
  readonly #most: HeldAtMost;
  readonly #ms: number;
  readonly #ends = new Set<() => void>();
  #bytes = 0;
  #ended = false;

  /** @param ms how long; {@link HOLD_MS} by default */
  constructor(most: HeldAtMost, ms: number = HOLD_MS) {
    this.#most = most;
    this.#ms = ms;
  }

  /** Resolves when the answer may go: at once where no more may be held, or everything ends. */
  wait(bytes: number): Promise<void> {
    if (this.#ended || this.#ends.size >= this.#most.calls || this.#bytes + bytes > this.#most.bytes) return Promise.resolve();
    this.#bytes += bytes;
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#ends.delete(end);
        this.#bytes -= bytes;
        resolve();
      };
      const timer = setTimeout(end, this.#ms);
      this.#ends.add(end);
    });
  }

  /** Lets everything go, and holds nothing from now on: a stop waits for nobody who is refused. */
  end(): void {
    this.#ended = true;
    for (const end of this.#ends) end();
  }
}
