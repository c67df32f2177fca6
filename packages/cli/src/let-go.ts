import { fstatSync } from 'node:fs';

/**
 * Resolves when whoever started this process lets go of it: at the end of standard input, where that is a pipe. A test run that
 * is killed closes it too, so nothing it started outlives it. On a terminal, a file or nothing at all it never resolves.
 */
export function untilLetGo(): Promise<void> {
  if (!isPipe()) return new Promise(() => {});
  return new Promise((resolve) => {
    const end = () => resolve();
    process.stdin.once('end', end).once('error', end).resume();
    process.stdin.unref(); // listening for it keeps nobody
  });
}

function isPipe(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket(); // Node starts its children with a socket
  } catch {
    return false; // closed from the start
  }
}
