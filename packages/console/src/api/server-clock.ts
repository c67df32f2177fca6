/** A difference below this is the way of an answer, and no clock that goes wrong. */
const LEAST_MS = 5_000;

let aheadMs = 0;
const told = new Set<() => void>();

/** Notes what an answer says of the server's clock, as ISO 8601; a sandbox's may be shifted. Nothing is noted of an answer that says nothing. */
export function noteServerClock(at: string | null): void {
  if (at === null) return;
  const ahead = Date.parse(at) - Date.now();
  if (!(Math.abs(ahead - aheadMs) >= LEAST_MS)) return;
  aheadMs = Math.abs(ahead) < LEAST_MS ? 0 : ahead;
  for (const tell of told) tell();
}

/** The server's now, epoch milliseconds, as far as the last answer told. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** Calls `tell` when the server's clock turns out to be another than was known. @returns what ends it */
export function whenClockShifts(tell: () => void): () => void {
  told.add(tell);
  return () => void told.delete(tell);
}
