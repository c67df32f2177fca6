/** How long a record is left alone after each attempt that came to nothing, in minutes; the last one repeats. */
const MINUTES = [1, 2, 5, 15, 30, 60];

interface Held {
  key: string;
  attempts: number;
  until: number;
  since: number;
  /** When the ERP offered it last. */
  metAt: number;
  reason: string;
}

/**
 * Records that came to nothing and wait before they are tried again, so that one of them does not take the others' turn at each pass.
 * In memory: after a restart everything is tried at once.
 */
export class HeldBack {
  readonly #held = new Map<string, Held>();
  readonly #minute: number;

  /** @param minuteMs how long a minute lasts, in milliseconds; tests are in a hurry */
  constructor(minuteMs = 60_000) {
    this.#minute = minuteMs;
  }

  /** Whether a record is to be left alone now. A record with another key (a newer version of the listing) is not the one that failed. */
  has(number: string, key: string, now: number): boolean {
    const held = this.#held.get(number);
    return held !== undefined && held.key === key && held.until > now;
  }

  /**
   * Leaves a record alone for a while, longer each time.
   *
   * @returns how often it has come to nothing
   */
  add(number: string, key: string, reason: string, now: number): number {
    const before = this.#held.get(number);
    const attempts = before?.key === key ? before.attempts + 1 : 1;
    const minutes = MINUTES[Math.min(attempts, MINUTES.length) - 1] as number;
    this.#held.set(number, { key, attempts, reason, until: now + minutes * this.#minute, since: before?.since ?? now, metAt: now });
    return attempts;
  }

  /** It is settled. */
  delete(number: string): void {
    this.#held.delete(number);
  }

  /** The ERP offered it again. */
  meet(number: string, now: number): void {
    const held = this.#held.get(number);
    if (held) held.metAt = now;
  }

  /**
   * Drops what a whole pass did not meet although it was due: the ERP took it back, or somebody else settled it. The ERP delays what
   * failed, too, and its clock may be a little later than ours.
   *
   * @param since when the pass began
   * @returns the numbers of those it dropped
   */
  dropUnmet(since: number, now: number): string[] {
    const unmet = [...this.#held].filter(([, { until, metAt }]) => metAt < since && now > until + 2 * this.#minute);
    for (const [number] of unmet) this.#held.delete(number);
    return unmet.map(([number]) => number);
  }

  get size(): number {
    return this.#held.size;
  }

  /** When the first one that still waits came, epoch milliseconds; null where none waits. */
  oldest(): number | null {
    let oldest: number | null = null;
    for (const { since } of this.#held.values()) if (oldest === null || since < oldest) oldest = since;
    return oldest;
  }
}
