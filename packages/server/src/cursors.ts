/**
 * Where each reader of an enterprise query stopped, in memory only (promise B4): the next pull goes on after it, so that a
 * record the shop can never handle does not starve the rest. Readers are keys and shops that exist, so there are few.
 */
export class Cursors {
  readonly #last = new Map<string, number>();

  /** The last number offered to this reader; 0 at the start. */
  last(reader: string): number {
    return this.#last.get(reader) ?? 0;
  }

  /** Remembers the last of the numbers offered; nothing offered starts from 0 again. */
  offered(reader: string, numbers: number[]): void {
    this.#last.set(reader, numbers.at(-1) ?? 0);
  }

  /** Every reader begins at the start again. */
  forget(): void {
    this.#last.clear();
  }
}
