/**
 * Loaded into a server before its own code (`--import`): measures how long its loop was held up, from within, and keeps the
 * longest in the file that `TONGBU_LOOP_PROBE` names.
 *
 * A machine that is busy with other things makes a loop late as well; so what counts is the processor time that the thread
 * itself used between two turns.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const INTERVAL_MS = 10;
const file = process.env['TONGBU_LOOP_PROBE'];

if (isMainThread && file) {
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let began = performance.now();
  let usedBefore = used();
  let longestBusy = 0;
  let longestLate = 0;
  // Loading is no request; the first turns do not count.
  let loading = 50;
  setInterval(() => {
    const now = performance.now();
    const usedNow = used();
    const late = now - began;
    const busy = Math.min(usedNow - usedBefore, late);
    began = now;
    usedBefore = usedNow;
    if (loading-- > 0 || (busy <= longestBusy && late <= longestLate)) return;
    longestBusy = Math.max(busy, longestBusy);
    longestLate = Math.max(late, longestLate);
    writeFileSync(file, JSON.stringify({ busy: longestBusy, late: longestLate }));
  }, INTERVAL_MS).unref();
}
