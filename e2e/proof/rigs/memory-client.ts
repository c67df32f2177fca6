import { FLAT, watchMemory } from '../memory/watch-memory.ts';
import type { Rig } from '../rig.ts';

export default {
  name: 'memory-client',
  about: `the client and ${FLAT}`,
  count: 1_000_000,
  short: 20_000,
  finds: { 'client-remembers-what-is-settled': 1_000_000 },
  missing: () => (process.platform === 'linux' ? [] : ['/proc (run it on Linux)']),
  run: (run) => watchMemory('client', run),
} satisfies Rig;
