/** What every case of `npm run bench` is: one target, and how it is measured. */

/** What a figure is held to. */
export interface Target {
  /** `least`: not less than the limit; `most`: not more. */
  bound: 'least' | 'most';
  limit: number;
  /** What the value is counted in; `×` for a ratio of two measured in the same run. */
  unit: '×' | 'ms' | 'MB';
}

/** How a case is run. */
export interface Options {
  /** Pairs of rounds, a first one to warm up not counted. */
  rounds: number;
  /** Listings of the largest pool, for the cases that compare pools. */
  rows: number;
  /** Says what is being done, for a reader who waits. */
  progress: (text: string) => void;
}

/** A value was measured. */
export interface Measured {
  value: number;
  /** What else was seen: absolute figures, smallest and largest ratio. */
  details: string[];
  /** Why the value counts for nothing; absent where it counts. */
  void?: string;
}

/** The case cannot be measured on this machine. */
export interface NotRun {
  notRun: string;
}

/** One target of the project and its measurement. A file of `cases/` has one as its default export. */
export interface Case {
  name: string;
  /** One line: what is compared with what. */
  about: string;
  target: Target;
  run(options: Options): Promise<Measured | NotRun>;
}

/** How a case ended. */
export type Verdict = 'ok' | 'missed' | 'void' | 'not run' | 'crashed';

/** Holds a measurement to its target. */
export function judge({ target }: Case, measured: Measured | NotRun): Verdict {
  if ('notRun' in measured) return 'not run';
  if (measured.void !== undefined) return 'void';
  const holds = target.bound === 'least' ? measured.value >= target.limit : measured.value <= target.limit;
  return holds ? 'ok' : 'missed';
}
