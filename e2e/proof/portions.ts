import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Build, ownBuild } from './build.ts';
import { SEED } from './fuzz/random.ts';
import type { Outcome, Rig, Run } from './rig.ts';

/** How a rig is run, beside how often. */
export interface Running {
  build?: Build;
  progress?: (text: string) => void;
  /** Asked between portions: whether to leave the rest. */
  isOver?: () => boolean;
}

/**
 * Runs a rig, in portions where it has them, each in a folder of its own: a run of hours that ends early has still counted
 * what was done.
 *
 * @returns figures that are numbers added up, others as the last portion tells them; and how often it was run in all
 */
export async function runInPortions(rig: Rig, count: number, running: Running = {}): Promise<Outcome & { done: number }> {
  const { portion = count } = rig;
  const all: Outcome & { done: number } = { figures: {}, violations: [], done: 0 };
  let portions = 0;
  do {
    const times = Math.min(portion, count - all.done);
    const { figures, violations } = await runOnce(rig, { ...running, count: times, seed: SEED + 1000 * portions++ });
    for (const [name, value] of Object.entries(figures)) {
      const before = all.figures[name];
      all.figures[name] = typeof value === 'number' && typeof before === 'number' ? before + value : value;
    }
    all.violations.push(...violations);
    all.done += times;
  } while (all.done < count && !running.isOver?.());
  return all;
}

type Portion = Running & Pick<Run, 'count' | 'seed'>;

async function runOnce(rig: Rig, { count, seed, build = ownBuild, progress = () => {} }: Portion): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `tongbu-${rig.name}-`));
  try {
    return await rig.run({ count, seed, build, folder, progress });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
