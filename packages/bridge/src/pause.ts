/** Longest pause, in milliseconds. */
const LONGEST = 60_000;

/**
 * How long to wait after so many failures: 1, 2, 4, … up to 60 seconds, give or take a fifth, so that several bridges do not come back
 * at the same moment.
 *
 * @param atLeastMs what the other side asked for; an hour is believed at most
 */
export function growingPause(
  failures: number,
  { firstMs = 1_000, atLeastMs = 0 }: { firstMs?: number | undefined; atLeastMs?: number | undefined } = {},
): number {
  const grown = Math.min(LONGEST, firstMs * 2 ** Math.min(failures - 1, 20));
  const jittered = grown * (0.8 + 0.4 * Math.random());
  return Math.max(jittered, Math.min(atLeastMs, 3_600_000));
}
