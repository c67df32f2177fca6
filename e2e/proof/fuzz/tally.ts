import type { Violations } from '../rig.ts';

/** Counts what occurred by class, and says which of the classes that should occur never did. */
export class Tally {
  readonly #name: string;
  readonly #counts = new Map<string, number>();

  /**
   * @param name what is counted, for messages: `input`, `answer`
   * @param expected classes each of which must occur
   */
  constructor(name: string, expected: Iterable<string>) {
    this.#name = name;
    for (const each of expected) this.#counts.set(each, 0);
  }

  /** Notes one. */
  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** How many classes there are. */
  get size(): number {
    return this.#counts.size;
  }

  /** A class that never occurred means that the rig does not test what it says. */
  check(violations: Violations): void {
    for (const [name, count] of this.#counts) if (count === 0) violations.add(`${this.#name} class "${name}" never occurred`);
  }

  /** Classes with their counts, the most frequent first. */
  list(): [name: string, count: number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1]);
  }
}
