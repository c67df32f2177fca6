/** The seed of everything random in the rigs: `TONGBU_SEED=… npm run proof -- fuzz` sends the same requests again. */
export const SEED = Number(process.env['TONGBU_SEED'] ?? Date.now() % 2 ** 31);

/** Numbers that look random and are the same for the same seed; a million cost a few milliseconds. */
export class Random {
  #state: number;

  /** @param seed a whole number; {@link SEED} by default */
  constructor(seed: number = SEED) {
    this.#state = seed | 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True in this share of cases. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of them. */
  pick<T>(some: readonly T[]): T {
    return some[Math.floor(this.next() * some.length)] as T;
  }
}
