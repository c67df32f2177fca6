/** How often it may be tried to sign in: what fails makes the next try wait, longer each time. */
import { placeOf } from '../address.ts';

const HOUR_MS = 60 * 60_000;

/**
 * What is counted together, how often it may fail before it waits, and how long it waits at most. Whoever tries one name from one place
 * is slowed down first. A name that is tried from everywhere waits little, so that strangers cannot keep its owner out.
 */
const COUNTED = {
  nameFromAddress: { free: 5, longestMs: 15 * 60_000 },
  address: { free: 20, longestMs: 15 * 60_000 },
  name: { free: 50, longestMs: 60_000 },
} as const;

type Kind = keyof typeof COUNTED;
const KINDS = Object.keys(COUNTED) as Kind[];

/** Entries of each kind to remember; those that failed longest ago are forgotten first. */
const MOST_REMEMBERED = 10_000;

/** Passwords looked at at once: each takes 32 MiB and a quarter of a second of a core. */
const MOST_AT_ONCE = 4;

/** Failures of a seller that are noted in the audit in an hour; strangers must not fill it. */
const NOTED_AN_HOUR = 60;

interface Failed {
  times: number;
  at: number;
}

/** One try, begun. */
export interface Attempt {
  /** Whether its failure is to be noted. */
  note: boolean;
  /** To be called once it is known. */
  ended(isRight: boolean): void;
}

/** Counts tries to sign in, in bounded memory, on a clock that never jumps. */
export class Attempts {
  readonly #failed: Record<Kind, Map<string, Failed>> = { nameFromAddress: new Map(), address: new Map(), name: new Map() };
  readonly #noted = new Map<string, { since: number; times: number }>();
  readonly #clock: () => number;
  #running = 0;

  /** @param clock milliseconds that only grow; `performance.now` by default */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /**
   * Begins a try. It counts as failed until it ends otherwise, so that many at once are not more than one after another.
   *
   * @param asked.seller null where none was named
   * @returns the try, or for how many milliseconds to wait
   */
  begin({ seller, name, address }: { seller: string | null; name: string; address: string }): Attempt | number {
    const now = this.#clock();
    const person = JSON.stringify([seller, name]);
    const place = placeOf(address);
    const keys: Record<Kind, string> = { nameFromAddress: `${place} ${person}`, address: place, name: person };
    const wait = Math.max(...KINDS.map((kind) => this.#wait(kind, keys[kind], now)));
    if (wait > 0) return wait;
    if (this.#running >= MOST_AT_ONCE) return 1000;
    this.#running++;
    for (const kind of KINDS) this.#count(kind, keys[kind], now);
    return {
      note: this.#note(seller ?? '', now),
      ended: (isRight) => {
        this.#running--;
        if (!isRight) return;
        this.#failed.nameFromAddress.delete(keys.nameFromAddress);
        for (const kind of ['address', 'name'] as const) {
          const failed = this.#failed[kind].get(keys[kind]);
          if (failed) failed.times--;
        }
      },
    };
  }

  #wait(kind: Kind, key: string, now: number): number {
    const failed = this.#failed[kind].get(key);
    const { free, longestMs } = COUNTED[kind];
    if (!failed || failed.times < free) return 0;
    return failed.at + Math.min(longestMs, 1000 * 2 ** (failed.times - free)) - now;
  }

  #count(kind: Kind, key: string, now: number): void {
    const remembered = this.#failed[kind];
    const before = remembered.get(key);
    const times = before && now - before.at < HOUR_MS ? before.times : 0;
    remembered.delete(key);
    // Half at once: a map that gives up its first entry again and again has more and more to step over.
    if (remembered.size >= MOST_REMEMBERED) for (const old of [...remembered.keys()].slice(0, MOST_REMEMBERED / 2)) remembered.delete(old);
    remembered.set(key, { times: times + 1, at: now });
  }

  #note(seller: string, now: number): boolean {
    const before = this.#noted.get(seller);
    const noted = before && now - before.since < HOUR_MS ? before : { since: now, times: 0 };
    if (this.#noted.size >= MOST_REMEMBERED) this.#noted.clear();
    this.#noted.set(seller, noted);
    return ++noted.times <= NOTED_AN_HOUR;
  }
}
