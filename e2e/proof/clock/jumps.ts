/** Where a clock jumps to. */
import type { Random } from '../fuzz/random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far at once, forwards or backwards. */
const FAR = [SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, DAY, 30 * DAY, 365 * DAY, 10 * 365 * DAY];

/** No further than this from the true time, either way. */
const FURTHEST = 10 * 365 * DAY;

/** More than any edition's window: a clock that is out by so much is refused. */
export const OUT_OF_STEP = 6 * MINUTE;

/**
 * The next offset from the true time, in milliseconds. Some lead back to a time at which the clock stood before, where
 * requests that were signed then are in their window again.
 *
 * @param stood times by the jumping clock
 */
export function nextOffset(offset: number, stood: number[], random: Random): number {
  if (stood.length > 0 && random.chance(0.4)) return random.pick(stood) + random.int(0, 5) * SECOND - Date.now();
  const to = offset + random.pick(FAR) * random.pick([-1, 1]);
  return Math.abs(to) <= FURTHEST ? to : -Math.sign(to) * random.pick(FAR);
}
