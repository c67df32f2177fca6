import type { Claim } from '@tongbu/engine';

/** What the rows of a file lay hold of: two rows must not say something about the same thing. */
export class Claims {
  /** Lines by group; where a claim is for a part, by member. */
  readonly #whole = new Map<string, number>();
  readonly #parts = new Map<string, Map<string, number>>();

  /** Lays hold. @returns the earlier line that has laid hold of the same already */
  take({ group, members }: Claim, line: number): number | null {
    const whole = this.#whole.get(group);
    if (whole !== undefined) return whole;
    const parts = this.#parts.get(group);
    if (members === null) return this.#takeWhole(group, parts, line);
    for (const member of members) {
      const earlier = parts?.get(member);
      if (earlier !== undefined) return earlier;
    }
    const mine = parts ?? new Map<string, number>();
    for (const member of members) mine.set(member, line);
    this.#parts.set(group, mine);
    return null;
  }

  #takeWhole(group: string, parts: Map<string, number> | undefined, line: number): number | null {
    const [earlier] = parts?.values() ?? [];
    if (earlier !== undefined) return earlier;
    this.#whole.set(group, line);
    return null;
  }
}
