/** 2012-01-01 00:00:00 in Beijing, in Unix seconds: where the flagship edition's time begins. */
export const EPOCH_SECONDS = 1_325_347_200;

/** How far a request's clock may be from the server's, either way. */
export const WINDOW_SECONDS = 120;

/** Epoch milliseconds as the edition's `timestamp`. */
export function toTimestamp(nowMs: number): number {
  return Math.floor(nowMs / 1000) - EPOCH_SECONDS;
}

/** The edition's `timestamp` as epoch milliseconds. */
export function fromTimestamp(timestamp: number): number {
  return (timestamp + EPOCH_SECONDS) * 1000;
}
