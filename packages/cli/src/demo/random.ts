/** Numbers that look random and are the same on every run. */

/** A stream of pseudo-random values; two streams of one seed give the same values in the same order. */
export interface Random {
  /** A number from 0 up to, but never, 1. */
  next(): number;
  /** A whole number from `least` to `largest`, both included. */
  int(least: number, largest: number): number;
  /** One of a list, each as likely as the others. @throws RangeError when the list is empty */
  pick<T>(list: readonly T[]): T;
  /** True with the given probability, from 0 (never) to 1 (always). */
  chance(probability: number): boolean;
}

/**
 * A stream of the generator mulberry32: 32 bits of state, enough for a made-up shop and for nothing that must be secret.
 *
 * @param seed whole number; only its lower 32 bits count
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const int = (least: number, largest: number) => least + Math.floor(next() * (largest - least + 1));

  return {
    next,
    int,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('nothing to pick from: the list is empty');
      return list[int(0, list.length - 1)] as T;
    },
    chance: (probability) => next() < probability,
  };
}
