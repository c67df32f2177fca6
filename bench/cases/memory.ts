import type { Case } from '../case.ts';
import { startChild } from '../child.ts';
import { whole } from '../figures.ts';
import type { Drain } from '../load/drain.ts';
import { copyPool } from '../pool.ts';
import { startServer } from '../server.ts';

const ROWS = 1_000_000;
const SIZE = 1_000;
const MB = 1_000_000;

export default {
  name: 'memory',
  about: 'resident memory after a million listings were pulled and acknowledged, above an empty server',
  target: { bound: 'most', limit: 200, unit: 'MB' },
  async run({ progress }) {
    if (process.platform !== 'linux') return { notRun: 'resident memory is read from /proc, which only Linux has' };
    progress('preparing a pool of a million');
    const folders = [await copyPool(0, 'empty'), await copyPool(ROWS, 'served')] as const;
    const [empty, full] = [await startServer(folders[0]), await startServer(folders[1])];
    const client = startChild<Drain>(new URL('../load/drain.ts', import.meta.url));
    try {
      progress(`pulling and acknowledging ${whole(ROWS)} listings`);
      const atStart = full.residentBytes() - empty.residentBytes();
      await client.call('drain', { port: full.port, turns: ROWS / SIZE, size: SIZE });
      const [base, used] = [empty.residentBytes(), full.residentBytes()];
      const details = [
        `${whole(used / MB)} MB against ${whole(base / MB)} MB empty; before the first pull ${whole(atStart / MB)} MB above it`,
      ];
      return { value: (used - base) / MB, details };
    } finally {
      await Promise.all([client.stop(), empty.stop(), full.stop()]);
    }
  },
} satisfies Case;
