/** Upper ends of the buckets, in seconds: from a disk with a protected cache to one that is about to fail. */
export const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** How long commits took since the database was opened, as a histogram: a group that shares one counts once. */
export interface CommitFacts {
  /** How many took no longer than each of {@link COMMIT_BUCKETS}, each by itself, not added up. */
  buckets: number[];
  count: number;
  /** Seconds altogether. */
  sum: number;
  /** Works that they made durable. */
  works: number;
}

/** Notes how long each commit took: the sync of the disk, mostly. */
export class CommitTimes {
  readonly #facts: CommitFacts = { buckets: COMMIT_BUCKETS.map(() => 0), count: 0, sum: 0, works: 0 };

  /** @param since by `performance.now()` */
  note(since: number, works: number): void {
    const seconds = (performance.now() - since) / 1000;
    const place = COMMIT_BUCKETS.findIndex((end) => seconds <= end);
    if (place >= 0) this.#facts.buckets[place] = (this.#facts.buckets[place] as number) + 1;
    this.#facts.count++;
    this.#facts.sum += seconds;
    this.#facts.works += works;
  }

  read(): CommitFacts {
    return { ...this.#facts, buckets: [...this.#facts.buckets] };
  }
}
