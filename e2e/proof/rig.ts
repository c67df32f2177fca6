import type { Build } from './build.ts';

/** A way to hurt the server, and what must hold all the same. */
export interface Rig {
  /** As it is called on the command line, and the name of its file. */
  name: string;
  /** What is done and what must hold, in one line. */
  about: string;
  /** How often, unless told otherwise. */
  count: number;
  /** How often in one folder; a longer run is made of several. All at once where it is left out. */
  portion?: number;
  /** How often in `npm test`; a few seconds of work. */
  short: number;
  /** Patches in `e2e/mutants` that this rig must find, with how often it takes to find them. */
  finds: Record<string, number>;
  /** What this machine lacks to run it, each with how to get it; empty where it can run. */
  missing(): string[];
  /** Runs it. Throws only where the rig itself is broken: what the server does wrong is a violation. */
  run(run: Run): Promise<Outcome>;
}

/** What a rig is given. */
export interface Run {
  count: number;
  /** For all that is random in it; another one in each portion. */
  seed: number;
  /** The sources the server is started from: the clone's, or a broken copy. */
  build: Build;
  /** A folder of its own, removed afterwards. */
  folder: string;
  /** Tells a person that waits how far it is; nothing depends on it. */
  progress(text: string): void;
}

/** What came of it. */
export interface Outcome {
  /** What was counted, in the order to print: `kills 1000`, `answered 50559`, `lost 0`. Numbers of portions are added up; text is as the last one has it. */
  figures: Record<string, number | string>;
  /** What did not hold, each with its facts; empty when all did. At most a few dozen. */
  violations: string[];
}

/** Keeps the first few violations of many and counts the rest, so that a broken build does not fill the screen. */
export class Violations {
  readonly #kept: string[] = [];
  #more = 0;

  /** Notes one. */
  add(text: string): void {
    if (this.#kept.length < 20) this.#kept.push(text);
    else this.#more++;
  }

  /** All that were kept, and how many more there were. */
  list(): string[] {
    return this.#more > 0 ? [...this.#kept, `and ${this.#more} more`] : this.#kept;
  }
}
