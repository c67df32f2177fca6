/** A clock that can be put forward and back; it goes on at its usual pace. */
export class SandboxClock {
  #shiftMs = 0;

  /** Epoch milliseconds, shifted. */
  readonly now = (): number => Date.now() + this.#shiftMs;

  /** How far it is from the machine's, in milliseconds; negative when behind. */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  /** Sets how far it is from the machine's. */
  shiftTo(ms: number): void {
    this.#shiftMs = ms;
  }
}
