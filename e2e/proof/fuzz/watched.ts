/** A server under a rig's eyes: how long its loop was held up, and how much memory it took (promise B12). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Violations } from '../rig.ts';
import { type Served, type ServeOptions, serve } from '../server.ts';

/** The loop that serves requests is never held up longer, in milliseconds of its own work. */
const LONGEST_TURN_MS = 250;

/** Each half of the space for new objects of a server whose heap is bounded: V8 lets it grow to four times as much and keeps it. */
const YOUNG_MB = 16;

/** A server that is watched. */
export interface Watched extends Served {
  /** The longest turn of its loop so far: its own work, and by the clock; milliseconds. */
  longestTurn(): { busy: number; late: number };
  /** Resident memory now, in MB; NaN where the process has ended. */
  memory(): number;
  /** Files and sockets it has open; 0 where the process has ended. */
  openFiles(): number;
  /** Notes what B12 and W3 forbid: a loop held up, an error that was not expected, a process that ended. */
  check(violations: Violations): void;
}

/**
 * Starts a server that is watched. Its log holds errors alone.
 *
 * @param options.heapMb the most its heap may hold: V8 leaves garbage for later while there is room, and then what is
 *   resident does not tell what is kept
 */
export async function serveWatched({ env = {}, flags = [], heapMb, ...options }: ServeOptions & { heapMb?: number }): Promise<Watched> {
  const file = join(options.folder, 'loop-probe.json');
  const probe = new URL('loop-probe.ts', import.meta.url).href;
  const served = await serve({
    ...options,
    env: {
      ...env,
      NODE_OPTIONS: `${heapMb ? `--max-old-space-size=${heapMb} --max-semi-space-size=${YOUNG_MB} ` : ''}--import ${probe}`,
      TONGBU_LOOP_PROBE: file,
    },
    flags: ['--log-level', 'error', ...flags],
  });
  let ended: string | undefined;
  served.exited.then(([code, signal]) => {
    ended = `${signal ?? code}`;
  });
  const longestTurn = () =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { busy: number; late: number }) : { busy: 0, late: 0 };
  return {
    ...served,
    longestTurn,
    memory: () => memoryOf(served.child.pid as number),
    openFiles: () => (ended === undefined ? readdirSync(`/proc/${served.child.pid}/fd`).length : 0),
    check(violations) {
      const { busy } = longestTurn();
      if (busy > LONGEST_TURN_MS) violations.add(`the loop worked ${busy.toFixed(0)} ms in one turn; ${LONGEST_TURN_MS} at most (B12)`);
      if (ended !== undefined) violations.add(`the server ended with ${ended}: ${served.log().slice(-2000)}`);
      for (const line of served.log().split('\n').slice(0, 5))
        if (line) violations.add(`the server logged an error: ${line.slice(0, 500)}`);
    },
  };
}

/** Resident memory of a process in MB; NaN where there is none. */
export function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
