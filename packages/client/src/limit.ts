/** How many records a page holds where the pull does not say. */
const USUAL = 100;

/** @throws RangeError for a limit that is no whole number above 0 */
export function limitOf(limit: number | undefined, most: number): number {
  if (limit === undefined) return Math.min(USUAL, most);
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`limit ${limit}: must be a whole number from 1 on`);
  return Math.min(limit, most);
}
