import { join } from 'node:path';
import type { Rig } from '../rig.ts';
import { rounds } from '../rounds.ts';

export default {
  name: 'kill',
  about: 'kill −9 under acknowledgements loses none that was answered, and carries none out by half (B1, B6)',
  count: 1000,
  portion: 100,
  short: 30,
  finds: { 'answer-before-commit': 6, 'batch-in-two-commits': 15 },
  missing: () => [],
  run: (run) =>
    rounds(run, 'kills', (n) => ({
      folder: join(run.folder, `data-${n}`),
      round: (station) =>
        station.round(async ({ child }) => {
          child.kill('SIGKILL');
          return undefined;
        }),
    })),
} satisfies Rig;
