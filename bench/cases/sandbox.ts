import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Case } from '../case.ts';
import { median } from '../figures.ts';

const STARTS = 10;

/** A test file of an integration, in a process of its own: what it imports is loaded in the time that is measured. */
const TEST_FILE = `
  const began = performance.now();
  const { startTongbu } = await import('@tongbu/server/sandbox');
  const loaded = performance.now();
  const first = await startTongbu();
  const ready = await fetch(first.manageUrl + '/readyz');
  const served = performance.now();
  const second = await startTongbu();
  const next = performance.now();
  await first.reset();
  const reset = performance.now();
  await Promise.all([first.stop(), second.stop()]);
  console.log(JSON.stringify([served - began, loaded - began, next - served, reset - next, ready.status]));
`;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export default {
  name: 'sandbox',
  about: 'startTongbu() in a fresh process, its import included, until it is ready',
  target: { bound: 'most', limit: 1000, unit: 'ms' },
  async run({ progress }) {
    const runs: number[][] = [];
    for (let start = 0; start < STARTS; start++) {
      progress(`start ${start + 1} of ${STARTS}`);
      runs.push(runTestFile());
    }
    const [whole, load, next, reset] = [0, 1, 2, 3].map((place) => median(runs.map((run) => run[place] as number)));
    const slowest = Math.max(...runs.map(([whole]) => whole as number));
    const text = `ready after ${ms(whole)} (slowest ${ms(slowest)}), of which ${ms(load)} load it; a second one after ${ms(next)}; a reset takes ${ms(reset)}`;
    return { value: whole as number, details: [text] };
  },
} satisfies Case;

const ms = (time = Number.NaN) => `${time.toFixed(0)} ms`;

function runTestFile(): number[] {
  const args = ['--input-type=module', '--eval', TEST_FILE];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  const times = JSON.parse(stdout || '[]') as number[];
  if (times.pop() !== 200) throw new Error(`startTongbu() did not start: ${stderr}`);
  return times;
}
