/** Numbers on the wire stay below 2³¹ (promise B8); what is larger was never issued, but must not break anything. */

/** The largest value that any number of ours is compared with; a longer one is as unknown as this one. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** The number of a record as it was named; one that no record has where it does not fit; null where none was named. */
export function toId(digits: string | undefined): number | null {
  return digits === undefined ? null : toCount(digits);
}

/** A version as it was named; one that was never issued where it does not fit. */
export function toCount(digits: string): number {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : UNKNOWN * Math.sign(value);
}
