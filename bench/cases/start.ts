import { spawnSync } from 'node:child_process';
import type { Case } from '../case.ts';
import { median } from '../figures.ts';
import { copyPool } from '../pool.ts';
import { startServer } from '../server.ts';

const STARTS = 10;
const FACTOR = 2.5;

export default {
  name: 'start',
  about: 'from spawn until it listens, less 2.5 × `node -e 0`',
  target: { bound: 'most', limit: 300, unit: 'ms' },
  async run({ progress }) {
    progress('preparing pools');
    const folders = [await copyPool(0, 'empty'), await copyPool(1_000_000, 'served')] as const;
    const bare: number[] = [];
    const ready: [number[], number[]] = [[], []];
    for (let start = 0; start < STARTS; start++) {
      progress(`start ${start + 1} of ${STARTS}`);
      bare.push(timeBareNode());
      for (const [place, folder] of folders.entries()) ready[place]?.push(await timeStart(folder));
    }
    const [node, empty, million] = [median(bare), median(ready[0]), median(ready[1])];
    const text = `ready after ${empty.toFixed(0)} ms, with a million listings ${million.toFixed(0)} ms; node -e 0 takes ${node.toFixed(0)} ms`;
    return { value: Math.max(empty, million) - FACTOR * node, details: [text] };
  },
} satisfies Case;

function timeBareNode(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

/** Ready is what the management listener calls ready. */
async function timeStart(folder: string): Promise<number> {
  const server = await startServer(folder);
  const { status } = await fetch(`http://127.0.0.1:${server.managePort}/readyz`);
  await server.stop();
  if (status !== 200) throw new Error(`/readyz answered ${status} after the server said that it serves`);
  return server.startedInMs;
}
