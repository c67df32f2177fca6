/** Whether a shop still pulls, as a pure function of when it did: a shop that asks every minute is missed sooner than one that asks at night. */

/** Calls of one pass follow each other within this; what comes later is the next pass. */
export const PASS_MS = 5_000;

/** So many pauses make a habit; with fewer, nobody knows yet what is usual. */
export const FEWEST_PAUSES = 5;

/** Nobody is missed sooner than this, however often they ask; and where no habit is known, something must wait for so long. */
export const SOONEST_MS = 5 * 60_000;
export const WITHOUT_HABIT_MS = 15 * 60_000;

/** A habit is exceeded when a pause is three times as long as nearly all were, but never by more than this. */
const TIMES = 3;
const LONGEST_GRACE_MS = 6 * 3_600_000;

/** Whoever asked for nothing in so long has gone for good: it is not missed any more. */
export const FORGOTTEN_MS = 30 * 24 * 3_600_000;

/**
 * How long the pauses of a reader usually are: nine of ten were no longer. A single long one, such as a server that stood still, is no
 * habit.
 *
 * @param pauses milliseconds between the end of a pass and the next
 * @returns null where there are too few to tell
 */
export function usualPause(pauses: readonly number[]): number | null {
  if (pauses.length < FEWEST_PAUSES) return null;
  const sorted = [...pauses].sort((a, b) => a - b);
  return sorted[Math.floor(0.9 * (sorted.length - 1))] as number;
}

/** After how long without a pull a reader of this habit is missed; null where none is known. */
export function patienceOf(usual: number | null): number | null {
  if (usual === null) return null;
  return Math.max(SOONEST_MS, Math.min(TIMES * usual, usual + LONGEST_GRACE_MS));
}

/** Who pulls a shop's pool: when it did last, and the pauses before. */
export interface Reader {
  at: number;
  pauses: readonly number[];
}

/**
 * `pulling`: as usual. `stopped`: no pull for longer than the shop's own habit, or something waits and nobody asks for it. `quiet`:
 * nobody asks, and nothing says that anybody should.
 */
export type PullState = 'pulling' | 'stopped' | 'quiet';

/** What is said of one pool of one shop. */
export interface Pulls {
  state: PullState;
  /** The last pull; null where there was none. */
  at: number | null;
  /** The usual pause of whoever pulled last and has a habit, in milliseconds; null where none is known. */
  usual: number | null;
}

/**
 * Whether a shop's pool is still pulled. Where several read it, one that goes on is enough.
 *
 * @param readers all who ever pulled it and still may
 * @param waitingSince since when something is offered; null when nothing is
 */
export function judgePulls(readers: readonly Reader[], waitingSince: number | null, now: number): Pulls {
  const living = readers.filter(({ at }) => now - at < FORGOTTEN_MS);
  const last = living.reduce<Reader | null>((a, b) => (a === null || b.at > a.at ? b : a), null);
  const habits = [...living].sort((a, b) => b.at - a.at).flatMap(({ pauses }) => usualPause(pauses) ?? []);
  const waits = waitingSince !== null && now - waitingSince > WITHOUT_HABIT_MS;
  const told = { at: last?.at ?? null, usual: habits[0] ?? null };
  if (living.length === 0) return { state: waits ? 'stopped' : 'quiet', ...told };
  const patience = living.map(({ at, pauses }) => ({ silent: now - at, patience: patienceOf(usualPause(pauses)) }));
  if (patience.some(({ silent, patience }) => silent <= (patience ?? WITHOUT_HABIT_MS))) return { state: 'pulling', ...told };
  const hasHabit = patience.some(({ patience }) => patience !== null);
  return { state: hasHabit || waits ? 'stopped' : 'quiet', ...told };
}
