import type { Edition } from '@tongbu/client';
import type { Case } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span } from '../figures.ts';
import type { Bridge } from '../load/bridge.ts';
import type { Receiver } from '../load/receiver.ts';
import { copyPool, RUN_FOLDER } from '../pool.ts';
import type { RawCalls } from '../raw/calls.ts';
import { startServer } from '../server.ts';

/** Listings that wait in each round. */
const ROWS = 10_000;

const SECRET = `whsec_${Buffer.alloc(32, 'bench').toString('base64')}`;

export default {
  name: 'bridge',
  about: '10,000 changed listings through the bridge and a webhook, against the bare signed calls that it takes; the slower edition',
  target: { bound: 'most', limit: 3, unit: '×' },
  async run({ rounds, progress }) {
    const bridge = startChild<Bridge>(new URL('../load/bridge.ts', import.meta.url));
    const raw = startChild<RawCalls>(new URL('../raw/calls.ts', import.meta.url));
    const receiver = startChild<Receiver>(new URL('../load/receiver.ts', import.meta.url));
    const seen: Record<Edition, { bridge: number; raw: number }[]> = { flagship: [], enterprise: [] };
    let lost = 0;
    /** Each on a pool of its own, so that both find the same. */
    const onPool = async <T>(work: (port: number) => Promise<T>): Promise<T> => {
      const server = await startServer(await copyPool(ROWS, 'served'));
      try {
        return await work(server.port);
      } finally {
        await server.stop();
      }
    };
    try {
      const hook = await receiver.call('start', { secret: SECRET });
      for (let round = 0; round <= rounds; round++) {
        for (const edition of ['flagship', 'enterprise'] as const) {
          progress(`${edition}, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
          const bare = await onPool((port) => raw.call('drain', { edition, port }));
          const bridged = await onPool((port) => bridge.call('pass', { edition, port, hook, secret: SECRET, folder: RUN_FOLDER }));
          const taken = await receiver.call('taken', undefined);
          lost += ROWS - Math.min(bare.acknowledged, bridged.acknowledged, taken);
          if (round > 0) seen[edition].push({ bridge: bridged.seconds, raw: bare.seconds });
        }
      }
    } finally {
      await Promise.all([bridge.stop(), raw.stop(), receiver.stop()]);
    }
    const ratios = (edition: Edition) => seen[edition].map((each) => each.bridge / each.raw);
    const details = (['flagship', 'enterprise'] as const).map((edition) => {
      const [bridged, bare] = (['bridge', 'raw'] as const).map((of) => median(seen[edition].map((each) => each[of])));
      return `${edition}: ${bridged?.toFixed(2)} s against ${bare?.toFixed(2)} s (${span(ratios(edition))})`;
    });
    const value = Math.max(median(ratios('flagship')), median(ratios('enterprise')));
    return { value, details, ...(lost > 0 && { void: `${lost} of the listings did not get through` }) };
  },
} satisfies Case;
