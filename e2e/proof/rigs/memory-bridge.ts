import { FLAT, watchMemory } from '../memory/watch-memory.ts';
import type { Rig } from '../rig.ts';

export default {
  name: 'memory-bridge',
  about: `the bridge and ${FLAT}`,
  count: 1_000_000,
  short: 20_000,
  finds: { 'bridge-remembers-what-it-met': 1_000_000 },
  missing: () => (process.platform === 'linux' ? [] : ['/proc (run it on Linux)']),
  run: (run) => watchMemory('bridge', run),
} satisfies Rig;
