import type { ServerResponse } from 'node:http';

/** A reader that takes nothing for so long is cut off: what was read for it is held in memory meanwhile. */
const PATIENCE_MS = 30_000;

/** Cuts a long answer off when its reader stops reading. */
export function cutSlowReaders(response: ServerResponse, patienceMs = PATIENCE_MS): void {
  let waitsSince: number | null = null;
  const watch = setInterval(() => {
    if (!response.writableNeedDrain) waitsSince = null;
    else if (waitsSince === null) waitsSince = performance.now();
    else if (performance.now() - waitsSince >= patienceMs) response.destroy();
  }, patienceMs / 10);
  response.once('drain', function drained() {
    waitsSince = null;
    response.once('drain', drained);
  });
  response.once('close', () => clearInterval(watch));
}
