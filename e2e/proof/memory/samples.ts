/** Resident memory at equal steps of the work. */
export class Samples {
  /** The step. */
  readonly every: number;
  readonly #of: () => number;
  readonly all: number[] = [];

  /**
   * @param total how much work there is
   * @param of reads the memory now, in MB
   */
  constructor(total: number, of: () => number) {
    this.every = Math.max(1, Math.floor(total / 400));
    this.#of = of;
  }

  /** So much of the work is done. */
  at(done: number): void {
    if (done % this.every === 0) this.all.push(this.#of());
  }

  /** Medians of the first and the last quarter, in MB: one garbage collection more or less moves neither. */
  quarters(): { first: number; last: number } {
    const { length } = this.all;
    return { first: median(this.all.slice(0, Math.ceil(length / 4))), last: median(this.all.slice(-Math.ceil(length / 4))) };
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
